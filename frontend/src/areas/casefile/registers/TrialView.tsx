import type { RegisterCase, RegisterTrial, RowFault } from "@/api";
import { count, yuan } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";

/** TrialView shows what an import would do: the counts, what is wrong row by row, and the first rows as they would be kept. */
export function TrialView({ trial }: { trial: RegisterTrial }) {
  const r = useText().registers;
  const faults = [...trial.faults].sort((a, b) => Number(a.warning) - Number(b.warning) || a.row - b.row);
  return (
    <>
      <div className="row row-wrap num" role="status">
        <Badge>{count(trial.rows)} {r.summary.rows}</Badge><Badge tone="accent">{count(trial.good)} {r.summary.good}</Badge>
        <Badge tone="quiet">{count(trial.known)} {r.summary.known}</Badge><Badge tone={trial.faulty > 0 ? "red" : "quiet"}>{count(trial.faulty)} {r.summary.faulty}</Badge>
      </div>
      {faults.length > 0 && <Panel title={trial.faulty > 0 ? r.faults : r.warnings} flush><Faults faults={faults} /></Panel>}
      {trial.sample.length > 0 && <Panel title={r.sample} flush><Sample rows={trial.sample} /></Panel>}
    </>
  );
}

const shown = 200;

function Faults({ faults }: { faults: RowFault[] }) {
  const r = useText().registers;
  const pick = usePick();
  const columns: Column<RowFault>[] = [
    { key: "row", title: r.row, width: 70, end: true, render: (f) => f.row },
    { key: "column", title: r.cell, width: 220, render: (f) => f.column || <span className="faint">{r.wholeRow}</span> },
    { key: "value", title: r.value, width: 240, render: (f) => <span title={f.value}>{f.value}</span> },
    { key: "what", title: r.what, wrap: true, render: (f) => <span className={f.warning ? "tone-amber" : "tone-red"}>{pick(f.message)}</span> },
  ];
  return (
    <>
      <RowTable label={r.faults} columns={columns} rows={faults.slice(0, shown)} rowKey={(f) => `${f.row}-${f.column}-${f.message.en}`} minWidth={800} />
      {faults.length > shown && <p className="faint small" style={{ padding: "6px 14px" }}>{r.more(count(faults.length - shown))}</p>}
    </>
  );
}

function Sample({ rows }: { rows: RegisterCase[] }) {
  const t = useText();
  const r = t.registers;
  const text = (row: RegisterCase, name: string) => String(row.values[name] ?? "");
  const columns: Column<RegisterCase>[] = [
    { key: "row", title: r.row, width: 70, end: true, render: (c) => c.row },
    { key: "no", title: r.no, width: 200, render: (c) => c.no },
    { key: "title", title: r.caseTitle, render: (c) => <span title={c.title}>{c.title}</span> },
    { key: "party", title: r.party, width: 180, render: (c) => text(c, "p.name") },
    { key: "fine", title: r.fine, width: 120, end: true, render: (c) => (typeof c.values["x.fine"] === "number" ? yuan(c.values["x.fine"]) : "") },
    { key: "decision", title: r.decision, width: 290, render: (c) => <span className="soft">{c.outcome.no} <span className="num">{c.outcome.on}</span></span> },
  ];
  return <RowTable label={r.sample} columns={columns} rows={rows} rowKey={(c) => String(c.row)} minWidth={960} />;
}
