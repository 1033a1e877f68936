import { EditOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { actDayOf, type Case, type FieldInfo, fieldOf, type FieldValue, nameOf, useCan, useRulebook, type Value } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Article, citesLaw } from "@/ui/Article";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";
import { useWriteValue } from "@/ui/values";
import { useConfirmFields } from "../queries";
import { FactEditor } from "./FactEditor";
import { sourceAddress } from "./source";

/** Facts shows the confirmed facts by group, each with the place in the papers it came from. */
export function Facts({ data }: { data: Case }) {
  const t = useText();
  const o = t.casefile.overview;
  const can = useCan();
  const [editing, setEditing] = useState<string>();
  const actDay = actDayOf(data.fields);
  const groups = useGroups(data.fields);
  const confirm = useConfirmFields(data.id);
  const save = (name: string, value: Value) => confirm.mutate({ [name]: value }, { onSuccess: () => setEditing(undefined) });
  const isNew = editing !== undefined && !data.fields.some((f) => f.name === editing);
  const editor = (name: string, value: Value) => (
    <FactEditor key={name} name={name} value={value} busy={confirm.isPending} onSave={(v) => save(name, v)} onCancel={() => setEditing(undefined)} />
  );
  const add = can("editFacts") && <AddFact present={data.fields} choose={setEditing} />;
  return (
    <Panel title={o.facts} extra={add}>
      {isNew && <dl className="fact-group">{<NewFact name={editing}>{editor(editing, null)}</NewFact>}</dl>}
      {data.fields.length === 0 && !isNew && <Nothing title={o.factsEmpty} hint={o.factsEmptyHint} small />}
      {groups.map((group) => (
        <section key={group.label} className="fact-group">
          <h3>{group.label}</h3>
          <dl className="facts">
            {group.fields.map((f) => (
              <Fact key={f.name} caseId={data.id} actDay={actDay} fact={f} onEdit={can("editFacts") ? () => setEditing(f.name) : undefined}>
                {editing === f.name ? editor(f.name, f.value) : undefined}
              </Fact>
            ))}
          </dl>
        </section>
      ))}
    </Panel>
  );
}

function NewFact({ name, children }: { name: string; children: React.ReactNode }) {
  const pick = usePick();
  const label = fieldOf(useRulebook().data, name)?.label;
  return <div className="fact"><dt>{pick(label) || name}</dt><dd>{children}</dd></div>;
}

interface FactProps { caseId: string; actDay: string | undefined; fact: FieldValue; onEdit?: () => void; children?: React.ReactNode }

function Fact({ caseId, actDay, fact, onEdit, children }: FactProps) {
  const t = useText();
  const pick = usePick();
  const write = useWriteValue();
  const info = fieldOf(useRulebook().data, fact.name);
  const label = pick(info?.label) || fact.name;
  const who = `${nameOf(fact.by)} ${minute(fact.at)}`.trim();
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>
        {children ?? (
          <span className="fact-value">
            <span className="grow" title={who}>{citesLaw(fact.value) ? <Article text={fact.value} on={actDay} /> : write(fact.name, fact.value)}</span>
            {fact.source ? (
              <Link className="quote-link" to={sourceAddress(caseId, fact.source)} title={`${t.casefile.overview.openSource}\n“${fact.source.quote}”`}>{t.common.page(fact.source.page)}</Link>
            ) : (
              <span className="faint small" title={t.casefile.overview.noSource} aria-label={t.casefile.overview.noSource}>✎</span>
            )}
            {onEdit && <Button className="fact-edit" type="text" size="small" icon={<EditOutlined />} onClick={onEdit} aria-label={`${t.common.edit} ${label}`} />}
          </span>
        )}
      </dd>
    </div>
  );
}

function AddFact({ present, choose }: { present: FieldValue[]; choose: (name: string) => void }) {
  const t = useText();
  const pick = usePick();
  const book = useRulebook().data;
  const [open, setOpen] = useState(false);
  if (!open) {
    return <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => setOpen(true)}>{t.casefile.overview.addField}</Button>;
  }
  const absent = (book?.fields ?? []).filter((f) => !f.computed && !f.name.includes("*") && !present.some((p) => p.name === f.name));
  return (
    <Select
      size="small" autoFocus defaultOpen showSearch={{ optionFilterProp: "label" }} style={{ width: 220 }} placeholder={t.casefile.overview.chooseField} aria-label={t.casefile.overview.chooseField}
      options={absent.map((f) => ({ value: f.name, label: pick(f.label) }))} onBlur={() => setOpen(false)}
      onSelect={(name: string) => {
        setOpen(false);
        choose(name);
      }}
    />
  );
}

function useGroups(fields: FieldValue[]): { label: string; fields: FieldValue[] }[] {
  const t = useText();
  const book = useRulebook().data;
  return useMemo(() => {
    const byName = new Map<string, { info: FieldInfo; at: number }>((book?.fields ?? []).map((info, at) => [info.name, { info, at }]));
    const sorted = [...fields].sort((a, b) => (byName.get(a.name)?.at ?? 999) - (byName.get(b.name)?.at ?? 999));
    const groups = new Map<string, FieldValue[]>();
    for (const field of sorted) {
      const group = byName.get(field.name)?.info.group ?? fieldOf(book, field.name)?.group ?? "";
      const label = t.casefile.overview.groups[group as keyof typeof t.casefile.overview.groups] ?? t.casefile.overview.otherGroup;
      groups.set(label, [...(groups.get(label) ?? []), field]);
    }
    return [...groups].map(([label, list]) => ({ label, fields: list }));
  }, [fields, book, t]);
}
