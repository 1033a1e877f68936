import { describe, expect, it } from "vitest";
import type { TableRow, Tables } from "@/api";
import { compareTables, keyChanges, kindOf, same } from "./changes";
import { asked, boxOf, drop, editOf, join, put, skeleton, split } from "./edits";
import { box, draw, linesOf } from "./layout";
import { addressOf, findRows, marksOf, partsOf, proceduresOf, tableOf, tablesOf } from "./tables";
import { bundleOf } from "./version/useImport";

const row = (id: string, rest: Record<string, unknown> = {}): TableRow => ({ id, label: { zh: `名${id}`, en: `name ${id}` }, row: { id, label: { zh: `名${id}`, en: `name ${id}` }, ...rest } });
const book = (): Tables => ({
  version: "v",
  files: [
    { file: "parameters.json", rows: [row("major_sum", { type: "money", value: 1000000 })], says: { schema: "parameters" } },
    { file: "levy/procedure.json", procedure: "levy", rows: [], says: { label: { zh: "征收", en: "Levy" } } },
    { file: "levy/major.json", procedure: "levy", rows: [row("M01", { tier: "statutory", when: "c.x" }), row("M02", { tier: "unit" })] },
    { file: "fee/procedure.json", procedure: "fee", rows: [], says: { like: "levy" } },
    { file: "fee/materials.json", procedure: "fee", rows: [] },
  ],
});

describe("tables", () => {
  it("gives a procedure the tables of the one it is like", () => {
    expect(tableOf(book(), "levy", "major")).toEqual({ table: book().files[2] });
    expect(tableOf(book(), "fee", "major")).toMatchObject({ table: { file: "levy/major.json" }, from: "levy" });
    expect(tableOf(book(), "fee", "states")).toBeUndefined();
    expect(tablesOf(book(), "fee")).toEqual(["major", "materials", "procedure"]);
    expect(proceduresOf(book()).map((p) => p.id)).toEqual(["levy", "fee"]);
  });
  it("reads source marks, and takes what is none of them for a document of the office", () => {
    expect(marksOf("S:APL; S:RV-TY")).toEqual(["S"]);
    expect(marksOf("S:SEED; K")).toEqual(["S", "K"]);
    expect(marksOf("S:FILE-B (类别); 细序D")).toEqual(["S", "D"]);
    expect(marksOf("云汀法〔2026〕3号")).toEqual(["O"]);
    expect(marksOf("Kreis D. Amt")).toEqual(["O"]);
    expect(marksOf(undefined)).toEqual([]);
  });
  it("finds rows that say all the words, in any column, and counts beyond what it shows", () => {
    expect(findRows(book(), "STATUTORY 名m01", 9)).toMatchObject({ total: 1, found: [{ folder: "levy", schema: "major", row: { id: "M01" } }] });
    expect(findRows(book(), "name", 2)).toMatchObject({ total: 3, found: [{}, {}] });
    expect(findRows(book(), "  ", 9).total).toBe(0);
  });
  it("reads parts out of a list only if all of them have a name in both languages", () => {
    const [zh, en] = ["甲", "a"];
    expect(partsOf([{ id: "a", label: { zh, en } }, { for: { zh, en }, tenths: 5 }])).toHaveLength(2);
    for (const none of [[], [{ label: { zh, en } }, { label: { zh } }], ["a"], { label: { zh, en } }, undefined]) {
      expect(partsOf(none)).toBeUndefined();
    }
  });
  it("gives a row an address, whatever its id", () => {
    expect(addressOf("codes.json", "party_type/person")).toBe("/rulebook/law/common/codes?row=party_type%2Fperson");
    expect(addressOf("levy/major.json", undefined, "v2")).toBe("/rulebook/law/levy/major?version=v2");
  });
});

describe("changes", () => {
  it("compares data, not the order of keys", () => {
    expect(same({ a: [1, { b: "x" }], c: null }, { c: null, a: [1, { b: "x" }] })).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(same([], {})).toBe(false);
  });
  it("names the columns that differ, each language by itself", () => {
    expect(keyChanges({ id: "a", label: { zh: "一", en: "one" }, n: 1 }, { id: "a", label: { zh: "一", en: "two" }, n: 2, when: "x" })).toEqual([
      { key: "label", language: "en", before: "one", after: "two" }, { key: "n", before: 1, after: 2 }, { key: "when", before: undefined, after: "x" },
    ]);
  });
  it("compares two versions row by row, also what files say and their order", () => {
    const later = book();
    later.files[0] = { ...later.files[0]!, rows: [row("major_sum", { type: "money", value: 500000 }), row("new")] };
    later.files[2] = { ...later.files[2]!, rows: [...later.files[2]!.rows].reverse() };
    later.files[3] = { ...later.files[3]!, says: { like: "levy", kind: "fee" } };
    later.files.pop();
    expect(compareTables(book(), later).map((c) => `${kindOf(c)} ${c.file} ${c.id}`)).toEqual([
      "changed fee/procedure.json ", "moved levy/major.json ", "changed parameters.json major_sum", "added parameters.json new",
    ]);
    expect(compareTables(later, book()).map(kindOf)).toContain("removed");
    expect(compareTables(book(), book())).toEqual([]);
  });
});

describe("edits", () => {
  it("keeps one edit for a row and forgets it again", () => {
    const first = { file: "a.json", id: "1", row: { id: "1", n: 1 } };
    const second = { ...first, row: { id: "1", n: 2 } };
    const fresh = { file: "a.json", id: "", row: { id: "9" }, fresh: "+1" };
    const edits = put(put(put([], first), fresh), second);
    expect(edits).toEqual([second, fresh]);
    expect(editOf(edits, "a.json", "1")).toBe(second);
    expect(editOf(edits, "a.json", "")).toBeUndefined();
    expect(asked(edits)[1]).toEqual({ file: "a.json", id: "", row: { id: "9" } });
    expect(drop(edits, second)).toEqual([fresh]);
  });
  it("takes a row apart and puts the same row together again", () => {
    const whole = { id: "T1", label: { zh: "一", en: "one" }, n: 3, strict: true, to: "", when: "c.x > 1", papers: ["D01"], extend: { n: 1 }, source: "K" };
    const parts = split(whole);
    expect(Object.keys(parts.simple)).toEqual(["id", "label", "n", "strict", "to", "when", "source", "article", "in_force_from", "in_force_to"]);
    expect(join(parts, whole)).toEqual(whole);
    expect(join({ ...parts, simple: { ...parts.simple, article: "第一条" } }, whole)).toEqual({ ...whole, article: "第一条" });
    expect(join({ ...parts, rest: "{" }, whole)).toBeUndefined();
    expect(join({ ...parts, rest: "[1]" }, whole)).toBeUndefined();
  });
  it("chooses the box by the column and its type", () => {
    const sum = { type: "money", value: 5, when: "c.x", label: { zh: "", en: "" }, list: [] };
    expect(["value", "when", "label", "list", "type"].map((key) => boxOf(key, sum))).toEqual(["money", "condition", "text", "json", "line"]);
    expect(boxOf("value", { type: "int", value: 5 })).toBe("number");
  });
  it("makes an empty row of the columns that all rows have", () => {
    expect(skeleton([{ id: "a", label: { zh: "x", en: "y" }, list: [1], n: 2 }, { id: "b", label: { zh: "x", en: "y" }, list: [] }])).toEqual({ id: "", label: { zh: "", en: "" }, list: [] });
  });
});

describe("course", () => {
  const states = ["a", "b", "c", "d", "e", "f"].map((id, i) => ({ id, label: id, phase: i < 5 ? "one" : "two" }));
  const steps = [{ id: "in", from: [], to: "a", label: "" }, { id: "go", from: ["a", "b"], to: "f", label: "" }, { id: "back", from: ["f"], to: "a", label: "" }, { id: "far", from: ["a"], to: "d", label: "" }, { id: "lost", from: ["a"], to: "nowhere", label: "" }];
  const picture = draw(states, steps, ["two", "one"]);
  it("puts phases in order and boxes beside each other, never over each other", () => {
    expect(picture.bands.map((b) => b.phase)).toEqual(["two", "one"]);
    for (const a of picture.boxes) {
      expect(a.x >= 0 && a.y >= 0 && a.x + box.width <= picture.width && a.y + box.height <= picture.height).toBe(true);
      for (const b of picture.boxes) {
        expect(a.id === b.id || Math.abs(a.x - b.x) >= box.width || Math.abs(a.y - b.y) >= box.height).toBe(true);
      }
    }
  });
  it("breaks a label into two lines, by word and by character, and cuts what is longer", () => {
    expect(linesOf("立案", 120)).toEqual(["立案"]);
    expect(linesOf("申请人民法院强制执行情况", 126)).toEqual(["申请人民法院强制执行", "情况"]);
    expect(linesOf("Service and publication", 104)).toEqual(["Service and", "publication"]);
    expect(linesOf("Amended, revoked or found unlawful and then some more", 120)).toEqual(["Amended, revoked", "or found unlawful…"]);
  });
  it("draws every step between states that are there, back ones as such", () => {
    expect(picture.arrows.map((a) => `${a.step} ${a.from}>${a.to} ${a.back}`)).toEqual(["go a>f true", "go b>f true", "back f>a false", "far a>d false"]);
    for (const a of picture.arrows) {
      expect(a.path).toMatch(/^M[\d.]+ [\d.-]+[CL]/);
      expect(a.path).not.toContain("NaN");
    }
  });
});

describe("import", () => {
  it("takes only what an export has", () => {
    expect(bundleOf('{"schema":"rulebook","files":{"book.json":{}}}')).toMatchObject({ files: {} });
    expect([bundleOf("{}"), bundleOf("x"), bundleOf("[]")]).toEqual([undefined, undefined, undefined]);
  });
});
