import { SearchOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, type InputRef, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import type { CaseFilter } from "./queries";

// A phase stands in the list of states as an entry of its own, told by this mark.
const wholeMark = "phase:";
const whole = (phase: string) => wholeMark + phase;

interface CaseFiltersProps { filter: CaseFilter; set: (change: Partial<CaseFilter>) => void; clear: () => void; filtered: boolean }

/** CaseFilters is the line above the list; typing waits a moment before it asks. */
export function CaseFilters({ filter, set, clear, filtered }: CaseFiltersProps) {
  const t = useText();
  const l = t.casefile.list;
  const pick = usePick();
  const book = useRulebook().data;
  const kinds = book?.kinds ?? [];
  const procedures = kinds.filter((k) => !filter.kind || k.id === filter.kind).flatMap((k) => k.procedures.map((p) => p.id));
  const states = (book?.states ?? []).filter((s, i, all) => s.procedures.some((p) => procedures.includes(p)) && all.findIndex((o) => o.id === s.id && o.procedures.some((p) => procedures.includes(p))) === i);
  const phases = (book?.codes.phase ?? []).filter((p) => states.some((s) => s.phase === p.code));
  const choose = (value: string) => set(value.startsWith(wholeMark) ? { state: undefined, phase: value.slice(wholeMark.length) } : { state: value, phase: undefined });
  const sorts = [{ value: "due", label: l.sortDue }, { value: "filed", label: l.sortFiled }, { value: "updated", label: l.sortUpdated }, { value: "no", label: l.sortNo }, { value: "amount", label: l.sortAmount }];
  const flag = (name: "mine" | "major" | "overdue", label: string) => (
    <Checkbox checked={filter[name] === true} onChange={(e) => set({ [name]: e.target.checked })}>{label}</Checkbox>
  );
  return (
    <div className="case-filters" role="search">
      <Words value={filter.q ?? ""} onChange={(q) => set({ q })} />
      {kinds.length > 1 && (
        <Select
          className="case-kind" value={filter.kind ?? ""} onChange={(kind: string) => set({ kind, state: undefined, phase: undefined })} popupMatchSelectWidth={false} aria-label={l.kind}
          options={[{ value: "", label: l.anyKind }, ...kinds.map((k) => ({ value: k.id, label: pick(k.label) }))]}
        />
      )}
      <Select
        className="case-state" value={filter.state ?? (filter.phase ? whole(filter.phase) : "")} onChange={choose} showSearch={{ optionFilterProp: "label" }} popupMatchSelectWidth={false} aria-label={l.state}
        options={[{ value: "", label: l.anyState }, ...phases.map((p) => ({
          label: pick(p.label), title: p.code,
          options: [{ value: whole(p.code), label: l.wholePhase(pick(p.label)) }, ...states.filter((s) => s.phase === p.code).map((s) => ({ value: s.id, label: pick(s.label) }))],
        }))]}
      />
      {flag("mine", l.mine)}
      {flag("major", l.major)}
      {flag("overdue", l.overdue)}
      {filtered && <Button type="link" size="small" onClick={clear}>{l.clear}</Button>}
      <span className="grow" />
      <Select className="case-sort" value={filter.sort ?? "updated"} onChange={(sort: string) => set({ sort })} options={sorts} aria-label={l.sort} popupMatchSelectWidth={false} />
    </div>
  );
}

function Words({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const t = useText();
  const [typed, setTyped] = useState(value);
  const box = useRef<InputRef>(null);
  const told = useRef(value);
  useActions([{ id: "case.find", label: t.casefile.list.keySearch, keys: ["/"], run: () => box.current?.focus({ cursor: "all" }), quiet: true }]);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === told.current) {
      return;
    }
    const timer = setTimeout(() => {
      told.current = typed;
      onChange(typed);
    }, 300);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return <Input ref={box} className="case-words" allowClear prefix={<SearchOutlined className="faint" />} suffix={<kbd>/</kbd>} value={typed} placeholder={t.casefile.list.search} aria-label={t.casefile.list.search} onChange={(e) => setTyped(e.target.value)} />;
}
