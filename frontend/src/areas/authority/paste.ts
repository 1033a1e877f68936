import type { ListField } from "@/api";

export interface Pasted { rows: Record<string, string>[]; unknown: string[] }

/** readPaste turns cells copied from a spreadsheet into rows. A first line in which most cells name a column is a header; without one the columns stand in the list's order. */
export function readPaste(text: string, fields: ListField[]): Pasted {
  const lines = cells(text).filter((line) => line.some((cell) => cell !== ""));
  const named = (cell: string) => fields.find((f) => [f.id, f.label.zh, f.label.en].some((name) => name.trim() === cell));
  const first = lines[0] ?? [];
  const header = first.filter((cell) => named(cell) !== undefined).length * 2 > first.length;
  const order = header ? first.map(named) : fields;
  const unknown = header ? first.filter((cell) => cell !== "" && named(cell) === undefined) : [];
  const rows = lines.slice(header ? 1 : 0).map((line) => Object.fromEntries(line.flatMap((cell, i) => (order[i] && cell !== "" ? [[order[i].id, cell]] : []))));
  return { rows: rows.filter((row) => Object.keys(row).length > 0), unknown };
}

/** cells splits text as spreadsheets put it on the clipboard: tabs between cells, quotes around those that hold a line feed. */
function cells(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const end = () => {
    lines.at(-1)?.push(cell.trim());
    cell = "";
  };
  const source = text.replace(/\r\n?/g, "\n");
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i);
    if (quoted && c === '"' && source[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"' && (quoted || cell === "")) {
      quoted = !quoted;
    } else if (c === "\t" && !quoted) {
      end();
    } else if (c === "\n" && !quoted) {
      end();
      lines.push([]);
    } else {
      cell += c;
    }
  }
  end();
  return lines;
}
