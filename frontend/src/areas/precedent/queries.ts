import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, call } from "@/api";

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
