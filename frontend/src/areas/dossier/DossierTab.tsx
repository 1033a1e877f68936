import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { download, type Dossier, type DossierEntry, nameOf, useMay, useTheCase } from "@/api";
import { bytes, capital, day } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { LoanDialog, MakeDialog, ParticularsDialog, ReasonDialog } from "./Dialogs";
import { useDossier, useDossierStep, useVolumeJob } from "./queries";
import { ScorePanel } from "./ScorePanel";
import "./dossier.css";

/** DossierTab is the archive volume of a case: what is missing, what each volume holds, what was made, lent and closed. */
export function DossierTab() {
  const data = useTheCase();
  const query = useDossier(data.id);
  return <div className="page"><Loaded query={query} lines={9}>{(dossier) => <Frame id={data.id} dossier={dossier} />}</Loaded></div>;
}

type Open = "make" | "call" | "archive" | "reopen" | "close" | "particulars" | "lend" | { loan: string };

function Frame({ id, dossier }: { id: string; dossier: Dossier }) {
  const t = useText().dossier;
  const [open, setOpen] = useState<Open>();
  const shut = () => setOpen(undefined);
  return (
    <div className="stack stack-loose">
      <State dossier={dossier} onOpen={setOpen} />
      <MissingList dossier={dossier} id={id} />
      <Volume id={id} title={t.front} side="front" entries={dossier.front} dossier={dossier} />
      {dossier.recordings > 0 && <p className="soft">{t.recordings(dossier.recordings)}</p>}
      <Volume id={id} title={t.back} side="back" entries={dossier.back} dossier={dossier} />
      <MadeList id={id} dossier={dossier} />
      <ScorePanel id={id} round="" title={t.selfCheck} />
      <Particulars dossier={dossier} onOpen={setOpen} />
      <Loans dossier={dossier} onOpen={setOpen} />
      {(open === "make" || open === "call") && <MakeDialog id={id} call={open === "call"} onClose={shut} />}
      {open === "archive" && <ReasonDialog id={id} title={t.archiveTitle} hint={t.archiveHint} label={t.archiveNote} done={t.archived} optional step={(note) => ({ step: "archive", note })} onClose={shut} />}
      {open === "reopen" && <ReasonDialog id={id} title={t.reopen} hint={t.reopenHint} label={t.reopenReason} done={t.reopened} step={(reason) => ({ step: "reopen", reason })} onClose={shut} />}
      {open === "close" && <ReasonDialog id={id} title={t.close} label={t.archiveNote} done={t.closed} optional step={(reason) => ({ step: "close", reason })} onClose={shut} />}
      {open === "particulars" && <ParticularsDialog id={id} dossier={dossier} onClose={shut} />}
      {open === "lend" && <LoanDialog id={id} onClose={shut} />}
      {typeof open === "object" && <ReasonDialog id={id} title={t.giveBack} label={t.condition} done={t.lent} step={(reason) => ({ step: "return", loan: open.loan, reason })} onClose={shut} />}
    </div>
  );
}

function State({ dossier, onOpen }: { dossier: Dossier; onOpen: (open: Open) => void }) {
  const t = useText().dossier;
  const may = useMay();
  const musts = dossier.missing.some((m) => m.level === "must");
  const kept = dossier.permanent ? t.permanent : dossier.kept_until ? t.until(dossier.kept_until) : "";
  return (
    <div className="row row-wrap">
      <strong>{dossier.locked ? t.locked(day(dossier.locked_at), nameOf(dossier.locked_by)) : dossier.archived ? t.open : t.working}</strong>
      {kept && <Badge tone="accent">{t.kept} {kept}</Badge>}
      <span className="grow" />
      <Button onClick={() => onOpen("call")}>{t.call}</Button>
      {dossier.locked && <Button onClick={() => onOpen("reopen")}>{t.reopen}</Button>}
      {!dossier.locked && dossier.archived && <Button onClick={() => onOpen("close")}>{t.close}</Button>}
      {!dossier.archived && <ReasonButton reason={dossier.may_archive ? undefined : may("case.archive") || may("case.work") ? t.notYet : t.notYours} danger={musts} onClick={() => onOpen("archive")}>{t.archive}</ReasonButton>}
      <Button type="primary" onClick={() => onOpen("make")}>{t.make}</Button>
    </div>
  );
}

function MissingList({ dossier, id }: { dossier: Dossier; id: string }) {
  const t = useText().dossier;
  const pick = usePick();
  if (dossier.missing.length === 0) {
    return <p className="tone-accent">{t.whole}</p>;
  }
  return (
    <Panel title={t.missing}>
      <ul className="stack">
        {dossier.missing.map((m, i) => (
          <li key={i} className={m.level === "must" ? "stop stop-block row" : "stop row"}>
            <span>{capital(pick(m.message))}{m.article && <span className="faint small"> · <Article text={m.article} /></span>}</span>
            <span className="grow" />
            <Link to={m.paper ? `/cases/${id}/papers/${m.paper}` : `/cases/${id}/papers`}>{t.mend}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Volume({ id, title, side, entries, dossier }: { id: string; title: string; side: "front" | "back"; entries: DossierEntry[]; dossier: Dossier }) {
  const t = useText().dossier;
  const pick = usePick();
  const run = useDossierStep(id);
  const other = side === "front" ? "back" : "front";
  const move = (code: string) => run.mutate({ step: "describe", body: { ...dossier.particulars, sides: { ...dossier.particulars.sides, [code]: other } } });
  const columns: Column<DossierEntry>[] = [
    { key: "n", title: "#", width: 44, end: true, render: (e) => entries.indexOf(e) + 1 },
    { key: "title", title: t.title, render: (e) => <Link to={`/cases/${id}/papers/${e.id}`} title={e.title}>{e.title}</Link> },
    { key: "slot", title: t.slot, width: 220, render: (e) => <span className="soft">{pick(e.slot)}</span> },
    { key: "no", title: t.no, width: 170, render: (e) => e.no },
    { key: "on", title: t.madeOn, width: 104, render: (e) => <span className="num">{e.made_on}</span> },
    { key: "pages", title: t.pages, width: 130, render: (e) => (e.loose ? <span className="soft">{t.loose}</span> : e.status === "unreadable" ? <span className="tone-amber">{t.replaced}</span> : <span className="num">{e.pages || ""}</span>) },
    { key: "move", title: "", width: 150, render: (e) => e.code !== "" && !dossier.locked && <Button size="small" type="text" onClick={() => move(e.code)}>{t.move(side === "front" ? t.back : t.front)}</Button> },
  ];
  const pages = entries.reduce((n, e) => n + e.pages, 0);
  return (
    <Panel title={<>{title} <span className="faint small num">{t.count(entries.length, pages)}</span></>} flush>
      {entries.length === 0 ? <Nothing title={t.noPapers} small /> : <RowTable label={title} columns={columns} rows={entries} rowKey={(e) => e.id} minWidth={900} />}
    </Panel>
  );
}

function MadeList({ id, dossier }: { id: string; dossier: Dossier }) {
  const t = useText().dossier;
  const pick = usePick();
  const job = useVolumeJob();
  const query = useDossier(id);
  const running = job?.state === "running";
  return (
    <Panel title={t.made}>
      {running && <div className="row"><span>{t.making} {pick(job.message)}</span><span className="progress-line grow"><span style={{ width: `${job.total ? (job.done / job.total) * 100 : 5}%` }} /></span></div>}
      {!running && job?.state === "done" && !dossier.made.some((m) => m.ready) && <Refresh again={() => void query.refetch()} />}
      {dossier.made.length === 0 && !running ? <Nothing title={t.noneMade} hint={t.makeHint} small /> : (
        <ul className="stack">
          {dossier.made.map((m) => (
            <li key={m.id} className="row row-wrap">
              <strong>{m.form === "folder" ? t.folder : m.side === "back" ? t.back : t.front}</strong>
              <Badge>{t.purposes[m.purpose as keyof typeof t.purposes]}</Badge>
              {m.for && <span>{m.for} <span className="soft">{m.ground}</span></span>}
              <span className="soft num">{t.count(m.papers, m.pages)} · {bytes(m.size)} · {t.by(m.by.name, day(m.at))}</span>
              <span className="mono faint small one-line hash">{m.sha256}</span>
              <span className="grow" />
              <ReasonButton size="small" reason={m.ready ? undefined : t.gone} onClick={() => void download("GET", `/api/volumes/${m.id}/file`)}>{t.fetch}</ReasonButton>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Refresh({ again }: { again: () => void }) {
  const t = useText().common;
  return <Button size="small" onClick={again}>{t.refresh}</Button>;
}

function Particulars({ dossier, onOpen }: { dossier: Dossier; onOpen: (open: Open) => void }) {
  const t = useText();
  const d = t.dossier;
  const pick = usePick();
  const p = dossier.particulars;
  const period = dossier.retentions.find((r) => r.id === p.retention);
  const rows: [string, string][] = [[d.fonds, p.fonds], [d.catalogue, p.catalogue], [d.number, p.number], [d.archiveNo, p.archive], [d.retention, period ? pick(period.label) : d.byRule], [d.compiler, p.compiler], [d.checker, p.checker], [d.note, p.note]];
  return (
    <Panel title={d.particulars} extra={<Button size="small" onClick={() => onOpen("particulars")}>{t.common.edit}</Button>}>
      <dl className="facts">{rows.map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value || <span className="faint">{t.common.notFilled}</span>}</dd></div>)}</dl>
    </Panel>
  );
}

function Loans({ dossier, onOpen }: { dossier: Dossier; onOpen: (open: Open) => void }) {
  const t = useText().dossier;
  const keeper = useMay()("case.archive");
  const out = dossier.loans.some((l) => l.returned_at === "");
  return (
    <Panel title={t.loans} extra={keeper && dossier.locked && !out && <Button size="small" onClick={() => onOpen("lend")}>{t.lend}</Button>}>
      {dossier.loans.length === 0 ? <Nothing title={t.noLoans} small /> : (
        <ul className="stack">
          {dossier.loans.map((l) => (
            <li key={l.id} className="row row-wrap">
              <strong>{l.borrower}</strong><span>{l.unit}</span><span className="soft">{l.purpose}</span>
              <span className="num soft">{day(l.lent_at)} → {l.due_on}</span>
              {l.returned_at ? <span className="soft">{t.back2(day(l.returned_at))} {l.condition}</span> : <Badge tone="amber">{t.out}</Badge>}
              <span className="grow" />
              {keeper && !l.returned_at && <Button size="small" onClick={() => onOpen({ loan: l.id })}>{t.giveBack}</Button>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
