import type { FieldInfo, Rulebook, Value } from "@/api";
import { fieldOf, useRulebook } from "@/api";
import { parseYuan, yuan } from "@/format";
import { type Dictionary, usePick, useText } from "@/text";

type Pick = ReturnType<typeof usePick>;

const mostListed = 8;
const fingerprint = /^[0-9a-f]{64}$/;

/** writeRecord names a thing of several parts, such as a piece of evidence: by its title, or by all that is not a fingerprint. */
function writeRecord(record: Record<string, unknown>, write: (part: unknown) => string): string {
  const title = [record.source, record.title, record.name].find((v) => typeof v === "string" && v !== "" && !fingerprint.test(v));
  return title !== undefined ? String(title) : Object.values(record).filter((v) => !fingerprint.test(String(v))).map(write).join(" ");
}

/** writeValue turns a field's value into words: codes into labels, fen into yuan, yes and no into words. */
export function writeValue(value: Value | undefined, field: FieldInfo | undefined, book: Rulebook | undefined, t: Dictionary, pick: Pick): string {
  if (value === null || value === undefined || value === "") {
    return t.common.notFilled;
  }
  if (Array.isArray(value)) {
    const words = value.slice(0, mostListed).map((v) => writeValue(v, field, book, t, pick)).join(t.common.list);
    return value.length > mostListed ? `${words} … ${t.common.items(String(value.length))}` : words;
  }
  if (typeof value === "object") {
    return writeRecord(value as Record<string, unknown>, (v) => writeValue(v, undefined, book, t, pick));
  }
  if (typeof value === "boolean") {
    return value ? t.common.yes : t.common.no;
  }
  if (typeof value === "number") {
    return field?.type === "money" ? t.common.yuan(yuan(value)) : field?.unit ? `${value} ${field.unit}` : String(value);
  }
  const table = field?.codes ? book?.codes[field.codes] : undefined;
  const code = table?.find((c) => c.code === value);
  return code ? pick(code.label) : String(value);
}

/** useWriteValue writes a value of the named field. */
export function useWriteValue(): (name: string, value: Value | undefined) => string {
  const book = useRulebook().data;
  const t = useText();
  const pick = usePick();
  return (name, value) => writeValue(value, fieldOf(book, name), book, t, pick);
}

/** readValue turns what a person typed into the field's value; undefined means it cannot be read. */
export function readValue(typed: string, field: FieldInfo | undefined): Value | undefined {
  const text = typed.trim();
  if (text === "") {
    return null;
  }
  switch (field?.type) {
    case "money":
      return parseYuan(text);
    case "number":
    case "int": {
      const n = Number(text.normalize("NFKC"));
      return Number.isFinite(n) ? n : undefined;
    }
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case "texts":
    case "list":
      return text.split(/[、;；]/).map((s) => s.trim()).filter((s) => s !== "");
    default:
      return text;
  }
}
