import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type CaseRecord, type RecordDuty, type RecordFinding, useNames } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge, type Tone } from "@/ui/Badge";
import { ReasonButton } from "@/ui/ReasonButton";
import { Nothing } from "@/ui/states";
import { ExplainDialog, RejectDialog } from "./ExplainDialog";
import { useSettle } from "./queries";
import { useCode } from "./words";

const tones: Record<RecordDuty["state"], Tone> = { recorded: "accent", explained: "quiet", missing: "red", optional: "quiet", unknown: "amber", none: "quiet" };

interface DutyListProps { record: CaseRecord; caseId: string; onImport: () => void }

/** DutyList holds the record against the table of what must be recorded; everything that is wrong stands under its event. */
export function DutyList({ record, caseId, onImport }: DutyListProps) {
  const c = useText().record.check;
  const [all, setAll] = useState(false);
  const [explaining, setExplaining] = useState<RecordFinding>();
  const duties = record.duties.filter((d) => all || d.state !== "none");
  return (
    <>
      <div className="duty-head row row-wrap">
        {record.gaps > 0 ? <Badge tone="red">{c.gaps(record.gaps)}</Badge> : <Badge tone="accent">{c.fine}</Badge>}
        {record.faults > 0 && <Badge tone="amber">{c.faults(record.faults)}</Badge>}
        <span className="grow" />
        <Segmented size="small" value={all} onChange={setAll} options={[{ value: false, label: c.only }, { value: true, label: c.everything }]} />
      </div>
      {duties.length === 0 ? <Nothing small title={c.none} /> : (
        <ul className="duties">
          {duties.map((d) => <Duty key={d.id} duty={d} record={record} caseId={caseId} onExplain={setExplaining} onImport={onImport} />)}
        </ul>
      )}
      {explaining && <ExplainDialog finding={explaining} caseId={caseId} onClose={() => setExplaining(undefined)} />}
    </>
  );
}

interface DutyProps extends DutyListProps { duty: RecordDuty; onExplain: (f: RecordFinding) => void }

function Duty({ duty, record, caseId, onExplain, onImport }: DutyProps) {
  const t = useText();
  const c = t.record.check;
  const pick = usePick();
  const names = useNames();
  const findings = record.findings.filter((f) => f.event === duty.id);
  const mine = record.recordings.filter((r) => duty.recordings.includes(r.id));
  return (
    <li className="duty">
      <div className="row row-wrap">
        <span className="num faint duty-id">{duty.id}</span>
        <strong>{pick(duty.label)}</strong>
        <Badge tone={duty.level === "whole" ? "accent" : "quiet"}>{c.level[duty.level]}</Badge>
        <Badge tone={tones[duty.state]}>{c.state[duty.state]}</Badge>
        <span className="soft small">{duty.papers.map((p) => pick(names.paper(p))).join(t.common.list)}</span>
        {duty.lacks.length > 0 && <span className="tone-amber small">{c.unknown(duty.lacks.map((f) => pick(names.field(f))).join(t.common.list))}</span>}
        <span className="grow" />
        {pick(duty.begin) !== "" && <span className="faint small">{c.span(pick(duty.begin), pick(duty.end))}</span>}
        {mine.map((r) => <Link key={r.id} className="small one-line duty-file" to={`/recordings/${r.id}`} title={r.name}>{r.name}</Link>)}
      </div>
      {findings.length > 0 && <ul className="stack duty-findings">{findings.map((f, i) => <Finding key={i} finding={f} record={record} caseId={caseId} onExplain={onExplain} onImport={onImport} />)}</ul>}
    </li>
  );
}

interface FindingProps extends DutyListProps { finding: RecordFinding; onExplain: (f: RecordFinding) => void }

function Finding({ finding, record, caseId, onExplain, onImport }: FindingProps) {
  const t = useText();
  const c = t.record.check;
  const pick = usePick();
  const x = finding.explanation;
  const settled = finding.counts === "";
  const open = record.may_work && (!x || x.state === "rejected");
  return (
    <li className={settled ? "stop finding-settled" : finding.counts === "gap" ? "stop stop-block" : "stop"}>
      <div className="row row-wrap">
        <span>{pick(finding.message)}</span>
        {finding.article !== "" && <span className="faint small">{t.common.article} <Article text={finding.article} /></span>}
        <span className="grow" />
        {finding.recording !== "" && <Link className="small" to={`/recordings/${finding.recording}`}>{t.common.open}</Link>}
        {open && finding.check === "missing" && <Button size="small" onClick={onImport}>{c.attach}</Button>}
        {open && <Button size="small" onClick={() => onExplain(finding)}>{c.explain}</Button>}
      </div>
      {!x && <div className="soft small">{pick(finding.hint)}</div>}
      {x && <Explanation x={x} record={record} caseId={caseId} />}
    </li>
  );
}

function Explanation({ x, record, caseId }: { x: NonNullable<RecordFinding["explanation"]>; record: CaseRecord; caseId: string }) {
  const c = useText().record.check;
  const reason = useCode("recording_gap");
  const settle = useSettle(caseId);
  const [rejecting, setRejecting] = useState(false);
  const words = { stated: c.waiting, approved: c.approved, rejected: c.rejected, withdrawn: c.withdraw }[x.state];
  return (
    <div className="explanation">
      <div className="row row-wrap small">
        <Badge tone={x.state === "approved" ? "accent" : x.state === "rejected" ? "red" : "amber"}>{words}</Badge>
        <span>{reason(x.reason)}</span><span className="soft">{x.text}</span>
        <span className="faint num">{c.by(x.stated_by.name, minute(x.stated_at))}</span>
        {x.decider && <span className="faint num">{c.by(x.decider.name, minute(x.decided))} {x.answer}</span>}
        <span className="grow" />
        {x.state === "stated" && record.may_approve && (
          <>
            <ReasonButton size="small" type="primary" loading={settle.isPending} onClick={() => settle.mutate({ step: "approval", explanation: x.id })}>{c.approve}</ReasonButton>
            <Button size="small" onClick={() => setRejecting(true)}>{c.reject}</Button>
          </>
        )}
        {x.state === "stated" && record.may_work && <Button size="small" type="text" onClick={() => settle.mutate({ step: "withdrawal", explanation: x.id })}>{c.withdraw}</Button>}
      </div>
      {rejecting && <RejectDialog caseId={caseId} explanation={x.id} onClose={() => setRejecting(false)} />}
    </div>
  );
}
