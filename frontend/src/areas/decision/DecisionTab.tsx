import { Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Decision, type DecisionDoor, nameOf, useCan, useTheCase } from "@/api";
import { shortHash } from "@/format";
import { usePick, useText } from "@/text";
import { Panel } from "@/ui/Page";
import { titleOf } from "@/ui/paper/PaperList";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { Stops } from "@/ui/Stops";
import { useDecisionDoor, useIssue } from "./queries";

/** DecisionTab is the one door to a decision: open, or closed with what stands in the way. */
export function DecisionTab() {
  const data = useTheCase();
  const query = useDecisionDoor(data.id);
  return <div className="page"><Loaded query={query}>{(door) => (door.decision ? <Issued decision={door.decision} /> : <Door door={door} />)}</Loaded></div>;
}

function Door({ door }: { door: DecisionDoor }) {
  const t = useText();
  const d = t.decision;
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const blocks = door.stops.filter((s) => s.level === "block");
  const warns = door.stops.filter((s) => s.level === "warn");
  const reason = !door.may_issue ? d.closed : can("issue") ? undefined : d.needs;
  return (
    <div className="stack stack-loose">
      <section className={door.may_issue ? "panel" : "problem problem-quiet"}>
        <div className={door.may_issue ? "panel-body row row-top" : "row row-top"}>
          <div className="grow">
            {door.may_issue ? <strong className="tone-accent">{d.open}</strong> : <h3>{d.closed}</h3>}
            <p className="soft">{door.may_issue ? d.openHint : d.closedHint}</p>
          </div>
          <ReasonButton type="primary" size="large" reason={reason} onClick={() => setAsking(true)}>{d.issue}</ReasonButton>
        </div>
      </section>
      {blocks.length > 0 && <Panel title={d.stops} extra={<Link to="../review">{d.toReview}</Link>}><Stops stops={blocks} /></Panel>}
      {warns.length > 0 && <Panel title={d.warns}><Stops stops={warns} /></Panel>}
      <Draft door={door} />
      {asking && <Ask onClose={() => setAsking(false)} />}
    </div>
  );
}

function Draft({ door }: { door: DecisionDoor }) {
  const t = useText();
  const d = t.decision;
  const pick = usePick();
  return (
    <Panel title={d.draft}>
      {door.draft ? (
        <div className="row"><span className="grow">{titleOf(door.draft, pick)} <span className="soft num">{door.draft.on}</span></span><Link to={`../papers/${door.draft.id}`}>{d.openDraft}</Link></div>
      ) : <Nothing title={d.noDraft} hint={d.noDraftHint} small action={<Link to="../papers">{t.casefile.tabs.papers}</Link>} />}
    </Panel>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const t = useText();
  const d = t.decision;
  const data = useTheCase();
  const issue = useIssue(data.id);
  return (
    <Modal open title={d.confirmTitle} okText={d.issue} cancelText={t.common.cancel} onCancel={onClose} onOk={() => issue.mutate(undefined, { onSuccess: onClose })} confirmLoading={issue.isPending}>
      <div className="stack">
        <strong>{data.title}</strong>
        <p>{d.confirmText}</p>
        {issue.isError && <ProblemView problem={issue.error} />}
      </div>
    </Modal>
  );
}

function Issued({ decision }: { decision: Decision }) {
  const t = useText();
  const d = t.decision;
  const rows: [string, string, string?][] = [[d.no, decision.no], [d.on, decision.issued_on], [d.by, nameOf(decision.by)], [d.round, t.review.roundN(decision.round)], [d.fingerprint, shortHash(decision.fingerprint), decision.fingerprint]];
  return (
    <Panel title={<span className="tone-accent">{d.issued}</span>} extra={<Link to={`../papers/${decision.paper}`}>{d.openPaper}</Link>}>
      <dl className="facts">{rows.map(([label, value, full]) => <div key={label} className="fact"><dt>{label}</dt><dd className="num" title={full}>{value}</dd></div>)}</dl>
    </Panel>
  );
}
