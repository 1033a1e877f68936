import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type AdoptedPoint, api, call, type DiscussionDraft, type DisputeLevel, keys, type Review, type ReviewRow } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";

export function useReviews(filter: { mine?: boolean; open?: boolean; case?: string }) {
  return useQuery({ queryKey: ["reviews", filter], queryFn: () => call(api.GET("/api/reviews", { params: { query: filter } })), select: (d) => d.reviews });
}

/** useSteps reads the lawful next steps of a case. */
export function useSteps(id: string) {
  return useQuery({ queryKey: [...keys.case(id), "next"], queryFn: () => call(api.GET("/api/cases/{id}/next", { params: { path: { id } } })) });
}

/** useReview reads a round. What the machine found in the papers takes longer: until it has come, the round stands there without it. */
export function useReview(id: string) {
  const client = useQueryClient();
  const early = useQuery({
    queryKey: ["review-early", id], queryFn: () => call(api.GET("/api/reviews/{id}", { params: { path: { id }, query: { prechecks: "none" } } })), meta: { calm: true }, staleTime: Infinity,
    enabled: id !== "" && client.getQueryData(keys.review(id)) === undefined,
  });
  return useQuery({ queryKey: keys.review(id), queryFn: () => call(api.GET("/api/reviews/{id}", { params: { path: { id } } })), enabled: id !== "", placeholderData: early.data, meta: { calm: true } });
}

/** useCandidates reads who could be assigned to a round, afresh each time. */
export function useCandidates(id: string) {
  return useQuery({ queryKey: [...keys.review(id), "candidates"], queryFn: () => call(api.GET("/api/reviews/{id}/candidates", { params: { path: { id } } })), staleTime: 0 });
}

/** useCase reads the case under review: its papers and its facts. */
export function useCase(id: string) {
  return useQuery({ queryKey: keys.case(id), queryFn: () => call(api.GET("/api/cases/{id}", { params: { path: { id } } })), enabled: id !== "", meta: { calm: true } });
}

/** useCaseOf is the case of a round, if a list that was shown names it; else empty. */
export function useCaseOf(id: string): string {
  const lists = useQueryClient().getQueriesData<{ reviews: ReviewRow[] }>({ queryKey: ["reviews"] });
  return lists.flatMap(([, list]) => list?.reviews ?? []).find((row) => row.id === id)?.case ?? "";
}

export function useCasePapers(id: string) {
  return useQuery({ queryKey: keys.case(id), queryFn: () => call(api.GET("/api/cases/{id}", { params: { path: { id } } })), enabled: id !== "", select: (c) => c.papers, meta: { calm: true } });
}

export function useSubmit(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { note: string; without: { material: string; reason: string }[] }) => call(api.POST("/api/cases/{id}/reviews", { params: { path: { id: caseId } }, body })),
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
  | { step: "sign" }
  | { step: "extend"; reason: string; knowing: boolean }
  | { step: "ask"; lacks: { what: string; code?: string; reason: string }[] }
  | { step: "supply"; replies: { answer: string; paper: string }[]; note: string }
  | { step: "object"; reasons: string; items: string[] }
  | { step: "answer"; result: "upheld" | "again"; text: string; minority: string }
  | { step: "refer"; level: DisputeLevel; text: string }
  | { step: "rule"; level: DisputeLevel; result: "upheld" | "again"; text: string; minority: string }
  | { step: "withdraw"; reason: string }
  | { step: "advice"; name: string; capacity: string; text: string }
  | { step: "feedback"; factors: string[]; text: string }
  | { step: "reply"; points: AdoptedPoint[]; note: string }
  | { step: "practice-end" };

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
    case "extend":
      return call(api.POST("/api/reviews/{id}/extension", { params, body: { reason: step.reason, knowing: step.knowing } }));
    case "ask":
      return call(api.POST("/api/reviews/{id}/supplement-request", { params, body: { lacks: step.lacks } }));
    case "supply":
      return call(api.POST("/api/reviews/{id}/supplement", { params, body: { replies: step.replies, note: step.note } }));
    case "object":
      return call(api.POST("/api/reviews/{id}/objection", { params, body: { reasons: step.reasons, items: step.items } }));
    case "answer":
      return call(api.POST("/api/reviews/{id}/objection-answer", { params, body: { result: step.result, text: step.text, minority: step.minority } }));
    case "refer":
      return call(api.POST("/api/reviews/{id}/referral", { params, body: { level: step.level, text: step.text } }));
    case "rule":
      return call(api.POST("/api/reviews/{id}/ruling", { params, body: { level: step.level, result: step.result, text: step.text, minority: step.minority } }));
    case "withdraw":
      return call(api.POST("/api/reviews/{id}/withdrawal", { params, body: { reason: step.reason } }));
    case "advice":
      return call(api.POST("/api/reviews/{id}/advice", { params, body: { name: step.name, capacity: step.capacity, text: step.text } }));
    case "reply":
      return call(api.POST("/api/reviews/{id}/reply", { params, body: { points: step.points, note: step.note } }));
    case "practice-end":
      return call(api.POST("/api/reviews/{id}/practice-end", { params, body: {} }));
    case "feedback":
      return call(api.POST("/api/reviews/{id}/feedback", { params, body: { factors: step.factors, text: step.text } }));
  }
}

/** useDepart keeps the reason why the case leaves a standard at an item. */
export function useDepart(review: Pick<Review, "id" | "case">) {
  const client = useQueryClient();
  const notify = useNotify();
  const saved = useText().review.departure.saved;
  return useMutation({
    mutationFn: ({ item, text, waived }: { item: string; text: string; waived: boolean }) => call(api.PUT("/api/reviews/{id}/items/{item}/departure", { params: { path: { id: review.id, item } }, body: { text, waived } })),
    onSuccess: (now) => {
      notify.done(saved);
      client.setQueryData<Review>(keys.review(review.id), now);
      void client.invalidateQueries({ queryKey: keys.case(review.case) });
    },
    onError: notify.failed,
  });
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

/** useDiscuss records a collective discussion of the case of a review. */
export function useDiscuss(review: Pick<Review, "id" | "case">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DiscussionDraft) => call(api.POST("/api/cases/{id}/discussions", { params: { path: { id: review.case } }, body })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.review(review.id) });
      void client.invalidateQueries({ queryKey: keys.case(review.case) });
    },
  });
}

export function useOpinionText(id: string) {
  return useQuery({ queryKey: [...keys.review(id), "opinion"], queryFn: () => call(api.GET("/api/reviews/{id}/opinion-text", { params: { path: { id } } })) });
}

/** useEditOpinion saves the text of an opinion; an empty one has it written from the findings again. */
export function useEditOpinion(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => call(api.PUT("/api/reviews/{id}/opinion-text", { params: { path: { id } }, body: { text } })),
    onSuccess: (now) => client.setQueryData([...keys.review(id), "opinion"], now),
  });
}

export function useReadings(id: string, reads: boolean) {
  return useQuery({ queryKey: [...keys.review(id), "reading"], queryFn: () => call(api.GET("/api/reviews/{id}/reading", { params: { path: { id } } })), enabled: reads });
}

/** useMarkRead records pages that were looked at. */
export function useMarkRead(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (looked: { paper: string; pages: number[] }) => call(api.POST("/api/reviews/{id}/reading", { params: { path: { id } }, body: { papers: [looked] } })),
    onSuccess: (now) => client.setQueryData([...keys.review(id), "reading"], now),
  });
}

export function usePrechecks(caseId: string) {
  return useQuery({ queryKey: [...keys.case(caseId), "prechecks"], queryFn: () => call(api.GET("/api/cases/{id}/prechecks", { params: { path: { id: caseId } } })), select: (d) => d.prechecks });
}

export function useQuality() {
  return useQuery({ queryKey: ["review-quality"], queryFn: () => call(api.GET("/api/review-quality")) });
}

/** What can be recorded about the quality of review, each answered with all of it. */
export type QualityStep =
  | { step: "draw"; from_on: string; to_on: string; count: number; seed: string }
  | { step: "rate"; sample: string; review: string; score: number; note: string }
  | { step: "train"; person: string; held_on: string; hours: number; topic: string };

function sendQuality(step: QualityStep) {
  switch (step.step) {
    case "draw":
      return call(api.POST("/api/review-samples", { body: { from_on: step.from_on, to_on: step.to_on, count: step.count, seed: step.seed } }));
    case "rate":
      return call(api.POST("/api/review-samples/{id}/scores", { params: { path: { id: step.sample } }, body: { review: step.review, score: step.score, note: step.note } }));
    case "train":
      return call(api.POST("/api/review-training", { body: { person: step.person, held_on: step.held_on, hours: step.hours, topic: step.topic } }));
  }
}

export function useQualityStep() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({ mutationFn: sendQuality, onSuccess: (now) => client.setQueryData(["review-quality"], now), onError: notify.failed });
}

/** usePractise begins to review a finished dossier. */
export function usePractise(caseId: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: () => call(api.POST("/api/cases/{id}/practice", { params: { path: { id: caseId } }, body: {} })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.case(caseId) });
      void client.invalidateQueries({ queryKey: ["reviews"] });
    },
    onError: notify.failed,
  });
}

/** What can be done about the recusal of a reviewer. */
export type RecusalStep = { step: "ask"; person: string; side: "self" | "party" | "office"; reason: string } | { step: "decide"; id: string; granted: boolean; grounds: string };

export function useRecusal(review: Pick<Review, "id" | "case">) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: async (s: RecusalStep) => {
      if (s.step === "ask") {
        await call(api.POST("/api/cases/{id}/recusals", { params: { path: { id: review.case } }, body: { person: s.person, side: s.side, reason: s.reason } }));
      } else {
        await call(api.POST("/api/recusals/{id}/decision", { params: { path: { id: s.id } }, body: { granted: s.granted, grounds: s.grounds } }));
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.review(review.id) });
      void client.invalidateQueries({ queryKey: keys.case(review.case) });
      void client.invalidateQueries({ queryKey: ["reviews"] });
    },
    onError: notify.failed,
  });
}

export function useReviewers() {
  return useQuery({ queryKey: ["reviewers"], queryFn: () => call(api.GET("/api/reviewers")) });
}

/** What can be done about the exception for a legal office of one. */
export type ExceptionStep = { step: "approve"; person: string; reason: string; until: string } | { step: "end"; id: string; reason: string };

export function useException() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (s: ExceptionStep) =>
      s.step === "approve"
        ? call(api.POST("/api/reviewers/exceptions", { body: { person: s.person, reason: s.reason, until: s.until } }))
        : call(api.POST("/api/reviewers/exceptions/{id}/end", { params: { path: { id: s.id } }, body: { reason: s.reason } })),
    onSuccess: (now) => client.setQueryData(["reviewers"], now),
  });
}

export function useReviewStatistics(from: string, to: string) {
  return useQuery({ queryKey: ["review-statistics", from, to], queryFn: () => call(api.GET("/api/review-statistics", { params: { query: { from, to } } })), enabled: from !== "" && to !== "" });
}
