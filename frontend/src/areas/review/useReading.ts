import { useEffect, useRef } from "react";
import type { Paper, Readings } from "@/api";
import { useMarkRead, useReadings } from "./queries";

/** After how long an open page counts as looked at, in milliseconds. */
const glance = 1500;

export type ReadState = "unread" | "changed" | "partly" | "read";

/** readState tells how far a paper has been read as it is now. */
export function readState(paper: Paper, readings: Readings | undefined): ReadState {
  const found = readings?.papers.find((p) => p.paper === paper.id);
  if (!found || found.pages.length === 0) {
    return found?.changed ? "changed" : "unread";
  }
  return found.pages.length < Math.max(paper.pages_count, 1) ? "partly" : "read";
}

export interface ReadSum { read: number; total: number; changed: number }

/** readSum adds up how far all papers have been read. */
export function readSum(papers: Paper[], readings: Readings): ReadSum {
  const of = new Map(readings.papers.map((p) => [p.paper, p]));
  return {
    read: papers.reduce((sum, p) => sum + (of.get(p.id)?.pages.length ?? 0), 0), total: papers.reduce((sum, p) => sum + Math.max(1, p.pages_count), 0),
    changed: papers.filter((p) => of.get(p.id)?.changed).length,
  };
}

/** unreadAfter is the first page after a place that nobody at this desk has read, going round at the end. */
export function unreadAfter(papers: Paper[], readings: Readings | undefined, place: { paper: string; page: number }): { paper: string; page: number } | undefined {
  const at = Math.max(0, papers.findIndex((p) => p.id === place.paper));
  const around = [...papers.slice(at), ...papers.slice(0, at + 1)];
  for (const [i, paper] of around.entries()) {
    const read = new Set(readings?.papers.find((p) => p.paper === paper.id)?.pages);
    for (let page = i === 0 ? place.page + 1 : 1; page <= Math.max(1, paper.pages_count); page += 1) {
      if (!read.has(page)) {
        return { paper: paper.id, page };
      }
    }
  }
  return undefined;
}

/** useReading keeps which pages a reviewer has looked at; a page counts once it has been open for a moment. */
export function useReading(review: string, reads: boolean, place: { paper: string; page: number }): Readings | undefined {
  const readings = useReadings(review, reads).data;
  const { mutate } = useMarkRead(review);
  const known = readings?.papers.find((p) => p.paper === place.paper)?.pages.includes(place.page) ?? true;
  const sent = useRef(new Set<string>());
  const key = `${place.paper} ${place.page}`;
  useEffect(() => {
    if (!reads || known || place.paper === "" || sent.current.has(key)) {
      return undefined;
    }
    const timer = setTimeout(() => {
      sent.current.add(key);
      mutate({ paper: place.paper, pages: [place.page] });
    }, glance);
    return () => clearTimeout(timer);
  }, [reads, known, key, place.paper, place.page, mutate]);
  return readings;
}
