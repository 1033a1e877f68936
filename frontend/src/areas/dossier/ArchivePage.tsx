import { Button, Checkbox, Input, InputNumber, Segmented, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { type ArchivedDossier, type Disposal, download, type DossierRound, useMay, usePeople, useSession } from "@/api";
import { day, today } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page, Panel } from "@/ui/Page";
import { Pager } from "@/ui/Pager";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useNotify } from "@/ui/notify";
import { DialogFrame, Line } from "./Dialogs";
import { archivePage, type ArchiveStep, useArchive, useArchiveStep, useDisposals, useRounds } from "./queries";
import { ScorePanel } from "./ScorePanel";
import "./dossier.css";

/** ArchivePage is the archive: the dossiers, what becomes of those whose time is over, and the rounds of review. */
export function ArchivePage() {
  const t = useText().dossier;
  const [tab, setTab] = useState("list");
  return (
    <Page title={t.archiveTitle2} actions={<Segmented value={tab} onChange={setTab} options={[{ value: "list", label: t.archiveTitle2 }, { value: "disposals", label: t.disposals }, { value: "rounds", label: t.rounds }]} />}>
      {tab === "list" && <List />}
      {tab === "disposals" && <Disposals />}
      {tab === "rounds" && <Rounds />}
    </Page>
  );
}

function List() {
  const [offset, setOffset] = useState(0);
  const query = useArchive(offset);
  return (
    <Loaded query={query} lines={8}>
      {(data) => (
        <>
          <Dossiers key={offset} rows={data.dossiers} />
          {data.total > archivePage && <Pager total={data.total} offset={offset} limit={archivePage} onMove={setOffset} />}
        </>
      )}
    </Loaded>
  );
}

function Dossiers({ rows }: { rows: ArchivedDossier[] }) {
  const t = useText().dossier;
  const navigate = useNavigate();
  const keeper = useMay()("case.archive");
  const [chosen, setChosen] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const toggle = (id: string) => setChosen((c) => (c.includes(id) ? c.filter((x) => x !== id) : [...c, id]));
  const columns: Column<ArchivedDossier>[] = [
    ...(keeper ? [{ key: "pick", title: "", width: 36, render: (r: ArchivedDossier) => <span onClick={(e) => e.stopPropagation()}><Checkbox checked={chosen.includes(r.id)} disabled={r.destroyed !== ""} aria-label={r.no} onChange={() => toggle(r.id)} /></span> }] : []),
    { key: "archive", title: t.archiveNo, width: 100, render: (r) => <span className="num">{r.archive || "—"}</span> },
    { key: "title", title: t.title, render: (r) => <span title={r.title}>{r.title}</span> },
    { key: "no", title: t.no, width: 190, render: (r) => <span className="num soft">{r.no}</span> },
    { key: "on", title: t.archivedOn, width: 110, render: (r) => <span className="num">{r.archived_on}</span> },
    { key: "kept", title: t.retention, width: 190, render: (r) => <span>{r.permanent ? t.permanent : r.until ? `${r.kept} ${t.until(r.until)}` : "—"}</span> },
    { key: "state", title: t.state, width: 220, render: (r) => <StateOf row={r} /> },
  ];
  if (rows.length === 0) {
    return <Nothing title={t.noArchive} hint={t.noArchiveHint} />;
  }
  return (
    <Panel flush title={t.archiveTitle2} extra={keeper && <Button size="small" disabled={chosen.length === 0} title={chosen.length === 0 ? t.chooseFirst : undefined} onClick={() => setAsking(true)}>{t.propose}</Button>}>
      <RowTable label={t.archiveTitle2} columns={columns} rows={rows} rowKey={(r) => r.id} onOpen={(r) => void navigate(`/cases/${r.id}/dossier`)} keyboard minWidth={980} />
      {asking && <ProposeDialog cases={chosen} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function StateOf({ row }: { row: ArchivedDossier }) {
  const t = useText().dossier;
  if (row.destroyed) {
    return <Badge tone="red">{t.destroyed(row.destroyed)}</Badge>;
  }
  return (
    <span className="row">
      {row.borrower ? <Badge tone={row.late ? "red" : "amber"}>{row.late ? t.late : ""} {t.stateOut(row.borrower, row.due_on)}</Badge> : row.locked ? <span className="soft">{t.stateClosed}</span> : <Badge tone="amber">{t.stateOpen}</Badge>}
      {row.over && <Badge tone="amber">{t.over}</Badge>}
    </span>
  );
}

function ProposeDialog({ cases, onClose }: { cases: string[]; onClose: () => void }) {
  const t = useText().dossier;
  const notify = useNotify();
  const run = useArchiveStep();
  const [opinion, setOpinion] = useState<"destroy" | "extend">("extend");
  const [months, setMonths] = useState(120);
  const [reason, setReason] = useState("");
  const go = () => run.mutate({ step: "propose", cases, opinion, months: opinion === "extend" ? months : 0, reason }, { onSuccess: () => { notify.done(t.proposed); onClose(); } });
  return (
    <DialogFrame title={t.propose} ok={t.propose} ready={reason.trim() !== ""} pending={run.isPending} onOk={go} onClose={onClose}>
      <p className="soft">{t.proposeHint}</p>
      <Line label={t.opinion}><Select value={opinion} onChange={setOpinion} options={[{ value: "extend" as const, label: t.extend }, { value: "destroy" as const, label: t.destroy }]} /></Line>
      {opinion === "extend" && <Line label={t.months}><InputNumber min={1} max={1200} value={months} onChange={(n) => setMonths(n ?? 1)} /></Line>}
      <Line label={t.reason}><Input.TextArea rows={3} value={reason} onChange={(e) => setReason(e.target.value)} /></Line>
    </DialogFrame>
  );
}

function Disposals() {
  const t = useText().dossier;
  const query = useDisposals();
  return <Loaded query={query} lines={6}>{(rows) => (rows.length === 0 ? <Nothing title={t.noDisposals} hint={t.proposeHint} /> : <div className="stack stack-loose">{rows.map((d) => <DisposalPanel key={d.id} disposal={d} />)}</div>)}</Loaded>;
}

function DisposalPanel({ disposal: d }: { disposal: Disposal }) {
  const t = useText().dossier;
  const may = useMay();
  const me = useSession().data?.person;
  const roles = usePeople().data?.find((p) => p.id === me?.id)?.roles ?? me?.roles ?? [];
  const [asking, setAsking] = useState<"approve" | "refuse" | "carry-out">();
  const approver = roles.some((r) => ["leader", "head", "chief"].includes(r)) && d.proposed_by.id !== me?.id && !d.approvals.some((a) => a.by.id === me?.id);
  return (
    <Panel title={<>{d.opinion === "destroy" ? t.destroy : t.extend} <Badge tone={d.state === "proposed" ? "amber" : "quiet"}>{t.dstates[d.state as keyof typeof t.dstates]}</Badge> <span className="soft small">{t.approvals(d.approvals.length)}</span></>}
      extra={<span className="row">
        {d.state === "proposed" && approver && <><Button size="small" type="primary" onClick={() => setAsking("approve")}>{t.approve}</Button><Button size="small" onClick={() => setAsking("refuse")}>{t.refuse}</Button></>}
        {d.state === "proposed" && may("case.archive") && <Button size="small" onClick={() => setAsking("carry-out")}>{t.carryOut}</Button>}
        <Button size="small" onClick={() => void download("GET", `/api/disposals/${d.id}/report/pdf`)}>{t.report}</Button>
      </span>}>
      <p>{d.reason} <span className="soft">{t.by(d.proposed_by.name, day(d.proposed_at))}</span></p>
      <ul className="round-cases">{d.cases.map((c) => <li key={c.id}><span className="num soft">{c.no}</span> {c.title}</li>)}</ul>
      {d.approvals.map((a) => <p key={a.by.id} className="soft">{t.approve} · {t.by(a.by.name, day(a.at))} {a.note}</p>)}
      {d.note && <p className="soft">{t.witnesses}: {d.note}</p>}
      {asking && <WordsDialog title={{ approve: t.approve, refuse: t.refuse, "carry-out": t.carryOut }[asking]} label={asking === "carry-out" ? t.witnesses : t.reason} optional={asking === "approve"} step={(reason) => ({ step: asking, id: d.id, reason })} onClose={() => setAsking(undefined)} />}
    </Panel>
  );
}

function WordsDialog({ title, label, optional, step, onClose }: { title: string; label: string; optional: boolean; step: (text: string) => ArchiveStep; onClose: () => void }) {
  const run = useArchiveStep();
  const [text, setText] = useState("");
  return (
    <DialogFrame title={title} ok={title} ready={optional || text.trim() !== ""} pending={run.isPending} onOk={() => run.mutate(step(text), { onSuccess: onClose })} onClose={onClose}>
      <Line label={label}><Input.TextArea autoFocus rows={3} value={text} onChange={(e) => setText(e.target.value)} /></Line>
    </DialogFrame>
  );
}

function Rounds() {
  const t = useText().dossier;
  const query = useRounds();
  const [asking, setAsking] = useState(false);
  return (
    <div className="stack stack-loose">
      <div className="row"><span className="soft">{t.drawHint}</span><span className="grow" /><Button type="primary" onClick={() => setAsking(true)}>{t.draw}</Button></div>
      <Loaded query={query} lines={6}>{(rows) => (rows.length === 0 ? <Nothing title={t.noRounds} hint={t.drawHint} /> : <>{rows.map((r) => <RoundPanel key={r.id} round={r} />)}</>)}</Loaded>
      {asking && <DrawDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

function RoundPanel({ round }: { round: DossierRound }) {
  const t = useText().dossier;
  const [open, setOpen] = useState<string>();
  return (
    <Panel title={<>{round.title} <span className="soft small num">{t.pool(round.pool, round.cases.length)}</span></>} extra={<Button size="small" onClick={() => void download("GET", `/api/dossier-rounds/${round.id}/table`)}>{t.table}</Button>}>
      <p className="soft small">{t.seed} <code>{round.seed}</code> · {t.poolSum} <code>{round.pool_sum.slice(0, 16)}</code> · {t.by(round.by.name, day(round.at))}</p>
      <ul className="stack">
        {round.cases.map((c) => (
          <li key={c.id} className="stack">
            <span className="row"><Button type="link" size="small" onClick={() => setOpen(open === c.id ? undefined : c.id)}>{c.title}</Button><span className="num faint">{c.no}</span><span className="grow" />{c.scored ? <Badge tone={c.grade === "fail" ? "red" : "accent"}>{t.points(String(c.tenths / 10))} · {t.grades[c.grade as keyof typeof t.grades]}</Badge> : <span className="faint">{t.notScored}</span>}</span>
            {open === c.id && <ScorePanel id={c.id} round={round.id} title={t.review} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DrawDialog({ onClose }: { onClose: () => void }) {
  const t = useText().dossier;
  const run = useArchiveStep();
  const now = today();
  const [draw, setDraw] = useState({ title: "", seed: "", size: 10, from: `${now.slice(0, 4)}-01-01`, to: now });
  const set = (part: Partial<typeof draw>) => setDraw((d) => ({ ...d, ...part }));
  return (
    <DialogFrame title={t.draw} ok={t.draw} ready={draw.title.trim() !== "" && draw.seed.trim() !== ""} pending={run.isPending} onOk={() => run.mutate({ step: "draw", ...draw }, { onSuccess: onClose })} onClose={onClose}>
      <Line label={t.roundTitle}><Input autoFocus value={draw.title} onChange={(e) => set({ title: e.target.value })} /></Line>
      <Line label={t.seed}><Input value={draw.seed} placeholder={t.seedHint} onChange={(e) => set({ seed: e.target.value })} /></Line>
      <Line label={t.size}><InputNumber min={1} max={500} value={draw.size} onChange={(n) => set({ size: n ?? 1 })} /></Line>
      <div className="dossier-grid"><Line label={t.from}><Input type="date" value={draw.from} onChange={(e) => set({ from: e.target.value })} /></Line><Line label={t.to}><Input type="date" value={draw.to} onChange={(e) => set({ to: e.target.value })} /></Line></div>
    </DialogFrame>
  );
}
