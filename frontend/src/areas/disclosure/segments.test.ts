import { describe, expect, it } from "vitest";
import type { Mask } from "@/api";
import { chosenIn, masked, segments } from "./segments";

const mask = (start: number, end: number, accepted = true): Mask => ({
  id: `${start}`, rule: "X", label: { zh: "", en: "" }, start, end, original: "", mask: "【】", reason: { zh: "", en: "" }, accepted, level: "mask", by: "machine",
});

describe("segments", () => {
  const text = "当事人𠮷田，住海滨路1号";
  it("loses and repeats nothing", () => {
    for (const masks of [[], [mask(3, 5)], [mask(7, 12), mask(3, 5)], [mask(3, 8), mask(5, 6)], [mask(0, 13)]]) {
      expect(segments(text, masks).map((s) => s.text).join("")).toBe(text);
    }
  });
  it("counts runes, so a rare name is cut whole", () => {
    expect(segments(text, [mask(3, 5)])[1]).toMatchObject({ text: "𠮷田", start: 3 });
  });
  it("applies only what was accepted", () => {
    expect(masked(text, [mask(3, 5), mask(7, 10, false)]).map((s) => s.text).join("")).toBe("当事人【】，住海滨路1号");
  });
});

describe("selecting", () => {
  it("finds the rune offsets across pieces, whichever way it was dragged", () => {
    document.body.innerHTML = '<div id="r"><span data-start="0">当事人</span><mark data-start="3">𠮷田</mark><span data-start="5">，住海</span></div>';
    const root = document.getElementById("r") as HTMLElement;
    const [first, , last] = Array.from(root.children, (c) => c.firstChild as Text);
    const selection = getSelection() as Selection;
    selection.setBaseAndExtent(last as Text, 2, first as Text, 1);
    expect(chosenIn(root, selection)).toMatchObject({ start: 1, end: 7 });
    selection.collapse(first as Text, 1);
    expect(chosenIn(root, selection)).toBeUndefined();
  });
});
