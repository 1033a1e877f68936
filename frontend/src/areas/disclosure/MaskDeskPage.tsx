import { Button, Input, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useParams } from "react-router";
import { type Disclosure, type Mask, type MaskDraft, nameOf, useCan, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge, Due } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Loaded } from "@/ui/states";
import { AddScanDialog } from "./AddScanDialog";
import { AfterPanel, isAfter } from "./AfterPanel";
import { CarePanel } from "./CarePanel";
import { DeskSteps } from "./DeskSteps";
import { isOpen, stateTones } from "./DisclosureListPage";
import { FieldsDialog } from "./FieldsDialog";
import { MaskList } from "./MaskList";
import { draftOf, useDisclosure, useDisclosureStep } from "./queries";
import { Problems, RowSheet } from "./RowSheet";
import { ScanDesk } from "./ScanDesk";
import { OriginalPane, PublicPane } from "./TextPanes";
import "./disclosure.css";

/** MaskDeskPage is where a decision is made fit to be published: the original beside the public text, the masks, the table. */
export function MaskDeskPage() {
  const { id = "" } = useParams();
  const query = useDisclosure(id);
  return <Loaded query={query} lines={12}>{(data) => <Desk key={data.id} data={data} />}</Loaded>;
}

type Side = "masks" | "row" | "problems" | "care" | "after";

function Desk({ data }: { data: Disclosure }) {
  const t = useText();
  const s = t.disclosure.scan;
  const can = useCan();
  const [side, setSide] = useState<Side>(isAfter(data) && !data.correcting ? "after" : "masks");
  const [open, setOpen] = useState({ paper: "", page: 1 }); // a scan and its page; no paper is the text
  const [adding, setAdding] = useState(false);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const editable = can("mask") && (data.state === "to_judge" || data.state === "masking");
  const scan = data.scans.find((one) => one.paper.id === open.paper);
  const openField = (field: string) => {
    const [, paper = "", page = "1"] = /^scan\/([^/]+)\/(\d+)$/.exec(field) ?? [];
    if (paper !== "") {
      setOpen({ paper, page: Number(page) });
      setSide("masks");
    } else {
      setSide("row");
    }
  };
  const sides = (masks: ReactNode, count: number) => <Sides data={data} side={side} onSide={setSide} masks={masks} count={count} onField={openField} />;
  return (
    <div className="mask-desk">
      <Head data={data} seen={seen} />
      {(data.scans.length > 0 || editable) && (
        <div className="mask-documents">
          <Segmented aria-label={s.documents} size="small" value={scan ? scan.paper.id : ""} onChange={(paper) => setOpen({ paper, page: 1 })} options={[{ value: "", label: s.text }, ...data.scans.map((one) => ({ value: one.paper.id, label: `${one.title} · ${s.pages(one.pages)}` }))]} />
          {editable && <Button size="small" onClick={() => setAdding(true)}>{s.add}</Button>}
        </div>
      )}
      <div className={scan ? "mask-halves mask-halves-scan" : "mask-halves"}>
        {scan ? (
          <ScanDesk
            key={scan.paper.id} data={data} scan={scan} page={open.page} onPage={(page) => setOpen({ paper: scan.paper.id, page })} editable={editable}
            onSeen={(sha) => setSeen((old) => (old.has(sha) ? old : new Set([...old, sha])))} side={(list) => sides(list, scan.covers.length)}
          />
        ) : <TextDesk data={data} editable={editable} side={sides} onMasks={() => setSide("masks")} />}
      </div>
      {adding && <AddScanDialog data={data} onClose={() => setAdding(false)} onAdded={(paper) => { setAdding(false); setOpen({ paper, page: 1 }); setSide("masks"); }} />}
    </div>
  );
}

interface TextDeskProps { data: Disclosure; editable: boolean; side: (masks: ReactNode, count: number) => ReactNode; onMasks: () => void }

/** TextDesk is the desk over the decision's text: as issued, as published, and the masks. */
function TextDesk({ data, editable, side, onMasks }: TextDeskProps) {
  const t = useText();
  const d = t.disclosure.desk;
  const notify = useNotify();
  const step = useDisclosureStep(data.id);
  const [chosen, setChosen] = useState("");
  const [asked, setAsked] = useState<Mask>();
  const save = (masks: MaskDraft[], remark = data.remark) => step.mutate({ step: "masks", masks, remark }, { onSuccess: () => notify.done(d.saved) });
  const judge = (id: string, reason = "") => save(data.masks.flatMap((m) => {
    if (m.id !== id) {
      return [draftOf(m)];
    }
    return m.by === "person" ? [] : [{ ...draftOf(m), accepted: !m.accepted, reason }]; // a mask of one's own is taken away
  }));
  const toggle = (id: string) => {
    const mask = data.masks.find((m) => m.id === id);
    if (mask?.by === "machine" && mask.accepted && mask.level === "must") {
      setAsked(mask); // to show it needs a reason
    } else {
      judge(id);
    }
  };
  const add = (draft: MaskDraft) => save([...data.masks.map(draftOf), draft]);
  const sorted = [...data.masks].sort((a, b) => a.start - b.start);
  const move = (by: number) => {
    const at = sorted.findIndex((m) => m.id === chosen);
    const next = sorted[Math.max(0, Math.min(sorted.length - 1, at + by))];
    if (next) {
      onMasks();
      setChosen(next.id);
    }
  };
  useActions([
    { id: "mask.next", label: d.next, keys: ["j", "ArrowDown"], run: () => move(1), quiet: true },
    { id: "mask.previous", label: d.previous, keys: ["k", "ArrowUp"], run: () => move(-1), quiet: true },
    { id: "mask.toggle", label: d.toggle, keys: ["x", " "], run: () => chosen && toggle(chosen), disabled: editable ? undefined : d.notMasking },
  ]);
  return (
    <>
      <OriginalPane data={data} chosen={chosen} onChoose={setChosen} onAdd={editable ? add : undefined} />
      <PublicPane data={data} chosen={chosen} />
      {side(
        <>
          <MaskList masks={sorted} chosen={chosen} onChoose={setChosen} onToggle={editable ? toggle : undefined} busy={step.isPending} />
          <Remark key={data.remark} remark={data.remark} editable={editable} onSave={(remark) => save(data.masks.map(draftOf), remark)} />
        </>, data.masks.length)}
      {asked && <FieldsDialog title={d.refuse} busy={step.isPending} onClose={() => setAsked(undefined)} fields={[{ key: "reason", label: d.reason, need: true }]} onOk={(v) => { judge(asked.id, v.reason?.trim() ?? ""); setAsked(undefined); }} />}
    </>
  );
}

interface SidesProps { data: Disclosure; side: Side; onSide: (side: Side) => void; masks: ReactNode; count: number; onField: (field: string) => void }

/** Sides are the right column: the masks or boxes, the credit table, the problems, the terms, and what came after. */
function Sides({ data, side, onSide, masks, count, onField }: SidesProps) {
  const t = useText();
  const d = t.disclosure.desk;
  const bad = data.row.filter((r) => r.problems.length > 0).length;
  return (
    <aside className="mask-side">
      <div className="mask-tabs">
        <Segmented<Side> block value={side} onChange={onSide} options={[{ value: "masks", label: `${d.masks} ${count}` }, { value: "row", label: bad > 0 && !isAfter(data) ? `${d.row} · ${bad}` : d.row }, { value: "problems", label: `${d.problems} ${data.problems.length}` }, { value: "care" as const, label: t.disclosure.care.title }, ...(isAfter(data) ? [{ value: "after" as const, label: t.disclosure.after.title }] : [])]} />
      </div>
      {side === "masks" && masks}
      {side === "row" && <RowSheet data={data} />}
      {side === "care" && <CarePanel data={data} />}
      {side === "after" && <AfterPanel data={data} />}
      {side === "problems" && <Problems data={data} onField={onField} />}
    </aside>
  );
}

/** Remark is what is published beside the decision in the office's own words; it is kept when the box is left. */
function Remark({ remark, editable, onSave }: { remark: string; editable: boolean; onSave: (remark: string) => void }) {
  const d = useText().disclosure.desk;
  const [typed, setTyped] = useState(remark);
  if (!editable && remark === "") {
    return null;
  }
  return (
    <label className="mask-remark stack">
      <span className="small soft">{d.remark}</span>
      <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} value={typed} readOnly={!editable} placeholder={d.remarkHint} onChange={(e) => setTyped(e.target.value)} onBlur={() => typed.trim() !== remark && onSave(typed.trim())} />
    </label>
  );
}

function Head({ data, seen }: { data: Disclosure; seen: ReadonlySet<string> }) {
  const t = useText();
  const d = t.disclosure;
  const pick = usePick();
  const names = useNames();
  return (
    <header className="mask-head">
      <div className="grow stack" style={{ gap: 1 }}>
        <Link className="one-line strong mask-case" to={`/cases/${data.case}`} title={data.case_title}>{data.case_title}</Link>
        <span className="row row-wrap small soft">
          <span className="num">{data.decision_no}</span>
          <Badge tone={stateTones[data.state]}>{d.states[data.state]}</Badge>
          {data.due_on !== "" && <span className="num">{d.due} {data.due_on}</span>}{isOpen(data) && <Due days={data.days_left} />}
          {nameOf(data.prepared_by) && <span>{d.preparedBy} {nameOf(data.prepared_by)}</span>}
          {nameOf(data.approved_by) && <span>{d.approvedBy} {nameOf(data.approved_by)}</span>}
          {data.reason && <span className="tone-amber">{d.desk.reasonIs} {data.reason}</span>}
          {data.ground && <span>{d.desk.groundIs} {data.ground} {pick(names.ground(data.ground))}</span>}
        </span>
      </div>
      <DeskSteps data={data} seen={seen} />
    </header>
  );
}
