import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { type FieldInfo, fieldOf, useRulebook, type Value } from "@/api";
import { yuan } from "@/format";
import { usePick, useText } from "@/text";
import { readValue } from "@/ui/values";

interface FactEditorProps { name: string; value: Value; busy: boolean; onSave: (value: Value) => void; onCancel: () => void }

/** asTyped is how a value stands in its box while it is edited. */
function asTyped(value: Value, field: FieldInfo | undefined): string {
  if (value === null) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.join("、");
  }
  return field?.type === "money" && typeof value === "number" ? yuan(value) : String(value);
}

/** FactEditor edits one fact in place, with the box that its kind of value needs. */
export function FactEditor({ name, value, busy, onSave, onCancel }: FactEditorProps) {
  const t = useText();
  const field = fieldOf(useRulebook().data, name);
  const [typed, setTyped] = useState(asTyped(value, field));
  const isBool = field?.type === "bool";
  const read = isBool ? (typed === "" ? null : typed === "true") : readValue(typed, field);
  const save = () => read !== undefined && onSave(read);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <Box field={field} typed={typed} onType={setTyped} bad={read === undefined} />
      {(field?.type === "texts" || field?.type === "list") && <span className="faint small">{t.casefile.overview.lists}</span>}
      <span className="row">
        <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={read === undefined}>{t.common.save}</Button>
        <Button size="small" onClick={onCancel}>{t.common.cancel}</Button>
        <span className="faint small">{t.casefile.overview.editHint}</span>
      </span>
    </form>
  );
}

interface BoxProps { field: FieldInfo | undefined; typed: string; onType: (typed: string) => void; bad: boolean }

function Box({ field, typed, onType, bad }: BoxProps) {
  const t = useText();
  const pick = usePick();
  const codes = useRulebook().data?.codes;
  const status = bad ? "error" : undefined;
  if (field?.type === "bool") {
    return <Select autoFocus size="small" allowClear value={typed || undefined} onChange={(v?: string) => onType(v ?? "")} options={[{ value: "true", label: t.common.yes }, { value: "false", label: t.common.no }]} />;
  }
  if (field?.codes && field.type !== "texts" && field.type !== "list") {
    return <Select autoFocus size="small" allowClear showSearch={{ optionFilterProp: "label" }} value={typed || undefined} onChange={(v?: string) => onType(v ?? "")} options={(codes?.[field.codes] ?? []).map((c) => ({ value: c.code, label: pick(c.label) }))} />;
  }
  if (field?.codes) {
    return <Select autoFocus size="small" mode="multiple" optionFilterProp="label" value={typed === "" ? [] : typed.split("、")} onChange={(v: string[]) => onType(v.join("、"))} options={(codes?.[field.codes] ?? []).map((c) => ({ value: c.code, label: pick(c.label) }))} />;
  }
  if (field?.type === "date") {
    return <DatePicker autoFocus size="small" value={typed ? dayjs(typed) : null} onChange={(d) => onType(d ? d.format("YYYY-MM-DD") : "")} status={status} />;
  }
  return <Input autoFocus size="small" value={typed} status={status} suffix={field?.type === "money" ? t.common.yuan("").trim() : field?.unit} onChange={(e) => onType(e.target.value)} />;
}
