import { expect, it } from "vitest";
import { breaks, clock, second } from "./words";

it("writes times within a recording", () => {
  expect([0, 59_999, 61_000, 3_723_000].map(clock)).toEqual(["0:00", "0:59", "1:01", "1:02:03"]);
  expect(second("2026-03-02T09:05:30+08:00")).toBe("2026-03-02 09:05:30");
  expect(second(undefined)).toBe("");
});

it("finds what no recording covers, whatever their order", () => {
  const spans = [{ from: 50, to: 60 }, { from: 0, to: 10 }, { from: 5, to: 20 }, { from: 21, to: 30 }, { from: 9, to: 3 }];
  expect(breaks(spans, 2)).toEqual([{ from: 30, to: 50 }]);
  expect(breaks(spans, 0)).toEqual([{ from: 20, to: 21 }, { from: 30, to: 50 }]);
  expect(breaks([], 0)).toEqual([]);
});
