import { Button } from "antd";
import { useMemo } from "react";
import { Link } from "react-router";
import { type Case, type Proposal, useCan, fieldOf, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { titleOf } from "@/ui/paper/PaperList";
import { useWriteValue } from "@/ui/values";
import { useAnswerProposals } from "../queries";
import { sourceAddress } from "./source";

/** Proposals are what the program found in the papers; a person accepts or dismisses them, one by one or a paper at a time. */
export function Proposals({ data }: { data: Case }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const can = useCan();
  const answer = useAnswerProposals(data.id);
  const groups = useMemo(() => {
    const map = new Map<string, Proposal[]>();
    data.proposals.forEach((p) => map.set(p.paper, [...(map.get(p.paper) ?? []), p]));
    return [...map];
  }, [data.proposals]);
  const accept = (list: Proposal[]) => answer.mutate({ accept: list.map((p) => p.id), dismiss: [] });
  const dismiss = (list: Proposal[]) => answer.mutate({ accept: [], dismiss: list.map((p) => p.id) });
  const may = can("editFacts");
  const titleFor = (id: string) => {
    const paper = data.papers.find((p) => p.id === id);
    return paper ? titleOf(paper, pick) : id;
  };
  return (
    <Panel
      flush title={<>{o.proposals} <Badge tone="amber">{data.proposals.length}</Badge></>}
      extra={<span className="faint small">{o.proposalsHint}</span>}
    >
      {groups.map(([paper, list]) => (
        <section key={paper}>
          <div className="proposal-group">
            <span className="one-line grow">{titleFor(paper)}</span>
            {may && list.length > 1 && <Button size="small" type="link" onClick={() => accept(list)}>{o.acceptAll}</Button>}
            {may && list.length > 1 && <Button size="small" type="text" onClick={() => dismiss(list)}>{o.dismissAll}</Button>}
          </div>
          {list.map((p) => (
            <Row key={p.id} data={data} proposal={p} may={may} busy={answer.isPending} onAccept={() => accept([p])} onDismiss={() => dismiss([p])} />
          ))}
        </section>
      ))}
    </Panel>
  );
}

interface RowProps { data: Case; proposal: Proposal; may: boolean; busy: boolean; onAccept: () => void; onDismiss: () => void }

function Row({ data, proposal, may, busy, onAccept, onDismiss }: RowProps) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const write = useWriteValue();
  const label = fieldOf(useRulebook().data, proposal.field)?.label;
  const now = data.fields.find((f) => f.name === proposal.field);
  return (
    <div className="proposal">
      <div className="stack" style={{ gap: 2 }}>
        <div>
          <span className="soft">{pick(label) || proposal.field}{t.common.sep}</span>
          <strong>{write(proposal.field, proposal.value)}</strong>
          {now && <span className="faint small"> {o.current(write(proposal.field, now.value))}</span>}
        </div>
        <div className="proposal-quote">
          <Link to={sourceAddress(data.id, proposal)} title={o.openSource}>{t.common.page(proposal.page)}</Link> “{proposal.quote}” <span className="faint">{pick(proposal.reason)}</span>
        </div>
      </div>
      {may && (
        <span className="row">
          <Button size="small" type="primary" disabled={busy} onClick={onAccept}>{o.accept}</Button>
          <Button size="small" disabled={busy} onClick={onDismiss}>{o.dismiss}</Button>
        </span>
      )}
    </div>
  );
}
