import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type Case, keys, type PaperChange, type Restriction, type SplitPapers, type Value } from "@/api";
import { useNotify } from "@/ui/notify";

export interface CaseFilter { q?: string; state?: string; phase?: string; kind?: string; mine?: boolean; major?: boolean; overdue?: boolean; sort?: string; offset: number; limit: number }

export function useCases(filter: CaseFilter) {
  return useQuery({
    queryKey: ["cases", filter],
    queryFn: () => call(api.GET("/api/cases", { params: { query: filter } })),
    placeholderData: keepPreviousData,
  });
}

export function useCase(id: string) {
  return useQuery({ queryKey: keys.case(id), queryFn: () => call(api.GET("/api/cases/{id}", { params: { path: { id } } })) });
}

export function useNext(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "next"], queryFn: () => call(api.GET("/api/cases/{id}/next", { params: { path: { id } } })) });
}

/** useCaseChange runs a change that answers with the whole case, and puts that answer on the screen. */
function useCaseChange<V>(id: string, change: (input: V) => Promise<Case>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: (fresh) => {
      client.setQueryData(keys.case(id), fresh);
      void client.invalidateQueries({ queryKey: [...keys.case(id), "next"] });
      void client.invalidateQueries({ queryKey: ["cases"] });
      void client.invalidateQueries({ queryKey: ["workbench"] });
    },
    onError: notify.failed,
  });
}

export function useConfirmFields(id: string) {
  return useCaseChange(id, (fields: Record<string, Value>) => call(api.PUT("/api/cases/{id}/fields", { params: { path: { id } }, body: { fields } })));
}

export function useAnswerProposals(id: string) {
  return useCaseChange(id, (body: { accept: string[]; dismiss: string[] }) => call(api.POST("/api/cases/{id}/proposals", { params: { path: { id } }, body })));
}

export function useMove(id: string) {
  return useCaseChange(id, (body: { transition: string; note: string }) => call(api.POST("/api/cases/{id}/moves", { params: { path: { id } }, body })));
}

export function useSetHandlers(id: string) {
  return useCaseChange(id, (handlers: string[]) => call(api.PUT("/api/cases/{id}/handlers", { params: { path: { id } }, body: { handlers } })));
}

export function useOpenCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { title: string; kind: string; procedure: string; source: string; handlers: string[]; restriction?: { ground: string; reason: string } }) => call(api.POST("/api/cases", { body })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["cases"] }),
  });
}

/** usePaperChange confirms the class or the dates of a paper. */
export function usePaperChange(paperId: string, caseId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (body: PaperChange) => call(api.PUT("/api/papers/{id}", { params: { path: { id: paperId } }, body })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.paper(paperId) });
      void client.invalidateQueries({ queryKey: keys.case(caseId) });
    },
    onError: notify.failed,
  });
}

export function useSaveDraft(paperId: string, caseId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (text: string) => call(api.PUT("/api/papers/{id}/text", { params: { path: { id: paperId } }, body: { text } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.paper(paperId) });
      void client.invalidateQueries({ queryKey: keys.case(caseId) });
    },
    onError: notify.failed,
  });
}

export function useNewDraft(caseId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (code: string) => call(api.POST("/api/cases/{id}/drafts", { params: { path: { id: caseId } }, body: { code } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.case(caseId) }),
    onError: notify.failed,
  });
}

/** useVersion reads an earlier text of a draft; "" reads nothing. */
export function useVersion(id: string, sha256: string) {
  return useQuery({
    queryKey: [...keys.paper(id), "version", sha256],
    queryFn: () => call(api.GET("/api/papers/{id}/versions/{sha256}", { params: { path: { id, sha256 } } })),
    enabled: sha256 !== "",
    staleTime: Infinity,
  });
}

/** useChangeRulebook puts an open case under another version of the rulebook. */
export function useChangeRulebook(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (body: { version: string; reason: string }) => call(api.POST("/api/cases/{id}/rulebook", { params: { path: { id } }, body })),
    onSuccess: () => [keys.case(id), keys.library].forEach((queryKey) => void client.invalidateQueries({ queryKey })),
    onError: notify.failed,
  });
}

/** useRestriction reads who may see a case. */
export function useRestriction(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "restriction"], queryFn: () => call(api.GET("/api/cases/{id}/restriction", { params: { path: { id } } })) });
}

function useRestrictionChange<V>(id: string, change: (input: V) => Promise<Restriction>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: (fresh) => {
      client.setQueryData([...keys.case(id), "restriction"], fresh);
      void client.invalidateQueries({ queryKey: keys.case(id) });
      void client.invalidateQueries({ queryKey: ["cases"] });
    },
    onError: notify.failed,
  });
}

export function useRestrict(id: string) {
  return useRestrictionChange(id, (body: { ground: string; reason: string; named: string[] }) => call(api.PUT("/api/cases/{id}/restriction", { params: { path: { id } }, body })));
}

export function useLiftRestriction(id: string) {
  return useRestrictionChange(id, (reason: string) => call(api.POST("/api/cases/{id}/restriction/lifting", { params: { path: { id } }, body: { reason } })));
}

/** useSplitPlan reads which papers a file seems to hold. */
export function useSplitPlan(paperId: string) {
  return useQuery({ queryKey: [...keys.paper(paperId), "split"], queryFn: () => call(api.GET("/api/papers/{id}/split", { params: { path: { id: paperId } } })) });
}

function usePapersChange<V>(caseId: string, change: (input: V) => Promise<SplitPapers>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.case(caseId) }), onError: notify.failed });
}

export function useSplit(paperId: string, caseId: string) {
  return usePapersChange(caseId, (parts: { first: number; code: string; title: string }[]) => call(api.POST("/api/papers/{id}/split", { params: { path: { id: paperId } }, body: { parts } })));
}

export function useJoin(paperId: string, caseId: string) {
  return usePapersChange(caseId, () => call(api.POST("/api/papers/{id}/join", { params: { path: { id: paperId } } })));
}
