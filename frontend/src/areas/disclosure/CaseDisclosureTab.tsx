import { Link } from "react-router";
import { type DisclosureRow, nameOf, useTheCase } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";
import { isOpen, stateTones } from "./DisclosureListPage";
import { Showings } from "./Showings";
import "./disclosure.css";

/** CaseDisclosureTab says how far the publication of a case has come. */
export function CaseDisclosureTab() {
  const t = useText();
  const { disclosure: row, id } = useTheCase();
  return (
    <div className="page stack stack-loose">
      {row ? <Sheet row={row} /> : <Panel><Nothing title={t.disclosure.none} hint={t.disclosure.noneHint} /></Panel>}
      <Showings caseId={id} />
    </div>
  );
}

function Sheet({ row }: { row: DisclosureRow }) {
  const t = useText();
  const d = t.disclosure;
  const facts: [string, React.ReactNode][] = [
    [d.state, <Badge key="s" tone={stateTones[row.state]}>{d.states[row.state]}</Badge>], [d.decisionNo, row.decision_no], [d.due, <span key="d" className="row"><span className="num">{row.due_on || "—"}</span>{isOpen(row) && <Due days={row.days_left} />}</span>],
    [d.preparedBy, nameOf(row.prepared_by) || "—"], [d.approvedBy, nameOf(row.approved_by) || "—"], [d.publishedAt, row.published_at ? minute(row.published_at) : "—"],
  ];
  return (
    <Panel title={d.title} extra={<Link to={`/disclosures/${row.id}`}>{d.openDesk}</Link>}>
      <dl className="facts">{facts.map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </Panel>
  );
}
