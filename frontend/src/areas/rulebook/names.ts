import { type Ref, useNames } from "@/api";
import { yuan } from "@/format";
import { usePick, useText } from "@/text";
import { common, folderOf, isText, type Part, partsOf, schemaOf } from "./tables";

/** useTableNames names files, columns and values of the rulebook for people. */
export function useTableNames() {
  const t = useText();
  const r = t.rulebook;
  const pick = usePick();
  const names = useNames();
  const folder = (id: string) => (id === common ? r.common : pick(names.procedure(id)));
  const table = (schema: string) => r.files[schema] ?? schema;
  /** write puts a value of a row into words; what has no words of its own is written as JSON. */
  const write = (value: unknown, key: string, row: Record<string, unknown>): string => {
    if (value === undefined || value === null || value === "") {
      return "";
    }
    if (isText(value)) {
      return pick(value);
    }
    if (Array.isArray(value)) {
      return value.every((v) => typeof v !== "object") ? value.map((v) => write(v, key, row)).join(t.common.list) : JSON.stringify(value, null, 2);
    }
    if (typeof value === "boolean") {
      return value ? t.common.yes : t.common.no;
    }
    if (typeof value === "number") {
      return row.type === "money" && (key === "value" || key === "choices") ? t.common.yuan(yuan(value)) : `${value}${key === "n" && typeof row.unit === "string" ? ` ${r.words[row.unit] ?? row.unit}` : ""}`;
    }
    if (typeof value !== "string") {
      return JSON.stringify(value, null, 2);
    }
    return wordOf(value, key);
  };
  const wordOf = (value: string, key: string): string => {
    switch (key) {
      case "roles":
        return pick(names.role(value));
      case "papers":
      case "all_of":
      case "any_of":
      case "paper":
        return pick(names.paper(value));
      case "actions": {
        const kind = pick(names.kind(value));
        return kind !== value ? kind : pick(names.procedure(value));
      }
      case "heading":
        return pick(names.heading(value));
      case "from":
      case "to":
      case "field":
      case "dates":
      case "excluded":
      case "fills":
      case "manual": {
        const [field, state] = [pick(names.field(value)), pick(names.state(value))];
        return field !== value ? field : state;
      }
      case "level":
      case "side":
      case "unit":
      case "tier":
      case "publish":
      case "required":
      case "type":
      case "effect":
      case "hearing":
      case "class":
      case "destination":
      case "destinations":
      case "media":
      case "of":
      case "term":
      case "goal":
        return r.words[value] ?? value;
      default:
        return value;
    }
  };
  const partName = (part: Part) => pick((isText(part.label) ? part.label : part.for) as { zh: string; en: string });
  /** brief is a value for a list: of parts, their names alone. */
  const brief = (value: unknown, key: string, row: Record<string, unknown>) => partsOf(value)?.map(partName).join(t.common.list) ?? write(value, key, row);
  return { folder, table, column: (key: string) => r.columns[key] ?? key, write, brief, partName, file: (file: string) => `${folder(folderOf(file))} · ${table(schemaOf(file))}` };
}

/** useWho names who did something; the program itself is named in the language of the screen. */
export function useWho(): (who: Ref | undefined) => string {
  const r = useText().rulebook;
  return (who) => (who === undefined ? "" : who.id === "system" ? r.versions.system : who.name);
}

export type TableNames = ReturnType<typeof useTableNames>;
