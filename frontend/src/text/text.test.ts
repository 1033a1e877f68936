import { describe, expect, it } from "vitest";
import { en } from "./en";
import { zh } from "./zh";

type Leaf = { path: string; text: string };

/** leaves writes every sentence out, functions with sample arguments. */
function leaves(node: unknown, path = ""): Leaf[] {
  if (typeof node === "string") {
    return [{ path, text: node }];
  }
  if (typeof node === "function") {
    return [1, 2].map((n) => ({ path: `${path}()`, text: String((node as (...a: unknown[]) => string)(n, n, n, n)) }));
  }
  return Object.entries(node as object).flatMap(([key, child]) => leaves(child, path === "" ? key : `${path}.${key}`));
}

// Names in the other language, examples of what to type, and the language switch stand as they are.
const foreign = /^(shell\.(switchTo|setup\.codeWordHint)|shell\.language|settings\.(chinese|english)|search\.grammar|casefile\.overview\.lists)/;

describe("text", () => {
  it("has the same places in both languages", () => {
    expect(leaves(en).map((l) => l.path)).toEqual(leaves(zh).map((l) => l.path));
  });
  it("leaves no Chinese in the English", () => {
    expect(leaves(en).filter((l) => /[\u4e00-\u9fff]/.test(l.text) && !foreign.test(l.path))).toEqual([]);
  });
  it("leaves nothing empty", () => {
    expect([...leaves(zh), ...leaves(en)].filter((l) => l.text.trim() === "" && l.path !== "common.comma" && l.path !== "common.list")).toEqual([]);
  });
  it("says every kind of problem, with a hint", () => {
    expect(Object.keys(zh.common.kindHint)).toEqual(Object.keys(zh.common.kind));
  });
});
