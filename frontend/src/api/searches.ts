import { useQuery } from "@tanstack/react-query";
import { api, call } from "./client";

export const searchesKey = ["searches"];

/** useSavedSearches reads the searches that this person keeps, and looks now and then whether they find something new. */
export function useSavedSearches(enabled = true) {
  return useQuery({ queryKey: searchesKey, queryFn: () => call(api.GET("/api/searches")), enabled, refetchInterval: 120_000, staleTime: 30_000 });
}
