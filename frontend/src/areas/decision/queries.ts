import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

const door = (id: string) => [...keys.case(id), "decision"];

export function useDecisionDoor(id: string) {
  return useQuery({ queryKey: door(id), queryFn: () => call(api.GET("/api/cases/{id}/decision", { params: { path: { id } } })) });
}

export function useIssue(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: string) => call(api.POST("/api/cases/{id}/decision", { params: { path: { id } }, body: { step } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.case(id) });
      void client.invalidateQueries({ queryKey: ["workbench"] });
    },
  });
}
