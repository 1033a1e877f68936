import type { FieldInfo, Rulebook, Value } from "@/api";
import { useRulebook } from "@/api";
import { parseYuan, yuan } from "@/format";
import { type Dictionary, usePick, useText } from "@/text";

type Pick = ReturnType<typeof usePick>;

/** writeValue turns a field's value into words: codes into labels, fen into yuan, yes and no into words. */
export function writeValue(value: Value | undefined, field: FieldInfo | undefined, book: Rulebook | undefined, t: Dictionary, pick: Pick): string {
  if (value === null || value === undefined || value === "") {
    return t.common.notFilled;
  }
  if (Array.isArray(value)) {
    return value.map((v) => writeValue(v, field, book, t, pick)).join(t.common.list);
  }
  if (typeof value === "object") {
    return Object.values(value).map((v) => writeValue(v, undefined, book, t, pick)).join(" ");
  }
  if (typeof value === "boolean") {
    return value ? t.common.yes : t.common.no;
  }
  if (typeof value === "number") {
    return field?.type === "money" ? t.common.yuan(yuan(value)) : field?.unit ? `${value} ${field.unit}` : String(value);
  }
  const code = field?.codes ? book?.codes[field.codes]?.find((c) => c.code === value) : undefined;
  return code ? pick(code.label) : String(value);
}

/** useWriteValue writes a value of the named field. */
export function useWriteValue(): (name: string, value: Value | undefined) => string {
  const book = useRulebook().data;
  const t = useText();
  const pick = usePick();
  return (name, value) => writeValue(value, book?.fields.find((f) => f.name === name), book, t, pick);
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
