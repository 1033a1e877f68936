import { describe, expect, it } from "vitest";
import type { Penalties } from "@/api";
import { ends, place } from "./range";

const range = (fines: number[], mine = 0, standard = { low: 0, high: 0 }): Penalties => ({
  articles: [], degree: "", mine, law: { low: 0, high: 0 }, standard, low: 0, median: 0, high: 0,
  others: [], fines: fines.map((fine, i) => ({ case: `c${i}`, no: "", title: "", on: "", fine, degree: "", same: true })),
});

describe("the scale of past fines", () => {
  it("reaches over the fines, this case and the standard", () => {
    expect(ends(range([300, 500], 100, { low: 200, high: 900 }))).toEqual({ low: 100, high: 900 });
  });
  it("leaves out what is not known", () => {
    expect(ends(range([300, 500]))).toEqual({ low: 300, high: 500 });
  });
  it("gives a single sum room on both sides", () => {
    expect(place(1000, ends(range([1000])))).toBeCloseTo(0.5);
  });
  it("is even for sums near each other and logarithmic for sums far apart", () => {
    expect(place(200, { low: 100, high: 300 })).toBeCloseTo(0.5);
    expect(place(1000, { low: 100, high: 10000 })).toBeCloseTo(0.5);
  });
  it("keeps what lies outside at its ends", () => {
    expect([place(1, { low: 100, high: 300 }), place(999, { low: 100, high: 300 })]).toEqual([0, 1]);
  });
});
