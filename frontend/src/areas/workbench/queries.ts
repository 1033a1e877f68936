import { useQuery } from "@tanstack/react-query";
import { api, call } from "@/api";

export function useWorkbench() {
  return useQuery({ queryKey: ["workbench"], queryFn: () => call(api.GET("/api/workbench")) });
}
