// A change set while it is gathered: rows put, added and removed, each of them once. And a row while it is in its form.
import type { RowEdit } from "@/api";
import { isText } from "./tables";

/** Edit is an edit as the server takes it; a new row has no id of its own yet and goes by `fresh`. */
export interface Edit extends RowEdit { fresh?: string }

type Row = Record<string, unknown>;

/** editOf is the edit of a row, if there is one. */
export function editOf(edits: Edit[], file: string, id: string): Edit | undefined {
  return edits.find((e) => e.file === file && e.fresh === undefined && (e.id ?? "") === id);
}

function sameTarget(a: Edit, b: Edit): boolean {
  return a.file === b.file && (a.fresh ?? "") === (b.fresh ?? "") && (a.id ?? "") === (b.id ?? "");
}

/** put takes an edit in, in the place of an earlier one of the same row. */
export function put(edits: Edit[], edit: Edit): Edit[] {
  return edits.some((e) => sameTarget(e, edit)) ? edits.map((e) => (sameTarget(e, edit) ? edit : e)) : [...edits, edit];
}

/** drop takes an edit back. */
export function drop(edits: Edit[], edit: Edit): Edit[] {
  return edits.filter((e) => !sameTarget(e, edit));
}

/** asked is the change set as the server takes it. */
export function asked(edits: Edit[]): RowEdit[] {
  return edits.map(({ file, id, row, removed, order }) => ({ file, id, row, removed, order }));
}

/** Conditions are the columns in which a rule is written as an expression. */
export const conditions = new Set(["when", "check", "applies", "departs", "derive", "require", "force"]);

/** identity are the columns by which a row is known; an old row keeps them. */
export const identity = new Set(["id", "name", "code", "table"]);

/** locked are the columns of a statutory rule that an office may not change. */
export const locked = new Set(["tier", "when", "manual", "force"]);

export type Box = "text" | "line" | "number" | "bool" | "money" | "date" | "condition" | "json";

/** boxOf tells in which kind of box a column is edited. */
export function boxOf(key: string, row: Row): Box {
  const value = row[key];
  if (key === "value" && (row.type === "money" || row.type === "date")) {
    return row.type;
  }
  if (conditions.has(key) && typeof value === "string") {
    return "condition";
  }
  if (isText(value)) {
    return "text";
  }
  const boxes: Record<string, Box> = { string: "line", number: "number", boolean: "bool" };
  return boxes[typeof value] ?? "json";
}

/** always are the columns that every row may fill. */
const always = ["article", "source", "in_force_from", "in_force_to"];

export interface Parts { simple: Row; rest: string }

/** split takes a row apart into what has a box of its own, and the other columns as JSON. */
export function split(row: Row, header = false): Parts {
  const simple: Row = {};
  const rest: Row = {};
  for (const [key, value] of Object.entries(row)) {
    (boxOf(key, row) === "json" ? rest : simple)[key] = value;
  }
  if (!header) {
    always.forEach((key) => (simple[key] ??= ""));
  }
  return { simple, rest: Object.keys(rest).length === 0 ? "" : JSON.stringify(rest, null, 2) };
}

/** join puts a row together again; undefined when the other columns are no JSON object. Columns left empty that the row did not have are left out. */
export function join({ simple, rest }: Parts, before: Row): Row | undefined {
  const others = rest.trim() === "" ? {} : parse(rest);
  if (others === undefined) {
    return undefined;
  }
  const filled = Object.entries(simple).filter(([key, value]) => value !== "" || (key in before && before[key] === ""));
  return { ...Object.fromEntries(filled), ...others };
}

function parse(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : undefined;
  } catch {
    return undefined;
  }
}

/** skeleton is an empty row with the columns that all rows of a table have. */
export function skeleton(rows: Row[]): Row {
  const first = rows[0] ?? { id: "", label: { zh: "", en: "" } };
  const names = Object.keys(first).filter((key) => rows.every((r) => key in r));
  return Object.fromEntries(names.map((key) => [key, emptied(first[key])]));
}

function emptied(value: unknown): unknown {
  if (isText(value)) {
    return { zh: "", en: "" };
  }
  if (Array.isArray(value)) {
    return [];
  }
  return typeof value === "number" ? 0 : typeof value === "boolean" ? false : typeof value === "string" ? "" : {};
}
