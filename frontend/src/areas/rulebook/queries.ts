import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, call, keys, type LawReading, type LawText, postLaw, type RowEdit, type Trial, useSession } from "@/api";
import { useNotify } from "@/ui/notify";
import type { Edit } from "./edits";

/** useTables reads the data of a version, row by row; "current" is the one that new cases come under. A version never changes. */
export function useTables(version: string, enabled = true) {
  return useQuery({
    queryKey: version === "current" ? ["rulebook-tables", version] : ["rulebook", "tables", version],
    queryFn: () => call(api.GET("/api/rulebook/versions/{id}/tables", { params: { path: { id: version } } })),
    enabled: enabled && version !== "", staleTime: version === "current" ? 10_000 : Infinity,
  });
}

export function useVersion(id: string) {
  return useQuery({ queryKey: ["rulebook-version", id], queryFn: () => call(api.GET("/api/rulebook/versions/{id}", { params: { path: { id } } })) });
}

export function useAmendment(id: string) {
  return useQuery({ queryKey: ["amendment", id], queryFn: () => call(api.GET("/api/rulebook/amendments/{id}", { params: { path: { id } } })) });
}

/** Draft is a change before it is proposed: edits of rows, or a whole rulebook out of a file. */
export interface Draft { edits: Edit[]; bundle?: { name: string; content: Record<string, unknown> } }

const empty: Draft = { edits: [] };

/** useDraft keeps the change set of the person signed in, for as long as the window is open. */
export function useDraft(): { draft: Draft; setDraft: (draft: Draft) => void } {
  const client = useQueryClient();
  const person = useSession().data?.person.id ?? "";
  const place = `zhiheng.rulebook.${person}`;
  const read = (): Draft => client.getQueryData<Draft>(["rulebook", "draft", person]) ?? { edits: stored(place) };
  const query = useQuery({ queryKey: ["rulebook", "draft", person], queryFn: read, initialData: read, staleTime: Infinity, gcTime: Infinity });
  const setDraft = useCallback((draft: Draft) => {
    client.setQueryData(["rulebook", "draft", person], draft);
    try {
      sessionStorage.setItem(place, JSON.stringify(draft.edits));
    } catch {
      // Without storage the change set lasts until the page is loaded anew.
    }
  }, [client, person, place]);
  return { draft: query.data ?? empty, setDraft };
}

function stored(place: string): Edit[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? (kept as Edit[]) : [];
  } catch {
    return [];
  }
}

export interface Change { edits?: RowEdit[]; bundle?: Record<string, unknown> }

/** useCheck asks what is wrong with a change, or else what its rows are. */
export function useCheck(change: Change, base: string) {
  const isEmpty = change.bundle === undefined && (change.edits ?? []).length === 0;
  return useQuery({
    queryKey: ["rulebook", "check", base, change], queryFn: () => call(api.POST("/api/rulebook/checks", { body: change })),
    enabled: !isEmpty && base !== "", retry: false, staleTime: Infinity, gcTime: 60_000,
  });
}

export function useStartTrial() {
  return useMutation({ mutationFn: (body: Change & { since?: string }) => call(api.POST("/api/rulebook/trials", { body })) });
}

export function useStartStanding(id: string) {
  return useMutation({ mutationFn: () => call(api.POST("/api/rulebook/amendments/{id}/trial", { params: { path: { id } } })) });
}

/** useTrial follows a trial until its effect is there, and the job that works it out. */
export function useTrial(started: Trial | undefined) {
  const id = started?.id ?? "";
  const job = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), enabled: started?.job !== undefined, refetchInterval: 2000, select: (d) => d.jobs.find((j) => j.id === started?.job?.id) }).data;
  const ended = job !== undefined && (job.state === "failed" || job.state === "cancelled");
  const query = useQuery({
    queryKey: ["rulebook", "trial", id], queryFn: () => call(api.GET("/api/rulebook/trials/{id}", { params: { path: { id } } })),
    enabled: started !== undefined && started.effect === undefined && started.faults.length === 0, retry: false,
    refetchInterval: (q) => (q.state.data?.effect === undefined && !ended ? 800 : false),
  });
  return { trial: query.data ?? started, job: job ?? started?.job, ended };
}

export function useCancelJob() {
  const notify = useNotify();
  return useMutation({ mutationFn: (id: string) => call(api.DELETE("/api/jobs/{id}", { params: { path: { id } } })), onError: notify.failed });
}

/** useLibraryChange runs a step that changes the list of proposals or versions. */
function useLibraryChange<V, R>(change: (input: V) => Promise<R>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: () => [keys.library, keys.rulebook, ["amendment"], ["rulebook-tables"]].forEach((queryKey) => void client.invalidateQueries({ queryKey })),
    onError: notify.failed,
  });
}

export function usePropose() {
  return useLibraryChange((body: Change & { source: string; in_force_from: string; note?: string }) => call(api.POST("/api/rulebook/amendments", { body })));
}

export function useApprove(id: string) {
  return useLibraryChange(() => call(api.POST("/api/rulebook/amendments/{id}/approval", { params: { path: { id } } })));
}

export function useReject(id: string) {
  return useLibraryChange((reason: string) => call(api.POST("/api/rulebook/amendments/{id}/rejection", { params: { path: { id } }, body: { reason } })));
}

const laws = ["rulebook", "laws"];

/** useLawTexts lists the full texts of laws that the office has imported. */
export function useLawTexts() {
  return useQuery({ queryKey: laws, queryFn: () => call(api.GET("/api/rulebook/laws")) });
}

export function useLawText(id: string) {
  return useQuery({ queryKey: [...laws, id], queryFn: () => call(api.GET("/api/rulebook/laws/{id}", { params: { path: { id } } })), staleTime: Infinity });
}

export function useLawSearch(q: string) {
  return useQuery({ queryKey: [...laws, "search", q], queryFn: () => call(api.GET("/api/rulebook/law-search", { params: { query: { q } } })) });
}

/** What a person says of a file that holds the text of a law; days are YYYY-MM-DD. */
export interface LawForm { instrument: string; edition: string; from: string; to: string }

export function useReadLaw() {
  return useMutation({ mutationFn: ({ file, form }: { file: File; form: LawForm }) => postLaw<LawReading>("/api/rulebook/law-readings", file, { ...form }) });
}

export function useKeepLaw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, form, mark }: { file: File; form: LawForm; mark: string }) => postLaw<LawText>("/api/rulebook/laws", file, { ...form, mark }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rulebook }),
  });
}

export function useWithdrawLaw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => call(api.POST("/api/rulebook/laws/{id}/withdraw", { params: { path: { id } }, body: { reason } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rulebook }),
  });
}
