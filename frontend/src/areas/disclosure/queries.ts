import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type AnswerFileOrder, type AnswerOrder, api, type AssessmentDraft, call, type ConsultationAnswer, type ConsultationDraft, type CoverDraft, type Disclosure, download, type HandlingOrder, keys, type Mask, type MaskDraft, putPicture, type RequestAnswer, type RequestOrder, type ShowingNote } from "@/api";
import { useNotify } from "@/ui/notify";

export function useDisclosures(filter: { state?: string; overdue?: boolean }) {
  return useQuery({ queryKey: ["disclosures", filter], queryFn: () => call(api.GET("/api/disclosures", { params: { query: filter } })) });
}

export function useDisclosure(id: string) {
  return useQuery({ queryKey: ["disclosure", id], queryFn: () => call(api.GET("/api/disclosures/{id}", { params: { path: { id } } })), enabled: id !== "" });
}

/** draftOf is a mask as it is sent. */
export const draftOf = (mask: Mask): MaskDraft => ({ id: mask.id, start: mask.start, end: mask.end, rule: mask.rule, mask: mask.mask, accepted: mask.accepted, reason: mask.by === "person" ? mask.reason.zh : "" });

/** The steps of a disclosure, each answered with the whole of it. */
export type DisclosureStep =
  | { step: "masks"; masks: MaskDraft[]; remark: string }
  | { step: "addScan"; paper: string; title: string }
  | { step: "removeScan"; paper: string }
  | { step: "covers"; paper: string; covers: CoverDraft[] }
  | { step: "submit"; unsaved?: MaskDraft[] } // the proposed masks, where nobody has kept any yet
  | { step: "approve"; byEye: boolean }
  | { step: "return"; reason: string }
  | { step: "withhold"; ground: string; note: string }
  | { step: "correct"; reason: string }
  | { step: "withdraw"; reason: string }
  | { step: "takeDown"; end: "expired" | "repaired"; reason: string };

async function send(id: string, step: DisclosureStep): Promise<Disclosure> {
  const params = { path: { id } };
  switch (step.step) {
    case "masks":
      return call(api.PUT("/api/disclosures/{id}/masks", { params, body: { masks: step.masks, remark: step.remark } }));
    case "submit":
      if (step.unsaved) {
        await call(api.PUT("/api/disclosures/{id}/masks", { params, body: { masks: step.unsaved } }));
      }
      return call(api.POST("/api/disclosures/{id}/submission", { params }));
    case "approve":
      return call(api.POST("/api/disclosures/{id}/approval", { params, body: { by_eye: step.byEye } }));
    case "addScan":
      return call(api.POST("/api/disclosures/{id}/scans", { params, body: { paper: step.paper, title: step.title } }));
    case "removeScan":
      return call(api.DELETE("/api/disclosures/{id}/scans/{paper}", { params: { path: { id, paper: step.paper } } }));
    case "covers":
      return call(api.PUT("/api/disclosures/{id}/scans/{paper}/covers", { params: { path: { id, paper: step.paper } }, body: { covers: step.covers } }));
    case "return":
      return call(api.POST("/api/disclosures/{id}/return", { params, body: { reason: step.reason } }));
    case "withhold":
      return call(api.POST("/api/disclosures/{id}/withholding", { params, body: { ground: step.ground, note: step.note } }));
    case "correct":
      return call(api.POST("/api/disclosures/{id}/correction", { params, body: { reason: step.reason } }));
    case "withdraw":
      return call(api.POST("/api/disclosures/{id}/withdrawal", { params, body: { reason: step.reason } }));
    case "takeDown":
      return call(api.POST("/api/disclosures/{id}/taking-down", { params, body: { end: step.end, reason: step.reason } }));
  }
}

export function useDisclosureStep(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (step: DisclosureStep) => send(id, step),
    onSuccess: (answer, step) => {
      client.setQueryData(["disclosure", id], answer);
      if (!["masks", "covers", "addScan", "removeScan"].includes(step.step)) {
        void client.invalidateQueries({ queryKey: ["disclosures"] });
        void client.invalidateQueries({ queryKey: ["workbench"] });
      }
    },
    onError: notify.failed,
  });
}

export function usePublish() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (ids: string[] | undefined) => call(api.POST("/api/publications", { body: { ids } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: notify.failed,
  });
}

/** What is noted after publication. A picture goes on its own, after what it belongs to. */
export type AfterStep =
  | { step: "uploads" | "recalls"; body: HandlingOrder; picture?: File }
  | { step: "answers"; body: AnswerOrder }
  | { step: "requests"; body: RequestOrder }
  | { step: "request-answers"; body: RequestAnswer }
  | { step: "consultations"; body: ConsultationDraft }
  | { step: "consultation-answers"; body: ConsultationAnswer }
  | { step: "assessments"; body: AssessmentDraft };

async function note(id: string, next: AfterStep): Promise<void> {
  const params = { path: { id } };
  switch (next.step) {
    case "uploads":
      await call(api.POST("/api/disclosures/{id}/uploads", { params, body: next.body }));
      break;
    case "recalls":
      await call(api.POST("/api/disclosures/{id}/recalls", { params, body: next.body }));
      break;
    case "answers":
      await call(api.POST("/api/disclosures/{id}/answers", { params, body: next.body }));
      return;
    case "requests":
      await call(api.POST("/api/disclosures/{id}/requests", { params, body: next.body }));
      return;
    case "request-answers":
      await call(api.POST("/api/disclosures/{id}/request-answers", { params, body: next.body }));
      return;
    case "consultations":
      await call(api.POST("/api/disclosures/{id}/consultations", { params, body: next.body }));
      return;
    case "consultation-answers":
      await call(api.POST("/api/disclosures/{id}/consultation-answers", { params, body: next.body }));
      return;
    case "assessments":
      await call(api.POST("/api/disclosures/{id}/assessments", { params, body: next.body }));
      return;
  }
  if (next.picture) {
    await putPicture(id, next.body.destination, next.picture, next.step === "recalls");
  }
}

export function useAfterStep(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (next: AfterStep) => note(id, next),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["disclosure", id] });
      void client.invalidateQueries({ queryKey: ["disclosures"] });
    },
    onError: notify.failed,
  });
}

/** useFullRow hands out the full row for a destination, as it is or in a form of the rulebook; that it was handed out is noted. */
export function useFullRow(id: string) {
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ destination, form, csv }: { destination: string; form?: string; csv?: boolean }) =>
      download("POST", `/api/disclosures/${encodeURIComponent(id)}/full-rows/${encodeURIComponent(destination)}${form === undefined ? "" : `?form=${encodeURIComponent(form)}${csv === true ? "&csv=true" : ""}`}`),
    onError: notify.failed,
  });
}

/** usePapers reads the papers of a case, out of which one may go out as pictures. */
export function usePapers(caseId: string) {
  return useQuery({ queryKey: keys.case(caseId), queryFn: () => call(api.GET("/api/cases/{id}", { params: { path: { id: caseId } } })), select: (c) => c.papers });
}

/** useFilms reads the recordings of a case on which something can be heard or seen in time. */
export function useFilms(caseId: string) {
  return useQuery({ queryKey: ["recordings", "of", caseId], queryFn: () => call(api.GET("/api/recordings", { params: { query: { case: caseId, limit: 200 } } })), select: (d) => d.recordings.filter((r) => r.sort !== "photo") });
}

export function useShowings(caseId: string) {
  return useQuery({ queryKey: ["showings", caseId], queryFn: () => call(api.GET("/api/cases/{id}/showings", { params: { path: { id: caseId } } })) });
}

export function useNoteShown(caseId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (body: ShowingNote) => call(api.POST("/api/cases/{id}/showings", { params: { path: { id: caseId } }, body })),
    onSuccess: (answer) => client.setQueryData(["showings", caseId], answer),
    onError: notify.failed,
  });
}

/** useAnswerFile tries a file of answers, or takes it in. */
export function useAnswerFile() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ id, what, body }: { id: string; what: "trial" | "import"; body: AnswerFileOrder }) => {
      const params = { path: { id } };
      return what === "trial" ? call(api.POST("/api/answer-files/{id}/trial", { params, body })) : call(api.POST("/api/answer-files/{id}/import", { params, body }));
    },
    onSuccess: (_rows, { what }) => {
      if (what === "import") {
        void client.invalidateQueries({ queryKey: ["disclosures"] });
        void client.invalidateQueries({ queryKey: ["disclosure"] });
      }
    },
    onError: notify.failed,
  });
}

/** useAnnual is the figures of a year. */
export function useAnnual(year: string) {
  return useQuery({ queryKey: ["annual", year], queryFn: () => call(api.GET("/api/annual/{year}", { params: { path: { year } } })) });
}
