import { Input, Segmented } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { type Disclosure, type MaskDraft, nameOf, useCan, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge, Due } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Loaded } from "@/ui/states";
import { AfterPanel, isAfter } from "./AfterPanel";
import { CarePanel } from "./CarePanel";
import { DeskSteps } from "./DeskSteps";
import { isOpen, stateTones } from "./DisclosureListPage";
import { MaskList } from "./MaskList";
import { draftOf, useDisclosure, useDisclosureStep } from "./queries";
import { Problems, RowSheet } from "./RowSheet";
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
  const d = t.disclosure.desk;
  const can = useCan();
  const notify = useNotify();
  const step = useDisclosureStep(data.id);
  const [side, setSide] = useState<Side>(isAfter(data) && !data.correcting ? "after" : "masks");
  const [chosen, setChosen] = useState("");
  const editable = can("mask") && (data.state === "to_judge" || data.state === "masking");
  const save = (masks: MaskDraft[], remark = data.remark) => step.mutate({ step: "masks", masks, remark }, { onSuccess: () => notify.done(d.saved) });
  const toggle = (id: string) => save(data.masks.map((m) => ({ ...draftOf(m), accepted: m.id === id ? !m.accepted : m.accepted })));
  const add = (draft: MaskDraft) => save([...data.masks.map(draftOf), draft]);
  const sorted = [...data.masks].sort((a, b) => a.start - b.start);
  const move = (by: number) => {
    const at = sorted.findIndex((m) => m.id === chosen);
    const next = sorted[Math.max(0, Math.min(sorted.length - 1, at + by))];
    if (next) {
      setSide("masks");
      setChosen(next.id);
    }
  };
  useActions([
    { id: "mask.next", label: d.next, keys: ["j", "ArrowDown"], run: () => move(1), quiet: true },
    { id: "mask.previous", label: d.previous, keys: ["k", "ArrowUp"], run: () => move(-1), quiet: true },
    { id: "mask.toggle", label: d.toggle, keys: ["x", " "], run: () => chosen && toggle(chosen), disabled: editable ? undefined : d.notMasking },
  ]);
  const bad = data.row.filter((r) => r.problems.length > 0).length;
  return (
    <div className="mask-desk">
      <Head data={data} />
      <div className="mask-halves">
        <OriginalPane data={data} chosen={chosen} onChoose={setChosen} onAdd={editable ? add : undefined} />
        <PublicPane data={data} chosen={chosen} />
        <aside className="mask-side">
          <div className="mask-tabs">
            <Segmented<Side> block value={side} onChange={setSide} options={[{ value: "masks", label: `${d.masks} ${data.masks.length}` }, { value: "row", label: bad > 0 && !isAfter(data) ? `${d.row} · ${bad}` : d.row }, { value: "problems", label: `${d.problems} ${data.problems.length}` }, { value: "care" as const, label: t.disclosure.care.title }, ...(isAfter(data) ? [{ value: "after" as const, label: t.disclosure.after.title }] : [])]} />
          </div>
          {side === "masks" && <MaskList masks={sorted} chosen={chosen} onChoose={setChosen} onToggle={editable ? toggle : undefined} busy={step.isPending} />}
          {side === "masks" && <Remark key={data.remark} remark={data.remark} editable={editable} onSave={(remark) => save(data.masks.map(draftOf), remark)} />}
          {side === "row" && <RowSheet data={data} />}
          {side === "care" && <CarePanel data={data} />}
          {side === "after" && <AfterPanel data={data} />}
          {side === "problems" && <Problems data={data} onField={() => setSide("row")} />}
        </aside>
      </div>
    </div>
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

function Head({ data }: { data: Disclosure }) {
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
      <DeskSteps data={data} />
    </header>
  );
}
