import type { ProblemBody, ProblemKind, Text } from "./contract";

/** Problem is what a person meets when a request fails: the API's error body, or "the server is gone". */
export class Problem extends Error {
  readonly kind: ProblemKind | "offline";
  readonly text?: Text;
  readonly hint?: Text;
  readonly article?: string;
  readonly field?: string;
  readonly status: number;

  constructor(kind: ProblemKind | "offline", status: number, body?: Partial<ProblemBody>) {
    super(body?.message?.zh ?? kind);
    this.name = "Problem";
    this.kind = kind;
    this.status = status;
    this.text = body?.message;
    this.hint = body?.hint;
    this.article = body?.article;
    this.field = body?.field;
  }
}

const kindOfStatus: Record<number, ProblemKind> = {
  400: "invalid", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict", 422: "refused", 503: "unavailable",
};

/** isBody tells an error body of the API from whatever a proxy may have answered. */
function isBody(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "kind" in body && "message" in body;
}

/** problemOf turns a failed answer into a Problem. */
export function problemOf(status: number, body: unknown): Problem {
  if (isBody(body)) {
    return new Problem(body.kind, status, body);
  }
  return new Problem(kindOfStatus[status] ?? "internal", status);
}
