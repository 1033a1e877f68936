import { describe, expect, it } from "vitest";
import type { Citation, Paper } from "@/api";
import { markKey, marksOf } from "./marks";
import { heights, inView, rowsOf, topsOf } from "./rows";

const paper = (id: string, pages: number) => ({ id, pages_count: pages, has_image: true }) as Paper;

describe("the rows of a dossier", () => {
  const groups = [{ label: "正卷", papers: [paper("a", 3), paper("b", 2000)] }, { label: "副卷", papers: [paper("c", 1)] }];
  it("show every page of the open paper once, and of no other", () => {
    for (const columns of [1, 2, 3, 7]) {
      const pages = rowsOf(groups, { covers: true, columns, openPaper: "b" }).flatMap((r) => (r.kind === "pages" ? Array.from({ length: r.to - r.from + 1 }, (_, i) => `${r.paper.id}${r.from + i}`) : []));
      expect(pages).toEqual(Array.from({ length: 2000 }, (_, i) => `b${i + 1}`));
    }
    expect(rowsOf(groups, { covers: false, columns: 2, openPaper: "b" }).map((r) => r.kind)).toEqual(["group", "paper", "paper", "group", "paper"]);
  });
  it("draws what is in view and little more", () => {
    const rows = rowsOf(groups, { covers: true, columns: 2, openPaper: "b" });
    const tops = topsOf(rows);
    expect(tops.at(-1)).toBe(rows.reduce((sum, r) => sum + r.height, 0));
    for (let scroll = 0; scroll < (tops.at(-1) ?? 0); scroll += 1777) {
      const [from, to] = inView(tops, scroll, 700, 480);
      expect(tops[from] ?? 0).toBeLessThanOrEqual(Math.max(0, scroll - 480));
      expect(to === rows.length || (tops[to] ?? 0) >= scroll + 700).toBe(true);
      expect(to - from).toBeLessThan(2 + (700 + 2 * 480) / heights.group);
    }
  });
});

describe("marks", () => {
  const place = (more: Partial<Citation>): Citation => ({ paper: "a", page: 1, quote: "", ...more });
  it("are one where several points cite the same place, and apart where they do not", () => {
    const box = { x: 1, y: 2, width: 300, height: 400 };
    const marks = marksOf([
      { id: "P01", proofs: [place({ region: box }), place({ span: { from: 0, to: 900 } }), place({ quote: "处罚", offset: 4, length: 2 })] },
      { id: "P02", proofs: [place({ region: { ...box }, quote: "读出的字不同" }), place({ quote: "处罚", offset: 9, length: 2 })] },
    ]);
    expect(marks.map((m) => m.labels.join())).toEqual(["P01,P02", "P01", "P01", "P02"]);
    expect(new Set(marks.map((m) => m.key)).size).toBe(4);
    expect(markKey(place({ page: 2 }))).not.toBe(markKey(place({})));
  });
});
