// Paper codes of the catalogue (D05, K-D02, R01) sort by family, then number; and marked text is cut into runs.

/** compareCodes orders papers as the dossier does: D before K-D before others, numbers as numbers. */
export function compareCodes(a: string, b: string): number {
  const split = (code: string) => /^(.*?)(\d*)$/.exec(code) ?? ["", code, ""];
  const [, familyA = "", numberA = ""] = split(a);
  const [, familyB = "", numberB = ""] = split(b);
  if (familyA !== familyB) {
    if (familyA === "" || familyB === "") {
      return familyA === "" ? 1 : -1;
    }
    return familyA < familyB ? -1 : 1;
  }
  return Number(numberA || 0) - Number(numberB || 0);
}

export interface Run { text: string; marked: boolean }

/** runs cuts text at rune offsets [start, end) into marked and plain pieces; overlapping marks are joined. */
export function runs(text: string, marks: readonly (readonly number[])[]): Run[] {
  const runes = Array.from(text);
  const sorted = marks.map(([start = 0, end = start]) => [start, end] as const).sort((a, b) => a[0] - b[0]);
  const out: Run[] = [];
  let at = 0;
  const push = (from: number, to: number, marked: boolean) => {
    if (to > from) {
      out.push({ text: runes.slice(from, to).join(""), marked });
    }
  };
  for (const [start, end] of sorted) {
    const from = Math.max(at, Math.min(start, runes.length));
    const to = Math.max(from, Math.min(end, runes.length));
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, runes.length, false);
  return out;
}

/** runeOffset turns an offset in UTF-16 units, as the browser's selection counts, into one in runes, as the API counts. */
export function runeOffset(text: string, utf16: number): number {
  return Array.from(text.slice(0, utf16)).length;
}

/** toBase64 writes bytes for a place that takes text. */
export function toBase64(bytes: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join(""));
}
