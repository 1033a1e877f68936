import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type DossierParticulars, keys, type MakeVolume, type DossierSay } from "@/api";
import { useNotify } from "@/ui/notify";

export function useDossier(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "dossier"], queryFn: () => call(api.GET("/api/cases/{id}/dossier", { params: { path: { id } } })) });
}

/** The steps around a dossier; each changes what the case's page shows. */
export type DossierStep =
  | { step: "describe"; body: DossierParticulars }
  | { step: "archive"; note: string }
  | { step: "reopen" | "close"; reason: string }
  | { step: "lend"; body: { borrower: string; unit: string; purpose: string; due_on: string; approved_by: string } }
  | { step: "return"; loan: string; reason: string };

function send(id: string, s: DossierStep): Promise<unknown> {
  const params = { path: { id } };
  switch (s.step) {
    case "describe":
      return call(api.POST("/api/cases/{id}/dossier", { params, body: s.body }));
    case "archive":
      return call(api.POST("/api/cases/{id}/archive", { params, body: { note: s.note } }));
    case "reopen":
      return call(api.POST("/api/cases/{id}/dossier/reopen", { params, body: { reason: s.reason } }));
    case "close":
      return call(api.POST("/api/cases/{id}/dossier/close", { params, body: { reason: s.reason } }));
    case "lend":
      return call(api.POST("/api/cases/{id}/dossier/loans", { params, body: s.body }));
    case "return":
      return call(api.POST("/api/loans/{id}/return", { params: { path: { id: s.loan } }, body: { reason: s.reason } }));
  }
}

export function useDossierStep(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (s: DossierStep) => send(id, s),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.case(id) });
      void client.invalidateQueries({ queryKey: ["archive"] });
    },
    onError: notify.failed,
  });
}

/** useVolumeJob is the job that makes a volume now, as the events tell it. */
export function useVolumeJob() {
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), refetchInterval: (q) => (q.state.data?.jobs.some((j) => j.state === "running") ? 1000 : false) });
  return jobs.data?.jobs.find((j) => j.kind === "volume");
}

export function useMakeVolume(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (body: MakeVolume) => call(api.POST("/api/cases/{id}/dossier/volumes", { params: { path: { id } }, body })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.jobs }),
    onError: notify.failed,
  });
}

export function useScore(id: string, round: string) {
  return useQuery({ queryKey: [...keys.case(id), "score", round], queryFn: () => call(api.GET("/api/cases/{id}/dossier/review", { params: { path: { id }, query: { round: round || undefined } } })) });
}

export function useSay(id: string, round: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (body: DossierSay) => call(api.POST("/api/cases/{id}/dossier/review", { params: { path: { id } }, body: { ...body, round: round || undefined } })),
    onSuccess: (sheet) => {
      client.setQueryData([...keys.case(id), "score", round], sheet);
      void client.invalidateQueries({ queryKey: ["rounds"] });
    },
    onError: notify.failed,
  });
}

/** archivePage is how many dossiers of the archive are shown at a time. */
export const archivePage = 100;

export function useArchive(offset: number) {
  return useQuery({ queryKey: ["archive", offset], queryFn: () => call(api.GET("/api/archive", { params: { query: { offset, limit: archivePage } } })) });
}

export function useDisposals() {
  return useQuery({ queryKey: ["archive", "disposals"], queryFn: () => call(api.GET("/api/disposals")), select: (d) => d.disposals });
}

export function useRounds() {
  return useQuery({ queryKey: ["rounds"], queryFn: () => call(api.GET("/api/dossier-rounds")), select: (d) => d.rounds });
}

export type ArchiveStep =
  | { step: "propose"; cases: string[]; opinion: "destroy" | "extend"; months: number; reason: string }
  | { step: "approve" | "refuse" | "carry-out"; id: string; reason: string }
  | { step: "draw"; title: string; seed: string; size: number; from: string; to: string };

function sendArchive(s: ArchiveStep): Promise<unknown> {
  switch (s.step) {
    case "propose":
      return call(api.POST("/api/disposals", { body: { cases: s.cases, opinion: s.opinion, months: s.months, reason: s.reason } }));
    case "approve":
      return call(api.POST("/api/disposals/{id}/approve", { params: { path: { id: s.id } }, body: { reason: s.reason } }));
    case "refuse":
      return call(api.POST("/api/disposals/{id}/refuse", { params: { path: { id: s.id } }, body: { reason: s.reason } }));
    case "carry-out":
      return call(api.POST("/api/disposals/{id}/carry-out", { params: { path: { id: s.id } }, body: { reason: s.reason } }));
    case "draw":
      return call(api.POST("/api/dossier-rounds", { body: { title: s.title, seed: s.seed, size: s.size, from: s.from, to: s.to } }));
  }
}

export function useArchiveStep() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: sendArchive,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["archive"] });
      void client.invalidateQueries({ queryKey: ["rounds"] });
    },
    onError: notify.failed,
  });
}
