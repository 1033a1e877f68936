// Marks are what the proofs of a review look like on the papers: boxes, words, stretches of time. One mark may prove several points.
import type { Citation, Paper } from "@/api";

export interface PageMark {
  key: string;
  /** The points it proves. */
  labels: string[];
  place: Citation;
  /** How it looks where it is no proof: covered, or left open. */
  look?: "cover" | "open";
}

/** What marks are called where they are no proofs. */
export interface MarkWords { begin: string; box: string; label: (labels: string, quote: string) => string }

/** What a person may do with marks. Without onDraw the marks are only shown. */
export interface Marking {
  words?: MarkWords;
  marks: PageMark[];
  chosen?: string;
  onChoose: (mark: PageMark) => void;
  onDraw?: (place: Omit<Citation, "paper">) => void;
  onMove?: (mark: PageMark, place: Citation) => void;
  onRemove?: (mark: PageMark) => void;
}

/** markKey names a place, so that the same place under two points is one mark. */
export function markKey(p: Citation): string {
  const box = p.region && [p.region.x, p.region.y, p.region.width, p.region.height].join(",");
  const span = p.span && `${p.span.from}-${p.span.to}`;
  return [p.paper, p.page, box ?? "", span ?? "", box || span ? "" : `${p.offset ?? ""}+${p.length ?? ""}${p.quote}`].join("|");
}

/** marksOf gathers the proofs of all points. */
export function marksOf(items: readonly { id: string; proofs: Citation[] }[]): PageMark[] {
  const marks = new Map<string, PageMark>();
  for (const item of items) {
    for (const place of item.proofs) {
      const key = markKey(place);
      const mark = marks.get(key) ?? { key, labels: [], place };
      if (!mark.labels.includes(item.id)) {
        mark.labels.push(item.id);
      }
      marks.set(key, mark);
    }
  }
  return [...marks.values()];
}

/** isRecording tells a paper that is heard or seen in time from one that is read. */
export function isRecording(paper: Pick<Paper, "media">): boolean {
  return /^(video|audio)\//.test(paper.media);
}

/** moment writes a time within a recording. */
export function moment(ms: number): string {
  const s = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${s >= 3600 ? `${Math.floor(s / 3600)}:` : ""}${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** milliseconds reads a time as people write it: 1:02:03, 2:30 or 45 seconds. What is none is 0. */
export function milliseconds(written: string): number {
  const parts = written.trim().replace(/：/g, ":").split(":").map(Number);
  return parts.length > 3 || parts.some((n) => !Number.isFinite(n) || n < 0) ? 0 : Math.round(parts.reduce((sum, n) => sum * 60 + n, 0) * 1000);
}
