import { Button, Progress } from "antd";
import { type ReactNode } from "react";
import { Link } from "react-router";
import { type CaseRef, type Effect, type Trial, useNames } from "@/api";
import { count, percent } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { ProblemView } from "@/ui/states";
import { useCancelJob, useTrial } from "../queries";

/** TrialView follows a trial: how far it is, and then what the change would mean for the cases. */
export function TrialView({ started }: { started: Trial }) {
  const t = useText();
  const e = t.rulebook.effect;
  const pick = usePick();
  const { trial, job, ended } = useTrial(started);
  const cancel = useCancelJob();
  if (trial?.effect) {
    return <EffectView effect={trial.effect} />;
  }
  if (ended) {
    return <div className="problem problem-quiet" role="alert"><h3>{e.failed}</h3><p>{pick(job?.error?.message)}</p></div>;
  }
  return (
    <div className="stack" role="status">
      <Progress percent={percent(job?.done ?? 0, job?.total ?? 0)} size="small" status="active" />
      <div className="row"><span className="soft small num grow">{e.progress(count(job?.done ?? 0), count(job?.total ?? 0))}</span>{job && <Button size="small" onClick={() => cancel.mutate(job.id)}>{e.cancel}</Button>}</div>
    </div>
  );
}

const mostListed = 40;

/** EffectView says what would have been different for the office's own cases. */
export function EffectView({ effect }: { effect: Effect }) {
  const e = useText().rulebook.effect;
  const pick = usePick();
  const names = useNames();
  const nothing = [effect.now_major, effect.not_major, effect.by_others, effect.clocks, effect.checklist].every((list) => list.length === 0);
  const rules = (title: string, list: { id: string; label: { zh: string; en: string } }[]) => (list.length > 0 ? <span className="soft small">{title} {list.map((r) => `${r.id} ${pick(r.label)}`).join("; ")}</span> : null);
  return (
    <div className="stack stack-loose">
      <p className="soft">{e.looked(count(effect.cases), count(effect.open), effect.since)}</p>
      {nothing && <p><strong>{e.none}</strong></p>}
      {([["red", e.nowMajor, effect.now_major], ["amber", e.notMajor, effect.not_major], ["plain", e.byOthers, effect.by_others]] as const).map(([tone, title, list]) => (
        <Shifts key={tone} tone={tone} title={title} list={list}>{(s) => <><CaseLink to={s.case} />{rules(e.gained, s.gained)}{rules(e.lost, s.lost)}</>}</Shifts>
      ))}
      <Shifts tone="plain" title={e.clocks} list={effect.clocks}>{(s) => (
        <><CaseLink to={s.case} /><span className="small">{pick(s.label)} <span className="num"><del className="diff-removed">{s.before || e.notRunning}</del> → <ins className="diff-added">{s.after || e.notRunning}</ins></span></span></>
      )}</Shifts>
      <Shifts tone="plain" title={e.items} list={effect.checklist}>{(s) => (
        <><span><Badge>{e.changes[s.change]}</Badge> <span className="mono soft">{s.id}</span> {pick(s.question)} <span className="faint small">{pick(names.procedure(s.procedure))}</span></span><span className="small soft row row-wrap">{e.inReview(s.cases.length)} {s.cases.slice(0, 5).map((c) => <CaseLink key={c.id} to={c} />)}</span></>
      )}</Shifts>
    </div>
  );
}

interface ShiftsProps<S> { tone: Tone; title: (n: number) => string; list: S[]; children: (shift: S) => ReactNode }

function Shifts<S>({ tone, title, list, children }: ShiftsProps<S>) {
  const e = useText().rulebook.effect;
  if (list.length === 0) {
    return null;
  }
  return (
    <section className="stack">
      <h3><Badge tone={tone}>{title(list.length)}</Badge></h3>
      <ul className="effect-list">{list.slice(0, mostListed).map((s, i) => <li key={i}>{children(s)}</li>)}</ul>
      {list.length > mostListed && <span className="faint small">{e.more(list.length - mostListed)}</span>}
    </section>
  );
}

function CaseLink({ to }: { to: CaseRef }) {
  return <Link to={`/cases/${to.id}`} className="one-line">{to.no && <span className="num">{to.no} </span>}{to.title}</Link>;
}

/** TrialStart is the button that starts a trial, and what came of it. */
export function TrialStart({ disabled, started, pending, problem, run, children }: { disabled?: boolean; started: Trial | undefined; pending: boolean; problem: unknown; run: () => void; children?: ReactNode }) {
  const d = useText().rulebook.draft;
  return (
    <div className="stack stack-loose">
      <div className="row row-wrap">
        {children}
        <Button loading={pending} disabled={disabled} onClick={run}>{started ? d.again : d.run}</Button>
        <span className="faint small">{d.testHint}</span>
      </div>
      {problem !== null && problem !== undefined ? <ProblemView problem={problem} /> : started && started.faults.length === 0 && <TrialView key={started.id} started={started} />}
    </div>
  );
}
