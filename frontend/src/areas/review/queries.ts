import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, keys, type Review } from "@/api";
import { useNotify } from "@/ui/notify";

export function useReviews(filter: { mine?: boolean; open?: boolean; case?: string }) {
  return useQuery({ queryKey: ["reviews", filter], queryFn: () => call(api.GET("/api/reviews", { params: { query: filter } })), select: (d) => d.reviews });
}

/** useSteps reads the lawful next steps of a case. */
export function useSteps(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "next"], queryFn: () => call(api.GET("/api/cases/{id}/next", { params: { path: { id } } })) });
}

export function useReview(id: string) {
  return useQuery({ queryKey: keys.review(id), queryFn: () => call(api.GET("/api/reviews/{id}", { params: { path: { id } } })), enabled: id !== "" });
}

export function useCasePapers(id: string) {
  return useQuery({ queryKey: keys.case(id), queryFn: () => call(api.GET("/api/cases/{id}", { params: { path: { id } } })), enabled: id !== "", select: (c) => c.papers });
}

export function useSubmit(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: string) => call(api.POST("/api/cases/{id}/reviews", { params: { path: { id: caseId } }, body: { note } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.case(caseId) });
      void client.invalidateQueries({ queryKey: ["reviews"] });
    },
  });
}

/** The steps of a review, each answered with the whole review. */
export type ReviewStep =
  | { step: "assign"; reviewer: string }
  | { step: "return"; reason: string }
  | { step: "opinion"; code: string; text: string }
  | { step: "sign" };

function send(id: string, step: ReviewStep): Promise<Review> {
  const params = { path: { id } };
  switch (step.step) {
    case "assign":
      return call(api.POST("/api/reviews/{id}/assignment", { params, body: { reviewer: step.reviewer } }));
    case "return":
      return call(api.POST("/api/reviews/{id}/return", { params, body: { reason: step.reason } }));
    case "opinion":
      return call(api.POST("/api/reviews/{id}/opinion", { params, body: { code: step.code, text: step.text } }));
    case "sign":
      return call(api.POST("/api/reviews/{id}/signature", { params, body: {} }));
  }
}

export function useReviewStep(review: Pick<Review, "id" | "case">) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (step: ReviewStep) => send(review.id, step),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.review(review.id) });
      void client.invalidateQueries({ queryKey: ["reviews"] });
      void client.invalidateQueries({ queryKey: keys.case(review.case) });
      void client.invalidateQueries({ queryKey: ["workbench"] });
    },
    onError: notify.failed,
  });
}
