import { expect, it } from "vitest";
import type { FieldInfo, Rulebook } from "./contract";
import { fieldOf } from "./queries";

const field = (name: string, zh: string): FieldInfo => ({ name, type: "text", label: { zh, en: zh }, group: "paper", sensitive: false, computed: false });
const book = {
  fields: [field("c.fine", "罚款"), field("d.*.on", "日期")],
  papers: [{ code: "D32", name: { zh: "罚没票据", en: "Receipt" }, side: "", level: "", drafted: false, fields: [field("d.D32.amount", "罚没票据·金额")] }],
} as unknown as Rulebook;

it.each([
  ["c.fine", "罚款"], ["d.D32.amount", "罚没票据·金额"], ["d.D32.on", "罚没票据·日期"], ["d.D99.on", undefined], ["d.D32.other", undefined], ["x", undefined],
])("names the field %s", (name, label) => {
  expect(fieldOf(book, name)?.label.zh).toBe(label);
});
