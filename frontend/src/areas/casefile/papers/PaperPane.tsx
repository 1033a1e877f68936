import { InfoCircleOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Popover } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Link, useNavigate } from "react-router";
import { nameOf, type PaperDetail, useCan, usePaperText } from "@/api";
import { bytes, minute } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { titleOf } from "@/ui/paper/PaperList";
import { PaperView } from "@/ui/paper/PaperView";
import { Loaded, Waiting } from "@/ui/states";
import { useJoin, usePaperChange } from "../queries";

const DraftEditor = lazy(() => import("./DraftEditor").then((m) => ({ default: m.DraftEditor })));
const SortDialog = lazy(() => import("./SortDialog").then((m) => ({ default: m.SortDialog })));
const SplitDialog = lazy(() => import("./SplitDialog").then((m) => ({ default: m.SplitDialog })));
const Versions = lazy(() => import("./Versions").then((m) => ({ default: m.Versions })));

interface PaperPaneProps { paper: PaperDetail; caseId: string; page: number; quote?: string; onPage: (page: number) => void }

/** PaperPane is an open paper: what it is and why it was put there, and the paper itself or the editor of a draft. */
export function PaperPane({ paper, caseId, page, quote, onPage }: PaperPaneProps) {
  const t = useText();
  const p = t.casefile.papers;
  const pick = usePick();
  const can = useCan();
  const [mode, setMode] = useState<"read" | "edit" | "sort" | "split" | "versions">("read");
  const confirm = usePaperChange(paper.id, caseId);
  const join = useJoin(paper.id, caseId);
  const navigate = useNavigate();
  const open = (id: string) => void navigate(`/cases/${caseId}/papers/${id}`, { replace: true });
  const may = can("editPapers");
  const read = () => setMode("read");
  return (
    <>
      <div className="paper-head">
        <strong className="one-line" title={paper.file_name}>{titleOf(paper, pick)}</strong>
        <Badge tone={paper.sort_confirmed ? "quiet" : "amber"} title={`${paper.code} ${p.sortedBecause}${t.common.sep}${pick(paper.sort_reason)}`}>{paper.code === "" ? p.unsorted : pick(paper.name)}</Badge>
        {paper.status !== "read" && <Badge tone={paper.status === "unreadable" ? "red" : "amber"} title={pick(paper.reason)}>{p.status[paper.status]}</Badge>}
        {paper.split_from !== "" && <Badge title={paper.file_name}>{t.casefile.split.partOf(paper.first, paper.first + paper.pages_count - 1)}</Badge>}
        <span className="soft num">{paper.on}</span>
        {paper.no && <span className="soft">{paper.no}</span>}
        <span className="grow" />
        {may && !paper.sort_confirmed && paper.code && <Button size="small" loading={confirm.isPending} title={pick(paper.sort_reason)} onClick={() => confirm.mutate({ code: paper.code })}>{p.confirmSort}</Button>}
        {may && <Button size="small" onClick={() => setMode("sort")}>{p.resort}</Button>}
        {may && splits(paper) && <Button size="small" title={t.casefile.split.splitHint} onClick={() => setMode("split")}>{t.casefile.split.split}</Button>}
        {may && paper.split_from !== "" && <Popconfirm title={t.casefile.split.joinAsk} okText={t.casefile.split.join} cancelText={t.common.cancel} onConfirm={() => join.mutate(undefined, { onSuccess: (made) => open(made.papers[0] ?? "") })}><Button size="small" loading={join.isPending}>{t.casefile.split.join}</Button></Popconfirm>}
        {may && paper.draft && mode !== "edit" && <Button size="small" type="primary" onClick={() => setMode("edit")}>{p.editDraft}</Button>}
        {paper.twins.length > 0 && <Popover trigger="click" placement="bottomRight" title={p.twins} content={<Twins twins={paper.twins} />}><Button size="small">{p.twinsN(paper.twins.length)}</Button></Popover>}
        {paper.versions.length > 1 && <Button size="small" onClick={() => setMode("versions")}>{p.versions} {paper.versions.length}</Button>}
        <Popover trigger="click" placement="bottomRight" title={p.details} content={<Details paper={paper} />}>
          <Button size="small" type="text" icon={<InfoCircleOutlined />} aria-label={p.details} title={p.details} />
        </Popover>
      </div>
      <Suspense fallback={<Waiting />}>
        {mode === "edit" ? <WithText id={paper.id}>{(whole) => <DraftEditor paper={whole} caseId={caseId} onClose={read} />}</WithText> : <PaperView paper={paper} page={page} quote={quote} onPage={onPage} />}
        {mode === "sort" && <SortDialog paper={paper} caseId={caseId} onClose={read} />}
        {mode === "split" && <SplitDialog paper={paper} caseId={caseId} onClose={read} onDone={open} />}
        {mode === "versions" && <WithText id={paper.id}>{(whole) => <Versions paper={whole} onClose={read} />}</WithText>}
      </Suspense>
    </>
  );
}

/** splits tells whether a file may hold several papers. */
function splits(paper: PaperDetail): boolean {
  return paper.pages_count > 1 && !paper.draft && !paper.signed && paper.status !== "unreadable" && (paper.media === "application/pdf" || paper.media === "application/ofd");
}

/** WithText reads the text of a whole paper, which only those need who change or compare it. */
function WithText({ id, children }: { id: string; children: (paper: PaperDetail) => ReactNode }) {
  return <Loaded query={usePaperText(id)}>{children}</Loaded>;
}

/** Twins are the papers of other cases that are the very same file. */
function Twins({ twins }: { twins: PaperDetail["twins"] }) {
  return <ul className="stack" style={{ width: 420 }}>{twins.map((x) => <li key={x.paper}><Link to={`/cases/${x.case}/papers/${x.paper}`}>{x.title}</Link> <span className="soft small num">{x.case_no} {x.case_title}</span></li>)}</ul>;
}

function Details({ paper }: { paper: PaperDetail }) {
  const t = useText();
  const p = t.casefile.papers;
  const pick = usePick();
  const rows: [string, string][] = [
    [p.file, paper.file_name], [p.size, bytes(paper.size)], [p.on, paper.on], [p.servedOn, paper.served_on], [p.approvedBy, paper.approved_by], [p.no, paper.no],
    [p.sortedBecause, pick(paper.sort_reason)], [p.added, `${nameOf(paper.added_by)} ${minute(paper.added_at)}`], [p.hash, paper.sha256],
  ];
  return (
    <dl style={{ width: 420 }}>
      {rows.filter(([, value]) => value !== "").map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd className={label === p.hash ? "mono small" : undefined}>{value}</dd></div>)}
    </dl>
  );
}
