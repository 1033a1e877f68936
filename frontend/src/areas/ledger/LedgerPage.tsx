import { Button, Input } from "antd";
import { useState } from "react";
import { type Entry, type Head, useCan } from "@/api";
import { count, minute } from "@/format";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Page, Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Nothing, ProblemView, Waiting } from "@/ui/states";
import { AnchorsPanel } from "./AnchorsPanel";
import { EntryDrawer } from "./EntryDrawer";
import { useEntries } from "./queries";
import { VerificationPanel } from "./VerificationPanel";
import "./ledger.css";

/** LedgerPage shows the record itself: its head, a verification of everything, and every entry. */
export function LedgerPage() {
  const t = useText();
  const reads = useCan()("readLedger");
  const [subject, setSubject] = useState("");
  const query = useEntries(subject, reads);
  const head = query.data?.pages[0]?.head;
  const entries = query.data?.pages.flatMap((p) => p.entries) ?? [];
  const withheld = (query.data?.pages ?? []).reduce((sum, p) => sum + p.withheld, 0);
  return (
    <Page title={t.ledger.title}>
      <div className="stack stack-loose">
        <div className="ledger-top">
          <VerificationPanel />
          {head ? <HeadPanel head={head} /> : null}
        </div>
        {reads && <AnchorsPanel />}
        {reads && <Panel
          title={t.ledger.entries} flush
          extra={<Input.Search allowClear size="small" placeholder={t.ledger.filter} aria-label={t.ledger.filter} onSearch={(v) => setSubject(v.trim())} style={{ width: 240 }} />}
        >
          {query.isError && !query.data ? <ProblemView problem={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.isPending ? <Waiting lines={8} /> : entries.length === 0 && !query.isError ? <Nothing title={t.ledger.empty} hint={t.ledger.emptyHint} /> : <EntryTable entries={entries} />}
          {entries.length > 0 && (
            <div className="ledger-more">
              {query.hasNextPage ? <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.ledger.more}</Button> : <span className="faint small">{t.ledger.end}</span>}
              {withheld > 0 && <span className="faint small">{t.ledger.withheld(withheld)}</span>}
            </div>
          )}
        </Panel>}
      </div>
    </Page>
  );
}

/** EntryTable lists entries, in the record with their kinds; opening one shows its text and its proof. */
export function EntryTable({ entries, plain }: { entries: Entry[]; plain?: boolean }) {
  const t = useText();
  const l = t.ledger;
  const pick = usePick();
  const [open, setOpen] = useState<number>();
  const columns: Column<Entry>[] = [
    { key: "seq", title: l.seq, width: 76, end: true, render: (e) => <span className="faint">{count(e.seq)}</span> },
    { key: "at", title: l.at, width: 148, render: (e) => <span className="num soft">{minute(e.at)}</span> },
    { key: "who", title: l.actor, width: 92, render: (e) => e.actor.name },
    { key: "what", title: l.what, render: (e) => <span title={pick(e.text)}>{pick(e.text)}</span> },
    ...(plain ? [] : [{ key: "kind", title: l.kind, width: 210, render: (e: Entry) => <span className="mono faint" title={e.kind}>{e.kind}</span> }]),
  ];
  return (
    <>
      <RowTable label={l.entries} columns={columns} rows={entries} rowKey={(e) => String(e.seq)} onOpen={(e) => setOpen(e.seq)} keyboard minWidth={820} />
      {open !== undefined && <EntryDrawer seq={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function HeadPanel({ head }: { head: Head }) {
  const t = useText();
  const l = t.ledger;
  const notify = useNotify();
  const handleCopy = () => void navigator.clipboard.writeText(head.note).then(() => notify.done(t.common.copied), notify.failed);
  return (
    <Panel title={l.head} extra={<Button size="small" onClick={handleCopy}>{l.copyNote}</Button>}>
      <HeadFacts head={head} />
      <p className="faint small" style={{ marginTop: 8 }}>{l.noteHint}</p>
    </Panel>
  );
}

/** HeadFacts names the size, the root and the instant that fix the record. */
export function HeadFacts({ head }: { head: Head }) {
  const l = useText().ledger;
  return (
    <dl>
      <div className="fact"><dt>{l.size}</dt><dd className="num">{count(head.size)}</dd></div>
      <div className="fact"><dt>{l.root}</dt><dd className="mono">{head.root}</dd></div>
      <div className="fact"><dt>{l.fixedAt}</dt><dd className="num">{minute(head.at)}</dd></div>
    </dl>
  );
}
