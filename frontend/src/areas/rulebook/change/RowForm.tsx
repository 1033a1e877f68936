import { DatePicker, Input, InputNumber, Modal, Switch } from "antd";
import dayjs from "dayjs";
import { useEffect, useMemo, useState } from "react";
import { useLibrary } from "@/api";
import { parseYuan, yuan } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { ProblemView } from "@/ui/states";
import { same } from "../changes";
import { asked, type Box, boxOf, type Edit, identity, join, locked, type Parts, put, split } from "../edits";
import { useTableNames } from "../names";
import { useCheck, useDraft } from "../queries";
import { inReadingOrder, statutory } from "../tables";
import { FaultList } from "./FaultList";

type Row = Record<string, unknown>;

interface RowFormProps { file: string; id?: string; row: Row; fresh?: string; onClose: () => void }

/** RowForm edits one row, or a new one: a box for each simple column, JSON for the others, checked while it is written. */
export function RowForm({ file, id, row, fresh, onClose }: RowFormProps) {
  const t = useText();
  const e = t.rulebook.edit;
  const names = useTableNames();
  const { draft, setDraft } = useDraft();
  const { schema, ...before } = row;
  const [parts, setParts] = useState<Parts>(() => split(before, id === "" && fresh === undefined));
  const [bad, setBad] = useState(false);
  const joined = join(parts, before);
  const edit: Edit | undefined = joined && { file, id: id ?? "", row: schema === undefined ? joined : { schema, ...joined }, ...(fresh ? { fresh } : {}) };
  const set = (key: string, value: unknown) => setParts((old) => ({ ...old, simple: { ...old.simple, [key]: value } }));
  const unchanged = fresh === undefined && same(joined, before);
  const lawful = fresh === undefined && statutory(row);
  const keep = () => {
    if (edit) {
      setDraft({ ...draft, edits: put(draft.edits, edit) });
      onClose();
    }
  };
  const boxed = { ...before, ...parts.simple };
  return (
    <Modal open width={820} title={`${fresh === undefined ? e.title(id || names.table("book")) : e.titleNew} · ${names.file(file)}`} okText={e.keep} cancelText={t.common.cancel} okButtonProps={{ disabled: edit === undefined || bad || unchanged }} onOk={keep} onCancel={onClose} mask={{ closable: false }}>
      <div className="stack stack-loose">
        {lawful && <div className="problem problem-quiet"><h3>{e.statutory}</h3><p>{e.statutoryHint}</p></div>}
        <div className="row-form">
          {inReadingOrder(Object.keys(parts.simple)).map((key) => (
            <Field key={key} name={key} title={names.column(key)} box={boxOf(key, boxed)} value={parts.simple[key]} disabled={(fresh === undefined && identity.has(key)) || (lawful && locked.has(key))} set={(value) => set(key, value)} setBad={setBad} />
          ))}
          <label htmlFor="row-rest">{e.other}</label>
          <div className="stack" style={{ gap: 4 }}>
            <Input.TextArea id="row-rest" className="mono" autoSize={{ minRows: 2, maxRows: 16 }} value={parts.rest} status={joined === undefined ? "error" : undefined} onChange={(event) => setParts({ ...parts, rest: event.target.value })} spellCheck={false} />
            <span className={joined === undefined ? "tone-red small" : "faint small"}>{joined === undefined ? e.badJson : e.otherHint}</span>
          </div>
        </div>
        {edit && !bad && !unchanged && <LiveCheck edits={put(draft.edits, edit)} />}
      </div>
    </Modal>
  );
}

/** LiveCheck asks the server about the change set with the row as it stands, once the typing has paused. */
function LiveCheck({ edits }: { edits: Edit[] }) {
  const e = useText().rulebook.edit;
  const base = useLibrary().data?.current ?? "";
  const text = JSON.stringify(edits);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const wait = setTimeout(() => setSettled(text), 600);
    return () => clearTimeout(wait);
  }, [text]);
  const change = useMemo(() => ({ edits: asked(JSON.parse(settled) as Edit[]) }), [settled]);
  const check = useCheck(change, base);
  if (check.isError) {
    return <ProblemView problem={check.error} />;
  }
  if (check.data === undefined || settled !== text) {
    return <span className="faint small" role="status">{e.checking}</span>;
  }
  return check.data.faults.length > 0 ? <FaultList faults={check.data.faults} /> : <span className="tone-accent small" role="status">✓ {e.fine}</span>;
}

interface FieldProps { name: string; title: string; box: Box; value: unknown; disabled: boolean; set: (value: unknown) => void; setBad: (bad: boolean) => void }

function Field({ name, title, box, value, disabled, set, setBad }: FieldProps) {
  const e = useText().rulebook.edit;
  const id = `row-${name}`;
  return (
    <>
      <label htmlFor={id} title={name}>{title}{box === "condition" && <> <Badge tone="quiet">CEL</Badge></>}</label>
      {box === "text" ? <Texts id={id} value={value as { zh: string; en: string }} disabled={disabled} set={set} />
        : box === "money" ? <Sum id={id} value={value} disabled={disabled} set={set} setBad={setBad} />
          : box === "number" ? <InputNumber id={id} value={value as number} disabled={disabled} precision={0} onChange={(v) => v !== null && set(v)} style={{ width: 180 }} />
            : box === "bool" ? <span><Switch id={id} checked={value as boolean} disabled={disabled} onChange={set} /></span>
              : box === "date" || /^in_force_/.test(name) && (value === "" || /^\d{4}-\d{2}-\d{2}$/.test(String(value)))
                ? <DatePicker id={id} value={value ? dayjs(String(value)) : null} disabled={disabled} onChange={(d) => set(d ? d.format("YYYY-MM-DD") : "")} style={{ width: 180 }} />
                : box === "condition" ? <Input.TextArea id={id} className="mono" autoSize={{ minRows: 1, maxRows: 8 }} value={String(value)} disabled={disabled} spellCheck={false} onChange={(event) => set(event.target.value)} />
                  : <Input id={id} value={String(value)} disabled={disabled} title={disabled ? e.idKept : undefined} onChange={(event) => set(event.target.value)} />}
    </>
  );
}

function Texts({ id, value, disabled, set }: { id: string; value: { zh: string; en: string }; disabled: boolean; set: (value: unknown) => void }) {
  const e = useText().rulebook.edit;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <Input.TextArea id={id} lang="zh-CN" autoSize={{ minRows: 1, maxRows: 5 }} placeholder={e.zh} value={value.zh} disabled={disabled} onChange={(event) => set({ ...value, zh: event.target.value })} />
      <Input.TextArea lang="en" aria-label={e.en} autoSize={{ minRows: 1, maxRows: 5 }} placeholder={e.en} value={value.en} disabled={disabled} onChange={(event) => set({ ...value, en: event.target.value })} />
    </div>
  );
}

/** Sum is a sum of money: typed in yuan, kept in fen. */
function Sum({ id, value, disabled, set, setBad }: Omit<FieldProps, "name" | "title" | "box"> & { id: string }) {
  const e = useText().rulebook.edit;
  const [typed, setTyped] = useState(() => yuan(Number(value)));
  const read = parseYuan(typed);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <Input
        id={id} value={typed} disabled={disabled} suffix={e.yuan} status={read === undefined ? "error" : undefined} style={{ width: 220 }}
        onChange={(event) => {
          setTyped(event.target.value);
          const fen = parseYuan(event.target.value);
          setBad(fen === undefined);
          if (fen !== undefined) {
            set(fen);
          }
        }}
      />
      {read === undefined && <span className="tone-red small">{e.badSum}</span>}
    </div>
  );
}
