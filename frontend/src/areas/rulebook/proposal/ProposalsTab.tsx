import { useNavigate } from "react-router";
import { type Amendment, useLibrary } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useWho } from "../names";

export const stateTones: Record<Amendment["state"], Tone> = { open: "amber", adopted: "accent", rejected: "quiet" };

/** ProposalsTab lists what was proposed, by whom, and what came of it. */
export function ProposalsTab() {
  const p = useText().rulebook.proposal;
  const library = useLibrary();
  return (
    <Loaded query={library}>
      {(data) => (data.amendments.length === 0 ? <Nothing title={p.empty} hint={p.emptyHint} /> : <List amendments={data.amendments} />)}
    </Loaded>
  );
}

function List({ amendments }: { amendments: Amendment[] }) {
  const who = useWho();
  const r = useText().rulebook;
  const p = r.proposal;
  const navigate = useNavigate();
  const columns: Column<Amendment>[] = [
    { key: "state", title: p.state, width: 108, render: (a) => <Badge tone={stateTones[a.state]}>{p.states[a.state]}</Badge> },
    { key: "source", title: r.basis, render: (a) => <span title={a.source}>{a.origin === "program" ? `${p.programOffer} · ${a.source}` : a.source}</span> },
    { key: "origin", title: p.origin, width: 130, render: (a) => p.origins[a.origin] },
    { key: "changes", title: p.changes, width: 90, end: true, render: (a) => a.changes },
    { key: "from", title: p.from, width: 120, render: (a) => <span className="num">{a.in_force_from}</span> },
    { key: "by", title: p.by, width: 110, render: (a) => who(a.proposed_by) },
    { key: "at", title: p.at, width: 150, render: (a) => <span className="num soft">{minute(a.proposed_at)}</span> },
    { key: "closed", title: p.closed, width: 190, render: (a) => (a.closed_by ? <span className="soft">{who(a.closed_by)} <span className="num">{minute(a.closed_at ?? "")}</span></span> : "") },
  ];
  return <RowTable label={r.tabs.proposals} columns={columns} rows={amendments} rowKey={(a) => a.id} onOpen={(a) => void navigate(`/rulebook/proposals/${a.id}`)} keyboard minWidth={980} />;
}
