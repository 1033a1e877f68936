import { Button, Drawer, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Coverage, type Unsearched, useCan } from "@/api";
import { count } from "@/format";
import { usePick, useText } from "@/text";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useCoverage, useRecognition, useRetry, useUnsearched } from "./queries";

/** CoverageMeter says in one line how much cannot be searched and why, and opens the list of it. */
export function CoverageMeter() {
  const s = useText().search.coverage;
  const data = useCoverage().data;
  const [open, setOpen] = useState(false);
  if (data === undefined || data.unsearchable === 0) {
    return null;
  }
  const parts = data.gaps.map((gap) => s.part(causeOf(s.causes, gap.cause), count(gap.pages))).join(s.comma);
  return (
    <>
      <button type="button" className="plain-button small tone-amber coverage-meter" onClick={() => setOpen(true)}>{s.meter(count(data.unsearchable), count(data.pages), parts)}</button>
      {open && <CoverageDrawer data={data} onClose={() => setOpen(false)} />}
    </>
  );
}

function causeOf(causes: Record<string, string>, cause: string): string {
  return causes[cause] ?? causes.other ?? cause;
}

function CoverageDrawer({ data, onClose }: { data: Coverage; onClose: () => void }) {
  const s = useText().search.coverage;
  const pick = usePick();
  const can = useCan();
  const retry = useRetry();
  const running = useRecognition();
  const [cause, setCause] = useState("");
  const list = useUnsearched(cause);
  return (
    <Drawer
      open onClose={onClose} title={s.title} size={860}
      extra={<ReasonButton type="primary" title={s.retryHint} reason={can("importPapers") ? undefined : s.needs} loading={retry.isPending || running !== undefined} onClick={() => retry.mutate()}>{s.retry}</ReasonButton>}
    >
      <div className="stack">
        {data.recognition && <div className="problem problem-quiet" role="status"><strong>{pick(data.recognition.message)}</strong> {pick(data.recognition.hint)}</div>}
        {running && <div className="small soft num" role="status">{s.running(running.done, running.total)}</div>}
        <Segmented value={cause} onChange={setCause} aria-label={s.cause} options={[{ value: "", label: s.all }, ...data.gaps.map((gap) => ({ value: gap.cause, label: `${causeOf(s.causes, gap.cause)} ${count(gap.pages)}` }))]} />
        <Loaded query={list} lines={8}>{(found) => <UnsearchedList items={found.pages.flatMap((page) => page.items)} more={list.hasNextPage ? () => void list.fetchNextPage() : undefined} loading={list.isFetchingNextPage} />}</Loaded>
      </div>
    </Drawer>
  );
}

function UnsearchedList({ items, more, loading }: { items: Unsearched[]; more?: () => void; loading: boolean }) {
  const t = useText();
  const s = t.search.coverage;
  const pick = usePick();
  const columns: Column<Unsearched>[] = [
    { key: "title", title: s.paper, wrap: true, render: (u) => (u.paper === undefined ? <span title={s.inArchive}>{u.title}</span> : <Link to={`/cases/${u.case}/papers/${u.paper}${u.page > 0 ? `?page=${u.page}` : ""}`}>{u.title}</Link>) },
    { key: "page", title: s.page, width: 140, render: (u) => <span className="num">{u.page > 0 ? t.common.page(u.page) : s.whole(count(u.pages))}</span> },
    { key: "cause", title: s.cause, width: 270, wrap: true, render: (u) => <>{causeOf(s.causes, u.cause)}{u.cause === "low" && <span className="faint num"> · {s.confidence(u.confidence)}</span>}{u.reason && <div className="small soft">{pick(u.reason)}</div>}</> },
    { key: "case", title: s.caseName, width: 190, render: (u) => <Link className="small" to={`/cases/${u.case}`}>{u.case_no}</Link> },
  ];
  if (items.length === 0) {
    return <Nothing title={s.none} />;
  }
  return (
    <>
      <RowTable label={s.title} columns={columns} rows={items} rowKey={(u) => `${u.paper ?? u.title}-${u.page}-${u.cause}`} />
      {more && <Button size="small" loading={loading} onClick={more}>{t.common.next}</Button>}
    </>
  );
}
