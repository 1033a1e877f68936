// Rows before and after: what differs between two rulebooks, and which keys of a row.
import type { RowChange, TableFile, Tables } from "@/api";
import { inReadingOrder, isText } from "./tables";

/** same compares values as data: the order of keys means nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const x = a as Record<string, unknown>;
  const y = b as Record<string, unknown>;
  const names = Object.keys(x);
  return names.length === Object.keys(y).length && names.every((name) => name in y && same(x[name], y[name]));
}

export interface KeyChange { key: string; language?: "zh" | "en"; before: unknown; after: unknown }

/** keyChanges lists what differs within a row; a text in two languages counts once for each. */
export function keyChanges(before: Record<string, unknown> | undefined, after: Record<string, unknown> | undefined): KeyChange[] {
  const names = inReadingOrder([...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]);
  return names.flatMap((key): KeyChange[] => {
    const [a, b] = [before?.[key], after?.[key]];
    if (same(a, b)) {
      return [];
    }
    if ((isText(a) || a === undefined) && (isText(b) || b === undefined)) {
      return (["zh", "en"] as const).filter((l) => a?.[l] !== b?.[l]).map((language) => ({ key, language, before: a?.[language], after: b?.[language] }));
    }
    return [{ key, before: a, after: b }];
  });
}

/** compareTables lists the rows that differ between two versions, by file and row. */
export function compareTables(a: Tables, b: Tables): RowChange[] {
  const names = [...new Set([...a.files.map((f) => f.file), ...b.files.map((f) => f.file)])].sort();
  return names.flatMap((name) => compareFiles(name, a.files.find((f) => f.file === name), b.files.find((f) => f.file === name)));
}

function compareFiles(file: string, a: TableFile | undefined, b: TableFile | undefined): RowChange[] {
  const changes: RowChange[] = [];
  if (!same(a?.says, b?.says)) {
    changes.push({ file, id: "", label: { zh: "", en: "" }, before: a?.says, after: b?.says });
  }
  const later = new Map((b?.rows ?? []).map((r) => [r.id, r]));
  const earlier = new Map((a?.rows ?? []).map((r) => [r.id, r]));
  for (const row of a?.rows ?? []) {
    const now = later.get(row.id);
    if (now === undefined || !same(row.row, now.row)) {
      changes.push({ file, id: row.id, label: now?.label ?? row.label, before: row.row, after: now?.row });
    }
  }
  for (const row of b?.rows ?? []) {
    if (!earlier.has(row.id)) {
      changes.push({ file, id: row.id, label: row.label, after: row.row });
    }
  }
  const kept = (a?.rows ?? []).filter((r) => later.has(r.id)).map((r) => r.id);
  const order = (b?.rows ?? []).filter((r) => earlier.has(r.id)).map((r) => r.id);
  if (!same(kept, order)) {
    changes.push({ file, id: "", label: { zh: "", en: "" }, order: (b?.rows ?? []).map((r) => r.id) });
  }
  return changes;
}

export type ChangeKind = "added" | "removed" | "changed" | "moved";

export function kindOf(change: RowChange): ChangeKind {
  if (change.order !== undefined) {
    return "moved";
  }
  return change.before === undefined ? "added" : change.after === undefined ? "removed" : "changed";
}

/** byFile groups changes under their files. */
export function byFile(changes: RowChange[]): { file: string; changes: RowChange[] }[] {
  const groups = new Map<string, RowChange[]>();
  changes.forEach((c) => groups.set(c.file, [...(groups.get(c.file) ?? []), c]));
  return [...groups].map(([file, list]) => ({ file, changes: list }));
}
