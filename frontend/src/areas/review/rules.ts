import { reasoned } from "@/ui/DepartureBox";
import type { Material, OpinionInfo, Precheck, Review, ReviewItem, Session } from "@/api";

export type ItemFilter = "all" | "open" | "bad" | "differ";

/** differs is true where a person judged otherwise than the machine. */
export function differs(item: ReviewItem): boolean {
  return item.finding !== "unchecked" && ["met", "not_met", "not_applicable"].includes(item.machine.result) && item.machine.result !== item.finding;
}

/** filterItems keeps what the person asked to see. */
export function filterItems(items: ReviewItem[], filter: ItemFilter): ReviewItem[] {
  const keep: Record<ItemFilter, (item: ReviewItem) => boolean> = {
    all: () => true, open: (i) => i.finding === "unchecked", bad: (i) => i.finding === "not_met", differ: differs,
  };
  return items.filter(keep[filter]);
}

/** nextOpen is the first item after the given one that nobody has judged, going round at the end. */
export function nextOpen(items: ReviewItem[], after: string): ReviewItem | undefined {
  const at = items.findIndex((i) => i.id === after);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find((i) => i.finding === "unchecked");
}

/** silent is true where a person found met, without a word, what the machine finds not met. */
export function silent(item: ReviewItem): boolean {
  return item.class === "A" && item.finding === "met" && item.machine.result === "not_met" && item.remark.trim() === "" && !(item.departure && reasoned(item.departure));
}

export interface Blocks { open: number; bad: number; silent: number; unreasoned: number }

/** blocksOf counts what stands against a passing opinion. */
export function blocksOf(items: ReviewItem[]): Blocks {
  return { open: items.filter((i) => i.finding === "unchecked").length, bad: items.filter((i) => i.finding === "not_met").length, silent: items.filter(silent).length, unreasoned: items.filter((i) => !reasoned(i.departure)).length };
}

/** mayGive says whether an opinion is possible: a passing one needs every item judged, none unmet, and a reason where the machine says otherwise or the case leaves a standard. The server decides again. */
export function mayGive(opinion: OpinionInfo, blocks: Blocks): boolean {
  return !opinion.passes || blocks.open + blocks.bad + blocks.silent + blocks.unreasoned === 0;
}

export type Standing = "mine" | "submitted" | "waiting" | "returned" | "judged" | "signed" | "other";

/** standing says whether the person may mark this checklist, or why not. Nobody's review is taken by the first mark in it. */
export function standing(review: Review, session: Session | null | undefined, judge: boolean): Standing {
  const me = session?.person.id;
  if (review.state === "submitted" && !review.reviewer) {
    const involved = review.submitted_by.id === me || review.case_detail.handlers.some((h) => h.id === me);
    return judge && !involved ? "mine" : "submitted";
  }
  if (review.state !== "accepted") {
    return review.state;
  }
  return judge && review.reviewer?.id === session?.person.id ? "mine" : "other";
}

/** lines are the lines of a text that hold something. */
export function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** absences reads one person a line, the reason after the first space or bracket. */
export function absences(text: string): { name: string; reason: string }[] {
  return lines(text).map((line) => {
    const [, name = line, reason = ""] = /^([^\s（(，,]+)[\s（(，,]*(.*?)[）)]?$/.exec(line) ?? [];
    return { name, reason };
  });
}

/** sortPrechecks parts the pre-checks: what was found, what blocks first; what was not found and may stand there in other words; what could not be looked at; what was in order. */
export function sortPrechecks(checks: Precheck[]): { found: Precheck[]; unfound: Precheck[]; unlooked: Precheck[]; fine: Precheck[] } {
  const found = checks.filter((c) => c.result === "not_met");
  return {
    found: [...found.filter((c) => c.level === "block"), ...found.filter((c) => c.level !== "block")],
    unfound: checks.filter((c) => c.result === "unknown" && c.unfound),
    unlooked: checks.filter((c) => c.result === "unknown" && !c.unfound),
    fine: checks.filter((c) => c.result === "met"),
  };
}

/** unexplained counts the materials that are asked for, missing, and without a reason. */
export function unexplained(materials: Material[], reasons: Record<string, string>): number {
  return materials.filter((m) => !m.present && m.level === "must" && (reasons[m.id] ?? "").trim() === "").length;
}
