import { describe, expect, it } from "vitest";
import type { PageLine, Region } from "@/api";
import { arrow, between, boxesOf, moved, textUnder, type Turn, upright, whole } from "./boxes";

/** Numbers that come the same way each time. */
function* numbers(seed: number): Generator<number> {
  for (let n = seed; ; n = (n * 1103515245 + 12345) % 2147483648) { yield (n % 10_000) / 10_000; }
}

const turns: Turn[] = [0, 90, 180, 270];
const onPage = (b: Region) => b.x >= 0 && b.y >= 0 && b.width > 0 && b.height > 0 && b.x + b.width <= whole && b.y + b.height <= whole;

describe("boxes", () => {
  it("stay on the page, whatever is dragged where", () => {
    const next = numbers(7);
    const n = () => (next.next().value as number) * 1.4 - 0.2;
    for (let i = 0; i < 500; i += 1) {
      const box = between([n(), n()], [n(), n()]);
      expect(onPage(box), JSON.stringify(box)).toBe(true);
      const other = moved(box, Math.round(n() * whole), Math.round(n() * -whole), i % 2 === 0);
      expect(onPage(other), JSON.stringify({ box, other })).toBe(true);
      if (i % 2 === 1) { expect([other.width, other.height]).toEqual([box.width, box.height]); }
    }
  });
  it("mean the same place however the page is turned", () => {
    // A point of the upright page, turned clockwise as the page is shown, is found again.
    const turned: Record<Turn, (x: number, y: number) => [number, number]> = { 0: (x, y) => [x, y], 90: (x, y) => [1 - y, x], 180: (x, y) => [1 - x, 1 - y], 270: (x, y) => [y, 1 - x] };
    for (const turn of turns) {
      const [x, y] = upright(...turned[turn](0.2, 0.7), turn);
      expect(x).toBeCloseTo(0.2);
      expect(y).toBeCloseTo(0.7);
    }
  });
  it("follow the arrow keys as they are seen", () => {
    for (const turn of turns) {
      const [dx = 0, dy = 0] = arrow("ArrowRight", turn) ?? [];
      const from = upright(0.5, 0.5, turn);
      const to = upright(0.6, 0.5, turn);
      expect([Math.sign(Math.round((to[0] - from[0]) * 100)), Math.sign(Math.round((to[1] - from[1]) * 100))]).toEqual([dx, dy]);
    }
    expect(arrow("Enter", 0)).toBeUndefined();
  });
});

describe("text and boxes", () => {
  const text = "行政处罚决定书\n罚款五万元";
  const edges = (from: number, count: number) => Array.from({ length: count + 1 }, (_, i) => from + i * 500);
  const lines: PageLine[] = [{ start: 0, y: 1000, height: 300, edges: edges(1000, 7) }, { start: 8, y: 2000, height: 300, edges: edges(1000, 5) }];
  it("light the words that are meant, one box a line", () => {
    expect(boxesOf(lines, 8, 5)).toEqual([{ x: 1000, y: 2000, width: 2500, height: 300 }]);
    expect(boxesOf(lines, 5, 5)).toHaveLength(2);
    expect(boxesOf(lines, 40, 3)).toEqual([]);
  });
  it("give back the words that they cover", () => {
    for (let offset = 0; offset < 12; offset += 1) {
      for (let length = 1; offset + length <= 13; length += 1) {
        const covered = boxesOf(lines, offset, length);
        if (covered.length === 1) {
          const [box] = covered;
          const found = textUnder(lines, text, box as Region);
          expect(found.quote).toBe(Array.from(text).slice(offset, offset + length).join("").replace("\n", ""));
        }
      }
    }
    expect(textUnder(lines, text, { x: 0, y: 5000, width: 900, height: 900 })).toEqual({ quote: "" });
  });
});
