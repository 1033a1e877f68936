// The rows of a long list, of which only those in view are drawn. Pure.
import type { Paper } from "@/api";

export type Row =
  | { kind: "group"; key: string; label: string; height: number }
  | { kind: "paper"; key: string; paper: Paper; height: number }
  | { kind: "pages"; key: string; paper: Paper; from: number; to: number; height: number };

export interface Shape { covers: boolean; columns: number; openPaper: string }

export const heights = { group: 26, paper: 30, cover: 56, pages: 132 };

/** rowsOf lays the dossier out: its groups, their papers, and beneath the open paper its pages. */
export function rowsOf(groups: readonly { label: string; papers: Paper[] }[], shape: Shape): Row[] {
  const rows: Row[] = [];
  for (const group of groups) {
    rows.push({ kind: "group", key: `group ${group.label}`, label: group.label, height: heights.group });
    for (const paper of group.papers) {
      rows.push({ kind: "paper", key: paper.id, paper, height: shape.covers ? heights.cover : heights.paper });
      if (shape.covers && shape.columns > 0 && paper.id === shape.openPaper && paper.has_image && paper.pages_count > 1) {
        for (let from = 1; from <= paper.pages_count; from += shape.columns) {
          rows.push({ kind: "pages", key: `${paper.id} ${from}`, paper, from, to: Math.min(paper.pages_count, from + shape.columns - 1), height: heights.pages });
        }
      }
    }
  }
  return rows;
}

/** topsOf are the upper edges of rows, and the height of all of them at the end. */
export function topsOf(rows: readonly Row[]): number[] {
  const tops = [0];
  rows.forEach((row, i) => tops.push((tops[i] ?? 0) + row.height));
  return tops;
}

/** inView are the first and the last row, exclusive, that a window shows, with some beyond its edges. */
export function inView(tops: readonly number[], scroll: number, height: number, beyond: number): [number, number] {
  const at = (y: number) => {
    let low = 0;
    let high = tops.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle + 1] ?? Infinity) <= y) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return [Math.max(0, at(scroll - beyond)), Math.min(tops.length - 1, at(scroll + height + beyond) + 1)];
}
