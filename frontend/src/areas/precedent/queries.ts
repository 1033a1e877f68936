import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, keys } from "@/api";

export const pageSize = 20;

export interface Asked { q: string; scope: string; sort: string; offset: number }

/** readAsked reads the question from the address. */
export function readAsked(search: URLSearchParams): Asked {
  const offset = Number(search.get("offset"));
  return { q: search.get("q") ?? "", scope: search.get("scope") ?? "office", sort: search.get("sort") ?? "", offset: Number.isInteger(offset) && offset > 0 ? offset : 0 };
}

export function useSearch(asked: Asked) {
  return useQuery({
    queryKey: ["search", asked],
    queryFn: () => call(api.GET("/api/search", { params: { query: { ...asked, sort: asked.sort || undefined, limit: pageSize } } })),
    enabled: asked.q.trim() !== "",
    placeholderData: keepPreviousData,
  });
}

/** useSimilar reads the cases that are like one. */
export function useSimilar(id: string, decided: boolean) {
  return useQuery({
    queryKey: [...keys.case(id), "similar", decided],
    queryFn: () => call(api.GET("/api/cases/{id}/similar", { params: { path: { id }, query: { decided } } })),
    placeholderData: keepPreviousData,
  });
}

/** useSimilarTo finds the cases that are like a text. */
export function useSimilarTo() {
  return useMutation({ mutationFn: (asked: { text: string; decided: boolean }) => call(api.POST("/api/similar", { body: asked })) });
}

export function usePenalties(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "penalties"], queryFn: () => call(api.GET("/api/cases/{id}/penalties", { params: { path: { id } } })) });
}

/** useMark records whether a case that was shown is similar. */
export function useMark(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mark: { other: string; similar: boolean; rank: number }) => call(api.POST("/api/cases/{id}/similar/marks", { params: { path: { id } }, body: mark })),
    onSuccess: () => void client.invalidateQueries({ queryKey: [...keys.case(id), "similar"] }),
  });
}
