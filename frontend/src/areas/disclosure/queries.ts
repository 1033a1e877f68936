import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type Disclosure, type Mask, type MaskDraft } from "@/api";
import { useNotify } from "@/ui/notify";

export function useDisclosures(filter: { state?: string; overdue?: boolean }) {
  return useQuery({ queryKey: ["disclosures", filter], queryFn: () => call(api.GET("/api/disclosures", { params: { query: filter } })), select: (d) => d.disclosures });
}

export function useDisclosure(id: string) {
  return useQuery({ queryKey: ["disclosure", id], queryFn: () => call(api.GET("/api/disclosures/{id}", { params: { path: { id } } })), enabled: id !== "" });
}

/** draftOf is a mask as it is sent. */
export const draftOf = (mask: Mask): MaskDraft => ({ id: mask.id, start: mask.start, end: mask.end, rule: mask.rule, mask: mask.mask, accepted: mask.accepted });

/** The steps of a disclosure, each answered with the whole of it. */
export type DisclosureStep =
  | { step: "masks"; masks: MaskDraft[]; remark: string }
  | { step: "submit"; unsaved?: MaskDraft[] } // the proposed masks, where nobody has kept any yet
  | { step: "approve" }
  | { step: "return"; reason: string }
  | { step: "withhold"; ground: string; note: string };

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
      return call(api.POST("/api/disclosures/{id}/approval", { params }));
    case "return":
      return call(api.POST("/api/disclosures/{id}/return", { params, body: { reason: step.reason } }));
    case "withhold":
      return call(api.POST("/api/disclosures/{id}/withholding", { params, body: { ground: step.ground, note: step.note } }));
  }
}

export function useDisclosureStep(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (step: DisclosureStep) => send(id, step),
    onSuccess: (_answer, step) => {
      void client.invalidateQueries({ queryKey: ["disclosure", id] });
      if (step.step !== "masks") {
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
