import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type Job, keys } from "@/api";
import { useNotify } from "@/ui/notify";

const pageSize = 50;

/** useEntries reads the record, newest first; who may not read it asks for nothing. */
export function useEntries(subject: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["ledger", subject],
    enabled,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => call(api.GET("/api/ledger", { params: { query: { before: pageParam, subject: subject || undefined, limit: pageSize } } })),
    getNextPageParam: (last) => (last.entries.length < pageSize ? undefined : last.entries.at(-1)?.seq),
  });
}

export function useEntry(seq: number) {
  return useQuery({ queryKey: ["ledger-entry", seq], queryFn: () => call(api.GET("/api/ledger/{seq}", { params: { path: { seq } } })), staleTime: Infinity });
}

export function useTimeline(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "timeline"], queryFn: () => call(api.GET("/api/cases/{id}/timeline", { params: { path: { id } } })), select: (d) => d.entries });
}

export function useProof(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "proof"], queryFn: () => call(api.GET("/api/cases/{id}/proof", { params: { path: { id } } })) });
}

export function useVerification(enabled: boolean) {
  return useQuery({ queryKey: ["verification"], enabled, queryFn: () => call(api.GET("/api/verifications")) });
}

/** useRunning is the running job of a kind, as the events tell it. */
export function useRunning(kind: Job["kind"]): Job | undefined {
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), refetchInterval: (q) => (q.state.data?.jobs.some((j) => j.state === "running") ? 2000 : false) });
  return jobs.data?.jobs.find((j) => j.kind === kind && j.state === "running");
}

export function useStart(what: "verify" | "reindex") {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: () => (what === "verify" ? call(api.POST("/api/verifications")) : call(api.POST("/api/reindex"))),
    onSuccess: (job) => client.setQueryData<{ jobs: Job[] }>(keys.jobs, (old) => ({ jobs: [job, ...(old?.jobs ?? [])] })),
    onError: notify.failed,
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/jobs/{id}", { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.jobs }),
    onError: notify.failed,
  });
}
