import { Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { type DisclosureRow, type DisclosureState, download, nameOf, useCan } from "@/api";
import { today } from "@/format";
import { useText } from "@/text";
import { Badge, Due, type Tone } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { AnswersDialog } from "./AnswersDialog";
import { useDisclosures, usePublish } from "./queries";
import "./disclosure.css";

export const stateTones: Record<DisclosureState, Tone> = { to_judge: "amber", masking: "accent", checking: "amber", approved: "accent", published: "quiet", withheld: "plain", withdrawn: "plain", taken_down: "plain" };
const order: DisclosureState[] = ["to_judge", "masking", "checking", "approved", "published", "withheld", "withdrawn", "taken_down"];

/** isOpen tells whether a period still runs towards publication. */
export function isOpen(row: DisclosureRow): boolean {
  return row.due_on !== "" && !["published", "withheld", "withdrawn", "taken_down"].includes(row.state);
}

/** DisclosureListPage is the queue of what must be published, by when. */
export function DisclosureListPage() {
  const t = useText();
  const d = t.disclosure;
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") ?? "";
  const overdue = search.get("overdue") === "true";
  const query = useDisclosures({ state: state || undefined, overdue: overdue || undefined });
  const first = query.data?.first_pass;
  const set = (name: string, value: string) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value === "") {
        next.delete(name);
      } else {
        next.set(name, value);
      }
      return next;
    }, { replace: true });
  return (
    <Page title={d.title} actions={<><Button onClick={() => void navigate("/disclosures/annual")}>{d.annual.title}</Button><NoticeBoard /><AnswersButton /><PublishButton /></>}>
      <div className="row row-wrap" style={{ marginBottom: 10 }}>
        <Segmented value={state} onChange={(v) => set("state", v)} options={[{ value: "", label: d.all }, ...order.map((s) => ({ value: s as string, label: d.states[s] }))]} />
        <Checkbox checked={overdue} onChange={(e) => set("overdue", e.target.checked ? "true" : "")}>{d.overdueOnly}</Checkbox>
        {first && first.answered > 0 && <span className="small soft grow" style={{ textAlign: "end" }}>{d.after.firstPass(first.accepted, first.answered)}</span>}
      </div>
      <Loaded query={query}>
        {({ disclosures: rows }) => (rows.length === 0 ? <Nothing title={state || overdue ? d.noMatch : d.empty} hint={d.emptyHint} /> : <Queue rows={rows} onOpen={(row) => void navigate(`/disclosures/${row.id}`)} />)}
      </Loaded>
    </Page>
  );
}

function Queue({ rows, onOpen }: { rows: DisclosureRow[]; onOpen: (row: DisclosureRow) => void }) {
  const t = useText();
  const d = t.disclosure;
  const columns: Column<DisclosureRow>[] = [
    { key: "case", title: d.caseName, render: (x) => <span title={x.case_title}>{x.case_title}</span> },
    { key: "no", title: d.decisionNo, width: 200, render: (x) => <span className="num">{x.decision_no}</span> },
    { key: "state", title: d.state, width: 104, render: (x) => <Badge tone={stateTones[x.state]}>{d.states[x.state]}</Badge> },
    { key: "by", title: d.preparedBy, width: 104, render: (x) => nameOf(x.prepared_by) || <span className="faint">—</span> },
    { key: "ok", title: d.approvedBy, width: 104, render: (x) => nameOf(x.approved_by) || <span className="faint">—</span> },
    { key: "on", title: d.due, width: 112, render: (x) => <span className="num soft">{x.due_on || "—"}</span> },
    { key: "left", title: d.left, width: 210, end: true, render: (x) => (isOpen(x) ? <Due days={x.days_left} on={x.due_on} /> : <After row={x} />) },
  ];
  return <RowTable label={d.title} columns={columns} rows={rows} rowKey={(x) => x.id} onOpen={onOpen} keyboard minWidth={1000} />;
}

const daysTo = (day: string) => Math.round((Date.parse(day) - Date.parse(today())) / 86_400_000);

/** After is what is still to be done once a decision was public. */
function After({ row }: { row: DisclosureRow }) {
  const a = useText().disclosure.after;
  if (row.withdraw_by) {
    return <span className="row"><Badge tone="red">{a.amended}</Badge><Due on={row.withdraw_by} days={daysTo(row.withdraw_by)} /></span>;
  }
  if (row.to_recall) {
    return <Badge tone="red">{a.recallLeft(row.to_recall)}</Badge>;
  }
  if (row.to_upload) {
    return <span className="row"><Badge tone="amber">{a.uploadLeft(row.to_upload)}</Badge>{row.upload_by && <Due on={row.upload_by} days={row.upload_left ?? 0} />}</span>;
  }
  return row.assess_by && daysTo(row.assess_by) < 60 ? <span className="row"><Badge tone="plain">{a.assessAgain}</Badge><Due on={row.assess_by} days={daysTo(row.assess_by)} /></span> : <span className="faint">—</span>;
}

function NoticeBoard() {
  const d = useText().disclosure;
  const can = useCan();
  const notify = useNotify();
  return <ReasonButton reason={can("publish") ? undefined : d.desk.needPublisher} title={d.boardHint} onClick={() => void download("GET", "/api/notice-board").catch(notify.failed)}>{d.board}</ReasonButton>;
}

function AnswersButton() {
  const d = useText().disclosure;
  const can = useCan();
  const [open, setOpen] = useState(false);
  return <><ReasonButton reason={can("publish") ? undefined : d.desk.needPublisher} title={d.answers.hint} onClick={() => setOpen(true)}>{d.answers.title}</ReasonButton>{open && <AnswersDialog onClose={() => setOpen(false)} />}</>;
}

function PublishButton() {
  const t = useText();
  const d = t.disclosure;
  const can = useCan();
  const notify = useNotify();
  const ready = useDisclosures({ state: "approved" }).data;
  const approved = ready?.disclosures.length ?? 0;
  const lists = ready?.lists ?? 0;
  const waiting = approved + lists + (ready?.notices ?? 0);
  const publish = usePublish();
  const reason = !can("publish") ? d.desk.needPublisher : waiting === 0 ? d.publishNone : undefined;
  return <ReasonButton type="primary" reason={reason} title={d.publishWaiting(approved, lists, ready?.notices ?? 0)} loading={publish.isPending} onClick={() => publish.mutate(undefined, { onSuccess: () => notify.done(d.publishStarted) })}>{d.publish}{waiting > 0 ? ` (${waiting})` : ""}</ReasonButton>;
}
