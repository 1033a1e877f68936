import { describe, expect, it, vi } from "vitest";
import { type ItemMark, type OpinionInfo, type Paper, Problem, type Review, type ReviewItem, type ReviewRow, type Session } from "@/api";
import { createSaver, type SaveState, wantsWords } from "./autosave";
import { byUrgency } from "./ReviewListPage";
import { absences, blocksOf, differs, filterItems, lines, mayGive, nextOpen, standing } from "./rules";
import { readState } from "./useReading";

const item = (id: string, finding: ReviewItem["finding"], result: ReviewItem["machine"]["result"] = "none"): ReviewItem => ({
  id, heading: "PRO", question: { zh: id, en: id }, look_at: { zh: "", en: "" }, article: "", class: "A",
  machine: { result, because: [], missing: [] }, finding, remark: "", carried: 0, proofs: [], papers: [], tip: { zh: "", en: "" },
});
const opinion = (passes: boolean): OpinionInfo => ({ code: "O", passes, label: { zh: "", en: "" }, effect: { zh: "", en: "" } });
const mark = (remark: string): ItemMark => ({ finding: "met", remark, proofs: [] });
const tick = () => new Promise((ok) => setTimeout(ok));

describe("opinions", () => {
  it.each([
    [["met", "not_applicable"], true], [["met", "unchecked"], false], [["met", "not_met"], false], [[], true],
  ] as const)("a passing opinion over %j is possible: %s", (findings, possible) => {
    const items = findings.map((f, i) => item(String(i), f));
    expect(mayGive(opinion(true), blocksOf(items))).toBe(possible);
    expect(mayGive(opinion(false), blocksOf(items))).toBe(true);
  });
});

describe("a finding against the machine", () => {
  it("needs a word before the case can pass", () => {
    const mute = item("a", "met", "not_met");
    for (const [one, possible] of [[mute, false], [{ ...mute, remark: "已核对原件" }, true], [{ ...mute, class: "S" }, true], [item("b", "not_applicable", "not_met"), true]] as const) {
      expect(mayGive(opinion(true), blocksOf([one]))).toBe(possible);
    }
    expect(mayGive(opinion(false), blocksOf([mute]))).toBe(true);
  });
});

describe("moving through the checklist", () => {
  const items = [item("a", "unchecked"), item("b", "met"), item("c", "unchecked"), item("d", "not_met", "met")];
  it("goes round to the next open item", () => {
    expect(nextOpen(items, "a")?.id).toBe("c");
    expect(nextOpen(items, "c")?.id).toBe("a");
    expect(nextOpen([item("x", "met")], "x")).toBeUndefined();
  });
  it("filters", () => {
    expect(filterItems(items, "open").map((i) => i.id)).toEqual(["a", "c"]);
    expect(filterItems(items, "bad").map((i) => i.id)).toEqual(["d"]);
    expect(items.filter(differs).map((i) => i.id)).toEqual(["d"]);
  });
});

describe("autosave", () => {
  function setUp(send: (item: string, m: ItemMark) => Promise<ReviewItem>) {
    const states: SaveState[] = [];
    const refused = vi.fn();
    const saved = vi.fn();
    return { states, refused, saved, saver: createSaver({ send, saved, refused, state: (s) => states.push(s) }, 5) };
  }
  it("sends only the newest of several quick changes", async () => {
    const send = vi.fn(async (id: string) => item(id, "met"));
    const { saver, states } = setUp(send);
    ["一", "一二", "一二三"].forEach((r) => saver.put("a", mark(r), 5));
    await vi.waitFor(() => expect(states.at(-1)).toBe("saved"));
    expect(send.mock.calls).toEqual([["a", mark("一二三")]]);
  });
  it("never has two requests for one item under way, and ends with the last mark", async () => {
    let under = 0;
    let most = 0;
    const sent: string[] = [];
    const { saver, saved, states } = setUp(async (id, m) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((ok) => setTimeout(ok, 10));
      under -= 1;
      sent.push(m.remark);
      return item(id, "met");
    });
    saver.put("a", mark("1"), 0);
    await tick();
    await tick();
    saver.put("a", mark("2"), 0);
    await vi.waitFor(() => expect(states.at(-1)).toBe("saved"));
    expect(most).toBe(1);
    expect(sent).toEqual(["1", "2"]);
    expect(saved.mock.calls.map((c) => c[1])).toEqual([false, true]);
  });
  it("tries again when the server is gone, with what was marked last", async () => {
    const send = vi.fn(async (id: string) => {
      if (send.mock.calls.length < 3) {
        throw new Problem("offline", 0);
      }
      return item(id, "met");
    });
    const { saver, states, refused } = setUp(send);
    saver.put("a", mark("留"), 0);
    await vi.waitFor(() => expect(states.at(-1)).toBe("saved"));
    expect(states).toContain("failed");
    expect(send.mock.calls.at(-1)).toEqual(["a", mark("留")]);
    expect(refused).not.toHaveBeenCalled();
  });
  it("reports a refusal and does not repeat it", async () => {
    const send = vi.fn(async () => {
      throw new Problem("refused", 422);
    });
    const { saver, states, refused } = setUp(send);
    saver.put("a", mark("x"), 0);
    await vi.waitFor(() => expect(refused).toHaveBeenCalledOnce());
    await new Promise((ok) => setTimeout(ok, 20));
    expect(send).toHaveBeenCalledOnce();
    expect(states.at(-1)).toBe("saved");
  });
});

describe("marks that need words", () => {
  it.each([["not_met", "", true], ["not_met", "  ", true], ["not_met", "缺签名", false], ["met", "", false], ["unchecked", "", false]] as const)("%s with “%s” waits: %s", (finding, remark, waits) => {
    expect(wantsWords({ finding, remark })).toBe(waits);
  });
});

describe("the queue", () => {
  it("puts open rounds first by their due day, then finished ones, the latest first", () => {
    const row = (id: string, state: ReviewRow["state"], due: string, at: string) => ({ id, state, due_on: due, submitted_at: at }) as ReviewRow;
    const rows = [row("old", "signed", "2026-01-09", "2026-01-02"), row("late", "accepted", "2026-03-09", "2026-03-01"), row("new", "returned", "2026-02-09", "2026-02-02"), row("soon", "submitted", "2026-03-05", "2026-03-02")];
    expect([...rows].sort(byUrgency).map((r) => r.id)).toEqual(["soon", "late", "new", "old"]);
  });
});

describe("standing", () => {
  const review = { state: "submitted", submitted_by: { id: "p-1", name: "" }, case_detail: { handlers: [{ id: "p-2", name: "" }] } } as unknown as Review;
  const as = (id: string) => ({ person: { id } }) as unknown as Session;
  it("lets any reviewer begin a review that nobody has", () => expect(standing(review, as("p-9"), true)).toBe("mine"));
  it("keeps out those who handled or submitted the case, and those who do not review", () => {
    expect(standing(review, as("p-1"), true)).toBe("submitted");
    expect(standing(review, as("p-2"), true)).toBe("submitted");
    expect(standing(review, as("p-9"), false)).toBe("submitted");
  });
  it("keeps a taken review for its reviewer", () => {
    const taken = { ...review, state: "accepted", reviewer: { id: "p-9", name: "" } } as Review;
    expect(standing(taken, as("p-9"), true)).toBe("mine");
    expect(standing(taken, as("p-8"), true)).toBe("other");
  });
});

describe("what a discussion's form says", () => {
  it("reads one person a line, with the reason after the name", () => {
    expect(absences("陆某 出差\n\n沈某（请假）\n江某")).toEqual([{ name: "陆某", reason: "出差" }, { name: "沈某", reason: "请假" }, { name: "江某", reason: "" }]);
    expect(lines(" 甲 \n\n乙")).toEqual(["甲", "乙"]);
  });
});

describe("how far a paper was read", () => {
  const paper = { id: "d1", pages_count: 3 } as Paper;
  const as = (pages: number[], changed = false) => readState(paper, { papers: [{ paper: "d1", pages, changed }] });
  it("tells unread, changed, partly and wholly read apart", () => {
    expect([readState(paper, undefined), as([]), as([], true), as([1]), as([1, 2, 3])]).toEqual(["unread", "unread", "changed", "partly", "read"]);
  });
});
