import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { nameOf, type Reviewers, useCan, usePeople, useSession } from "@/api";
import { day, today } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { useException, useReviewers } from "./queries";

/** ReviewersPanel shows the exceptions of a legal office of one, and how long each reviewer learned in each year. */
export function ReviewersPanel() {
  const query = useReviewers();
  return <Loaded query={query} lines={4}>{(data) => <><Exceptions data={data} /><Years data={data} /></>}</Loaded>;
}

function Exceptions({ data }: { data: Reviewers }) {
  const x = useText().reviewers.exception;
  const leader = useCan()("ruleDisputes");
  const [open, setOpen] = useState(false);
  const [ending, setEnding] = useState<string>();
  return (
    <Panel title={x.title} flush={data.exceptions.length > 0} extra={<span className="row">{!data.configured && <Badge>{x.off}</Badge>}{leader && <ReasonButton size="small" reason={data.configured ? undefined : x.off} onClick={() => setOpen(true)}>{x.approve}</ReasonButton>}</span>}>
      {data.exceptions.length === 0 ? <Nothing title={x.none} small /> : (
        <ul className="course">
          {data.exceptions.map((e) => (
            <li key={e.id}>
              <span className="row row-wrap"><strong>{x.line(nameOf(e.person), e.until)}</strong><Badge tone={e.in_force ? "amber" : "quiet"}>{e.in_force ? x.inForce : x.over}</Badge><span className="soft small">{x.by(nameOf(e.approved_by), day(e.approved_at))}</span>{leader && e.in_force && <Button size="small" onClick={() => setEnding(e.id)}>{x.end}</Button>}</span>
              <p className="prose">{e.reason}</p>
            </li>
          ))}
          <li className="soft small">{x.hint}</li>
        </ul>
      )}
      {open && <ApproveDialog onClose={() => setOpen(false)} />}
      {ending && <EndDialog id={ending} onClose={() => setEnding(undefined)} />}
    </Panel>
  );
}

function ApproveDialog({ onClose }: { onClose: () => void }) {
  const x = useText().reviewers.exception;
  const notify = useNotify();
  const run = useException();
  const me = useSession().data?.person.id;
  const people = (usePeople().data ?? []).filter((p) => p.active && p.roles.includes("chief") && p.id !== me);
  const [person, setPerson] = useState<string | undefined>(people.length === 1 ? people[0]?.id : undefined);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState(`${today().slice(0, 4)}-12-31`);
  return (
    <Modal open title={x.approve} okText={x.approve} confirmLoading={run.isPending} okButtonProps={{ disabled: !person || reason.trim() === "" || until === "" }} onCancel={onClose} onOk={() => run.mutate({ step: "approve", person: person ?? "", reason, until }, { onSuccess: () => { notify.done(x.approved); onClose(); } })}>
      <div className="stack">
        <Select value={person} placeholder={x.person} aria-label={x.person} onChange={setPerson} options={people.map((p) => ({ value: p.id, label: p.name }))} />
        <Input.TextArea autoFocus rows={3} value={reason} placeholder={x.reason} aria-label={x.reason} onChange={(e) => setReason(e.target.value)} />
        <Input type="date" value={until} min={today()} aria-label={x.until} onChange={(e) => setUntil(e.target.value)} />
        <span className="soft small">{x.hint}</span>
        {run.isError && <ProblemView problem={run.error} />}
      </div>
    </Modal>
  );
}

function EndDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const x = useText().reviewers.exception;
  const notify = useNotify();
  const run = useException();
  const [reason, setReason] = useState("");
  return (
    <Modal open title={x.end} okText={x.end} confirmLoading={run.isPending} okButtonProps={{ disabled: reason.trim() === "" }} onCancel={onClose} onOk={() => run.mutate({ step: "end", id, reason }, { onSuccess: () => { notify.done(x.ended); onClose(); } })}>
      <div className="stack"><Input.TextArea autoFocus rows={3} value={reason} placeholder={x.endReason} aria-label={x.endReason} onChange={(e) => setReason(e.target.value)} />{run.isError && <ProblemView problem={run.error} />}</div>
    </Modal>
  );
}

function Years({ data }: { data: Reviewers }) {
  const t = useText();
  const y = t.reviewers.years;
  if (data.training.length === 0) {
    return null;
  }
  const years = [...new Set(data.training.map((x) => x.year))].sort().reverse();
  const people = new Map(data.training.map((x) => [x.person.id, x.person.name]));
  const hours = (person: string, year: string) => data.training.find((x) => x.person.id === person && x.year === year)?.hours ?? 0;
  return (
    <Panel title={y.title} extra={data.hours > 0 && <span className="soft small">{y.target(data.hours)}</span>}>
      <table className="years small">
        <thead><tr className="soft"><th scope="col">{y.person}</th>{years.map((year) => <th key={year} scope="col" className="num">{year}</th>)}</tr></thead>
        <tbody>
          {[...people].map(([id, name]) => (
            <tr key={id}><th scope="row">{name}</th>{years.map((year) => <td key={year} className="num">{t.quality.total(hours(id, year))} {hours(id, year) < data.hours && year < today().slice(0, 4) && <Badge tone="amber">{y.short}</Badge>}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
