import type { Source } from "@/api";

/** sourceAddress opens the paper at the page with the quoted words marked. */
export function sourceAddress(caseId: string, source: Pick<Source, "paper" | "page" | "quote">): string {
  return `/cases/${caseId}/papers/${source.paper}?page=${source.page}&quote=${encodeURIComponent(source.quote)}`;
}
