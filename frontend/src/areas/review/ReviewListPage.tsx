import { Checkbox } from "antd";
import { useEffect } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { nameOf, type ReviewRow, useNames } from "@/api";
import { day } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useReviews } from "./queries";
import { Progress, StateBadge } from "./standing";
import "./review.css";

const isClosed = (row: ReviewRow) => row.state === "signed" || row.state === "returned";

/** byUrgency puts the open ones first, the soonest due at the top, then what is done, the latest first. */
export function byUrgency(a: ReviewRow, b: ReviewRow): number {
  return Number(isClosed(a)) - Number(isClosed(b)) || (isClosed(a) ? b.submitted_at.localeCompare(a.submitted_at) : a.due_on.localeCompare(b.due_on));
}

/** ReviewListPage is the queue of legal review, the most urgent first. */
export function ReviewListPage() {
  const t = useText();
  const r = t.review;
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const mine = search.get("mine") === "true";
  const open = search.get("open") !== "false";
  const query = useReviews({ mine: mine || undefined, open: open || undefined });
  useEffect(() => void import("./ReviewDeskPage"), []); // where most go from here
  const set = (name: string, value: string | undefined) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === undefined) {
        next.delete(name);
      } else {
        next.set(name, value);
      }
      return next;
    }, { replace: true });
  return (
    <Page
      title={r.title}
      actions={<div className="row"><Link to="/reviews/quality">{t.quality.link}</Link><Checkbox checked={mine} onChange={(e) => set("mine", e.target.checked ? "true" : undefined)}>{r.mine}</Checkbox><Checkbox checked={open} onChange={(e) => set("open", e.target.checked ? undefined : "false")}>{r.open}</Checkbox></div>}
    >
      <Loaded query={query}>
        {(rows) => (rows.length === 0 ? <Nothing title={open ? r.allDone : r.empty} hint={r.emptyHint} /> : <Queue rows={rows} onOpen={(row) => void navigate(`/reviews/${row.id}`)} />)}
      </Loaded>
    </Page>
  );
}

function Queue({ rows, onOpen }: { rows: ReviewRow[]; onOpen: (row: ReviewRow) => void }) {
  const t = useText();
  const r = t.review;
  const pick = usePick();
  const names = useNames();
  const columns: Column<ReviewRow>[] = [
    { key: "case", title: r.caseName, render: (x) => <div><div className="one-line" title={x.case_title}>{x.case_title}</div><div className="faint small num">{x.case_no || t.casefile.list.notNumbered} · {r.roundN(x.round)}</div></div> },
    { key: "state", title: r.state, width: 132, render: (x) => <span className="row"><StateBadge row={x} />{x.practice !== "" && <Badge tone="amber">{t.reviewers.practice[x.practice]}</Badge>}</span> },
    { key: "progress", title: r.progress, width: 150, render: (x) => <Progress done={x.items_done} total={x.items_total} /> },
    { key: "reviewer", title: r.reviewer, width: 96, render: (x) => x.reviewer?.name ?? <span className="faint">—</span> },
    { key: "by", title: r.by, width: 90, render: (x) => <span className="soft">{nameOf(x.submitted_by)}</span> },
    { key: "at", title: r.submitted, width: 104, render: (x) => <span className="num soft">{day(x.submitted_at)}</span> },
    { key: "due", title: r.due, width: 116, render: (x) => <span className={`num ${x.overdue ? "tone-red" : ""}`}>{x.due_on}</span> },
    { key: "opinion", title: r.opinion, width: 156, render: (x) => (x.opinion ? <span title={pick(names.opinion(x.opinion))}>{pick(names.opinion(x.opinion))}</span> : <span className="faint">—</span>) },
  ];
  return <RowTable label={r.title} columns={columns} rows={[...rows].sort(byUrgency)} rowKey={(x) => x.id} onOpen={onOpen} keyboard minWidth={1060} />;
}
