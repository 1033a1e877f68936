import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

/** useCaseClocks reads all clocks of a case, those that wait for their first day included. */
export function useCaseClocks(id: string, enabled: boolean) {
  return useQuery({ queryKey: [...keys.case(id), "clocks"], queryFn: () => call(api.GET("/api/cases/{id}/clocks", { params: { path: { id } } })), enabled });
}

/** useSupposition reckons a clock as it would run from a day. */
export function useSupposition(caseId: string, id: string, from: string | undefined, extend: number) {
  return useQuery({
    queryKey: [...keys.case(caseId), "suppose", id, from, extend],
    queryFn: () => call(api.GET("/api/clock", { params: { query: { case: caseId, id, from: from ?? "", extend } } })),
    enabled: from !== undefined, placeholderData: keepPreviousData,
  });
}
