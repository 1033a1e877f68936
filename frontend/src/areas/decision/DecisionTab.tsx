import { Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Decision, type DecisionDoor, type DecisionStep, nameOf, useCan, useTheCase } from "@/api";
import { shortHash } from "@/format";
import { usePick, useText } from "@/text";
import { Panel } from "@/ui/Page";
import { titleOf } from "@/ui/paper/PaperList";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { Stops } from "@/ui/Stops";
import { useDecisionDoor, useIssue } from "./queries";

/** DecisionTab is the one door to the decisions of a case: what was issued, and what may follow or stands in the way of it. */
export function DecisionTab() {
  const data = useTheCase();
  const query = useDecisionDoor(data.id);
  return <div className="page"><Loaded query={query}>{(door) => <Decisions door={door} />}</Loaded></div>;
}

function Decisions({ door }: { door: DecisionDoor }) {
  const t = useText();
  const d = t.decision;
  const [asking, setAsking] = useState<DecisionStep>();
  const first = door.decisions.length === 0;
  return (
    <div className="stack stack-loose">
      {[...door.decisions].reverse().map((one) => <Issued key={one.paper} decision={one} main={one.no === door.decision?.no} alone={door.decisions.length === 1} />)}
      {!first && door.steps.length > 0 && <div><h3>{d.further}</h3><p className="soft">{d.furtherHint}</p></div>}
      {door.steps.map((step) => <Door key={step.transition} step={step} named={!first || door.steps.length > 1} onAsk={() => setAsking(step)} />)}
      {first && door.steps.length === 0 && <Shut door={door} />}
      {asking && <Ask step={asking} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

/** Door is one decision that may come next: open, or closed with what stands in the way. Further ones are kept short. */
function Door({ step, named, onAsk }: { step: DecisionStep; named: boolean; onAsk: () => void }) {
  const t = useText();
  const d = t.decision;
  const pick = usePick();
  const can = useCan();
  const blocks = step.stops.filter((s) => s.level === "block");
  const warns = step.stops.filter((s) => s.level === "warn");
  const reason = !step.may_issue ? d.closed : can("issue") ? undefined : d.needs;
  const button = <ReasonButton type="primary" size={named ? "middle" : "large"} reason={reason} onClick={onAsk}>{named ? pick(step.label) : d.issue}</ReasonButton>;
  if (named) {
    return (
      <Panel title={pick(step.label)} extra={button}>
        <div className="stack">
          <Draft draft={step.draft} paper={pick(step.paper)} />
          {step.draft && step.stops.length > 0 && <Stops stops={[...blocks, ...warns]} />}
        </div>
      </Panel>
    );
  }
  return (
    <>
      <section className={step.may_issue ? "panel" : "problem problem-quiet"}>
        <div className={step.may_issue ? "panel-body row row-top" : "row row-top"}>
          <div className="grow">
            {step.may_issue ? <strong className="tone-accent">{d.open}</strong> : <h3>{d.closed}</h3>}
            <p className="soft">{step.may_issue ? d.openHint : d.closedHint}</p>
          </div>
          {button}
        </div>
      </section>
      {blocks.length > 0 && <Panel title={d.stops} extra={<Link to="../review">{d.toReview}</Link>}><Stops stops={blocks} /></Panel>}
      {warns.length > 0 && <Panel title={d.warns}><Stops stops={warns} /></Panel>}
      <Panel title={d.draft}><Draft draft={step.draft} /></Panel>
    </>
  );
}

/** Shut is the door of a case that has not come as far. */
function Shut({ door }: { door: DecisionDoor }) {
  const t = useText();
  const d = t.decision;
  return (
    <>
      <section className="problem problem-quiet">
        <div className="row row-top">
          <div className="grow"><h3>{d.closed}</h3><p className="soft">{d.closedHint}</p></div>
          <ReasonButton type="primary" size="large" reason={d.closed}>{d.issue}</ReasonButton>
        </div>
      </section>
      {door.stops.length > 0 && <Panel title={d.stops} extra={<Link to="../review">{d.toReview}</Link>}><Stops stops={door.stops} /></Panel>}
      <Panel title={d.draft}><Draft draft={door.draft} /></Panel>
    </>
  );
}

function Draft({ draft, paper }: { draft: DecisionStep["draft"]; paper?: string }) {
  const t = useText();
  const d = t.decision;
  const pick = usePick();
  if (draft) {
    return <div className="row"><span className="grow">{titleOf(draft, pick)} <span className="soft num">{draft.on}</span></span><Link to={`../papers/${draft.id}`}>{d.openDraft}</Link></div>;
  }
  if (paper !== undefined) {
    return <div className="row"><span className="grow faint">{d.noDraftOf(paper)}</span><Link to="../papers">{t.casefile.tabs.papers}</Link></div>;
  }
  return <Nothing title={d.noDraft} hint={d.noDraftHint} small action={<Link to="../papers">{t.casefile.tabs.papers}</Link>} />;
}

function Ask({ step, onClose }: { step: DecisionStep; onClose: () => void }) {
  const t = useText();
  const d = t.decision;
  const pick = usePick();
  const data = useTheCase();
  const issue = useIssue(data.id);
  return (
    <Modal open title={pick(step.label)} okText={d.issue} cancelText={t.common.cancel} onCancel={onClose} onOk={() => issue.mutate(step.transition, { onSuccess: onClose })} confirmLoading={issue.isPending}>
      <div className="stack">
        <strong>{data.title}</strong>
        <p>{d.confirmText(pick(step.paper))}</p>
        {issue.isError && <ProblemView problem={issue.error} />}
      </div>
    </Modal>
  );
}

function Issued({ decision, main, alone }: { decision: Decision; main: boolean; alone: boolean }) {
  const t = useText();
  const d = t.decision;
  const pick = usePick();
  const rests = decision.review !== "" ? t.review.roundN(decision.round) : decision.review_after ? d.owed : decision.judged.length > 0 ? d.notMajor(decision.judged.join(t.common.list)) : d.noRule;
  const rows: [string, string, string?][] = [[d.no, decision.no], [d.on, decision.issued_on], [d.by, nameOf(decision.by)], [d.rests, rests], [d.fingerprint, shortHash(decision.fingerprint), decision.fingerprint]];
  const title = alone ? d.issued : `${pick(decision.label)}${main ? ` · ${d.main}` : decision.further ? "" : ` · ${d.earlier}`}`;
  return (
    <Panel title={<span className={main ? "tone-accent" : undefined}>{title}</span>} extra={<Link to={`../papers/${decision.paper}`}>{d.openPaper}</Link>}>
      <dl className="facts">{rows.map(([label, value, full]) => <div key={label} className="fact"><dt>{label}</dt><dd className="num" title={full}>{value}</dd></div>)}</dl>
    </Panel>
  );
}
