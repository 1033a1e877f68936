import { describe, expect, it } from "vitest";
import { clockMonths, type Rest, restOf } from "./clockdays";

const words = { zh: "", en: "" };
const step = (kind: string, from: string, to: string) => ({ kind, from, to, days: 0, text: words });
const spring = new Map<string, Rest>([["2026-02-14", "makeup"], ["2026-02-16", "holiday"], ["2026-02-17", "holiday"]]);

describe("the days of a period", () => {
  it("numbers what counts and skips what does not", () => {
    const months = clockMonths({ start_on: "2026-02-12", due_strict: "2026-02-18", due_legal: "2026-02-18",
      steps: [step("start", "2026-02-12", "2026-02-12"), step("count", "2026-02-13", "2026-02-13"), step("makeup", "2026-02-14", "2026-02-14"), step("weekend", "2026-02-15", "2026-02-15"), step("holiday", "2026-02-16", "2026-02-17"), step("count", "2026-02-18", "2026-02-18"), step("end", "2026-02-18", "2026-02-18")] }, spring);
    expect(months.map((m) => [m.month, m.lead, m.days.length])).toEqual([["2026-02", 6, 28]]);
    const days = months[0]!.days.slice(11, 19).map((d) => [d.day, d.role, d.number ?? 0, d.rest]);
    expect(days).toEqual([[12, "start", 0, "workday"], [13, "count", 1, "workday"], [14, "count", 2, "makeup"], [15, "skip", 0, "weekend"], [16, "skip", 0, "holiday"], [17, "skip", 0, "holiday"], [18, "count", 3, "workday"], [19, "outside", 0, "workday"]]);
    expect(months[0]!.days.filter((d) => d.strict).map((d) => d.date)).toEqual(["2026-02-18"]);
  });

  it("numbers backwards what runs backwards, over a new year", () => {
    const months = clockMonths({ start_on: "2026-01-05", due_strict: "2025-12-30", due_legal: "2025-12-30", steps: [step("start", "2026-01-05", "2026-01-05"), step("weekend", "2026-01-03", "2026-01-04"), step("count", "2025-12-30", "2026-01-02")] }, new Map());
    expect(months.map((m) => m.month)).toEqual(["2025-12", "2026-01"]);
    const numbered = months.flatMap((m) => m.days).filter((d) => d.number !== undefined).map((d) => [d.date, d.number]);
    expect(numbered).toEqual([["2025-12-30", 4], ["2025-12-31", 3], ["2026-01-01", 2], ["2026-01-02", 1]]);
  });

  it("draws the first and last months of a long period only", () => {
    const months = clockMonths({ start_on: "2020-01-31", due_strict: "2025-01-31", due_legal: "2025-02-05", steps: [] }, new Map());
    expect(months.map((m) => m.month)).toEqual(["2020-01", "2020-02", "2025-01", "2025-02"]);
  });

  it("knows weekends, and takes the special days before them", () => {
    expect([restOf("2026-02-14", spring), restOf("2026-02-15", spring), restOf("2026-02-16", spring), restOf("2026-02-19", spring)]).toEqual(["makeup", "weekend", "holiday", "workday"]);
  });
});
