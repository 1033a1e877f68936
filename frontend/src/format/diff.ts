import type { DiffPart } from "./diff-part";

/** diffLines compares two texts line by line. */
export function diffLines(before: string, after: string): DiffPart[] {
  return diff(lines(before), lines(after));
}

/** diffWords compares two texts word by word; a Chinese character is a word. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diff(words(before), words(after));
}

/** diff marks what was removed and added; what both have at the beginning and the end costs nothing. */
function diff(a: string[], b: string[]): DiffPart[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail += 1;
  }
  const middle = lcs(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return join([
    ...a.slice(0, head).map((text) => ({ op: "same" as const, text })),
    ...middle,
    ...a.slice(a.length - tail).map((text) => ({ op: "same" as const, text })),
  ]);
}

/** lines keeps the line break at the end of each line, so that the parts can be put together again. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** words cuts a text into runs of letters and digits, runs of blanks, and single other characters. */
function words(text: string): string[] {
  return text.match(/[A-Za-z0-9_]+|\s+|./gu) ?? [];
}

function lcs(a: string[], b: string[]): DiffPart[] {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const cell = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  const out: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      out.push({ op: "same", text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || cell(i + 1, j) >= cell(i, j + 1))) {
      out.push({ op: "removed", text: left });
      i += 1;
    } else {
      out.push({ op: "added", text: right ?? "" });
      j += 1;
    }
  }
  return out;
}

function join(parts: DiffPart[]): DiffPart[] {
  const out: DiffPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last && last.op === part.op) {
      last.text += part.text;
    } else {
      out.push({ ...part });
    }
  }
  return out;
}
