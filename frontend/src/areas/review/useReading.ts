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
