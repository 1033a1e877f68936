// What the data files of a rulebook are, how they are found, and which columns a list of their rows shows.
import type { TableFile, TableRow, Tables } from "@/api";

/** common is the folder of what holds for every kind of action, as it stands in an address. */
export const common = "common";

/** courseTables are the files of a procedure in the order in which a case meets them; the course itself is drawn. */
export const courseTables = [
  "states", "transitions", "papers", "deadlines", "major", "materials", "reviewer_rules", "checklist", "consistency", "draft_checks", "disclosure_rules", "disclosure_fields", "disclosure_checks", "archive_order", "dossier_scores", "proposals", "procedure",
] as const;

export const commonTables = [
  "parameters", "instruments", "articles", "codes", "opinions", "major", "materials", "reviewer_rules", "deadlines", "papers", "grounds", "publication_periods", "disclosure_lists", "showings", "annual_figures", "report_forms", "penalty_kinds",
  "recordings", "recording_fields", "recording_checks", "retention", "dossier_vetoes", "indicators", "statistics",
  "review_limits", "headings", "roles", "redaction", "fields", "holidays", "book",
] as const;

/** schemaOf names the kind of table that a file is: "penalty/major.json" is a table of major rules. */
export function schemaOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.json$/, "");
}

/** folderOf is the procedure that a file belongs to, or common. */
export function folderOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : common;
}

export function fileOf(folder: string, schema: string): string {
  return folder === common ? `${schema}.json` : `${folder}/${schema}.json`;
}

/** proceduresOf lists the procedures of a rulebook with what their own file says, those of `order` first. */
export function proceduresOf(tables: Tables, order: string[] = []): { id: string; says: Record<string, unknown> }[] {
  const list = tables.files.filter((f) => f.procedure && schemaOf(f.file) === "procedure").map((f) => ({ id: f.procedure ?? "", says: f.says ?? {} }));
  const at = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return list.sort((a, b) => at(a.id) - at(b.id));
}

const firstKeys = ["table", "id", "code", "name", "no", "label", "question", "gist", "content"];
const lastKeys = ["note", "article", "source", "in_force_from", "in_force_to"];

/** inReadingOrder sorts the columns of a row: what it is called first, its basis and source last. */
export function inReadingOrder(keys: string[]): string[] {
  const rank = (key: string) => (firstKeys.includes(key) ? firstKeys.indexOf(key) - firstKeys.length : lastKeys.indexOf(key) + 1);
  return [...keys].sort((a, b) => rank(a) - rank(b));
}

/** tableOf finds a table of a procedure. A procedure without its own takes that of the one it is like. */
export function tableOf(tables: Tables, folder: string, schema: string): { table: TableFile; from?: string } | undefined {
  const own = tables.files.find((f) => f.file === fileOf(folder, schema));
  if (own !== undefined) {
    return { table: own };
  }
  const like = folder === common ? undefined : proceduresOf(tables).find((p) => p.id === folder)?.says.like;
  const other = typeof like === "string" ? tables.files.find((f) => f.file === fileOf(like, schema)) : undefined;
  return other && typeof like === "string" ? { table: other, from: like } : undefined;
}

/** tablesOf lists the tables that a folder has, its own or by likeness, in order. What is not known by name comes last. */
export function tablesOf(tables: Tables, folder: string): string[] {
  const order: readonly string[] = folder === common ? commonTables : courseTables;
  const known = order.filter((schema) => tableOf(tables, folder, schema) !== undefined);
  const others = tables.files.filter((f) => folderOf(f.file) === folder).map((f) => schemaOf(f.file)).filter((s) => !order.includes(s));
  return [...known, ...others];
}

/** A source mark: S a text that was read, K general knowledge, D the program's own design, O a document of the office. */
export type Mark = "S" | "K" | "D" | "O";

/** marksOf reads the marks out of a source such as "S:APL; K". */
export function marksOf(source: string | undefined): Mark[] {
  const marks = (source ?? "").split(";").map((s) => s.trim()).filter((s) => s !== "").map((s): Mark => {
    if (s.startsWith("S:")) {
      return "S";
    }
    return /^K\b/.test(s) ? "K" : /(^|[^A-Za-z])D$/.test(s) ? "D" : "O";
  });
  return [...new Set(marks)];
}

/** shownColumns are the columns of a list, beside id, name, article, source and force. */
export const shownColumns: Record<string, string[]> = {
  parameters: ["value"], states: ["phase", "final"], transitions: ["from", "to", "roles"], papers: ["phase", "level", "side"], deadlines: ["n", "from"], major: ["tier", "when"],
  materials: ["level", "when"], reviewer_rules: ["actions", "require"], checklist: ["heading", "class", "check"], disclosure_rules: ["publish", "when"], disclosure_fields: ["type", "required", "from"],
  disclosure_checks: ["level", "check"], archive_order: ["side", "papers"], proposals: ["paper", "fact", "field"], codes: ["table"], opinions: ["effect"], grounds: ["effect", "when"],
  instruments: ["level"], articles: ["instrument", "no"], fields: ["type", "group"], roles: ["may"], redaction: ["level", "mask"], penalty_kinds: ["severity", "hearing"],
  publication_periods: ["destination", "class", "longest"], review_limits: ["review", "supplement"],
  recordings: ["level", "media", "papers"], recording_fields: ["level", "note"], recording_checks: ["says", "counts", "param"], retention: ["of", "term", "months"], dossier_vetoes: ["actions", "items"], dossier_scores: ["section", "points", "deductions"],
  disclosure_lists: ["fields"], showings: ["moment", "says", "papers"], annual_figures: ["report", "measure"], report_forms: ["kind", "destinations", "columns"], indicators: ["measures"], statistics: ["columns"],
};

export interface Found { file: string; folder: string; schema: string; row: TableRow }

/** findRows looks for words in everything that every row says; all words must be there. */
export function findRows(tables: Tables, words: string, most: number): { found: Found[]; total: number } {
  const wanted = words.toLowerCase().split(/\s+/).filter((w) => w !== "");
  const found: Found[] = [];
  let total = 0;
  if (wanted.length === 0) {
    return { found, total };
  }
  for (const { file, rows } of tables.files) {
    for (const row of rows) {
      const text = `${row.id} ${JSON.stringify(row.row)}`.toLowerCase();
      if (wanted.every((w) => text.includes(w))) {
        total += 1;
        if (found.length < most) {
          found.push({ file, folder: folderOf(file), schema: schemaOf(file), row });
        }
      }
    }
  }
  return { found, total };
}

/** addressOf is where a row is shown. */
export function addressOf(file: string, id?: string, version?: string): string {
  const query = new URLSearchParams({ ...(version ? { version } : {}), ...(id ? { row: id } : {}) }).toString();
  return `/rulebook/law/${folderOf(file)}/${schemaOf(file)}${query === "" ? "" : `?${query}`}`;
}

export function isText(value: unknown): value is { zh: string; en: string } {
  return typeof value === "object" && value !== null && "zh" in value && "en" in value && Object.keys(value).length === 2 && typeof value.zh === "string" && typeof value.en === "string";
}

export type Part = Record<string, unknown> & ({ label: { zh: string; en: string } } | { for: { zh: string; en: string } });

/** partsOf reads a value that is a list of parts with a name each, such as the columns of a statistical table. */
export function partsOf(value: unknown): Part[] | undefined {
  const named = (v: unknown): v is Part => typeof v === "object" && v !== null && (("label" in v && isText(v.label)) || ("for" in v && isText(v.for)));
  return Array.isArray(value) && value.length > 0 && value.every(named) ? value : undefined;
}

/** statutory tells a rule of law on major decisions, which an office may not weaken. */
export function statutory(row: Record<string, unknown> | undefined): boolean {
  return row?.tier === "statutory";
}
