import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type Job, keys } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import type { Asked } from "./asked";

export const pageSize = 20;

export function useSearch(asked: Asked) {
  return useQuery({
    queryKey: ["search", asked],
    queryFn: () => call(api.GET("/api/search", { params: { query: { ...asked, sort: asked.sort || undefined, limit: pageSize, facets: true } } })),
    enabled: asked.q.trim() !== "",
    placeholderData: keepPreviousData,
  });
}

/** useCoverage reads how much can be searched; while pictures are read, again and again. */
export function useCoverage() {
  const running = useRecognition() !== undefined;
  return useQuery({ queryKey: ["coverage"], queryFn: () => call(api.GET("/api/coverage")), refetchInterval: running ? 3000 : false });
}

/** useUnsearched lists what cannot be searched, a page of the list at a time. */
export function useUnsearched(cause: string) {
  return useInfiniteQuery({
    queryKey: ["coverage", "list", cause],
    queryFn: ({ pageParam }) => call(api.GET("/api/coverage/list", { params: { query: { cause: cause || undefined, offset: pageParam, limit: coveragePage } } })),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.items.length === coveragePage ? all.length * coveragePage : undefined),
  });
}

const coveragePage = 50;

/** useRecognition is the running job that reads the text in pictures. */
export function useRecognition(): Job | undefined {
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), refetchInterval: (q) => (q.state.data?.jobs.some((j) => j.state === "running") ? 2000 : false) });
  return jobs.data?.jobs.find((j) => j.kind === "recognition" && j.state === "running");
}

/** useRetry has what cannot be searched tried once more. */
export function useRetry() {
  const client = useQueryClient();
  const notify = useNotify();
  const started = useText().search.coverage.started;
  return useMutation({
    mutationFn: () => call(api.POST("/api/coverage/retry")),
    onSuccess: (job) => {
      notify.done(started);
      client.setQueryData<{ jobs: Job[] }>(keys.jobs, (old) => ({ jobs: [job, ...(old?.jobs ?? [])] }));
    },
    onError: notify.failed,
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

export function usePenalties(id: string, others: boolean) {
  return useQuery({ queryKey: [...keys.case(id), "penalties", others], queryFn: () => call(api.GET("/api/cases/{id}/penalties", { params: { path: { id }, query: { others } } })), placeholderData: keepPreviousData });
}

/** useDepartures reads where a case leaves a standard, with the reasons. */
export function useDepartures(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "departures"], queryFn: () => call(api.GET("/api/cases/{id}/departures", { params: { path: { id } } })) });
}

/** useReason keeps the reason why a case leaves a standard: in the round that the reader examines, or for the office that handles the case. */
export function useReason(id: string, review: string) {
  const client = useQueryClient();
  const notify = useNotify();
  const saved = useText().review.departure.saved;
  return useMutation({
    mutationFn: async ({ item, text, waived }: { item: string; text: string; waived: boolean }) => {
      if (review === "") {
        await call(api.PUT("/api/cases/{id}/departures/{item}", { params: { path: { id, item } }, body: { text } }));
      } else {
        await call(api.PUT("/api/reviews/{id}/items/{item}/departure", { params: { path: { id: review, item } }, body: { text, waived } }));
      }
    },
    onSuccess: () => {
      notify.done(saved);
      void client.invalidateQueries({ queryKey: [...keys.case(id), "departures"] });
      if (review !== "") {
        void client.invalidateQueries({ queryKey: keys.review(review) });
      }
    },
    onError: notify.failed,
  });
}

/** useMark records whether a case that was shown is similar. */
export function useMark(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mark: { other: string; similar: boolean; rank: number }) => call(api.POST("/api/cases/{id}/similar/marks", { params: { path: { id } }, body: mark })),
    onSuccess: () => void client.invalidateQueries({ queryKey: [...keys.case(id), "similar"] }),
  });
}
