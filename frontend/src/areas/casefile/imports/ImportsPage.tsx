import { Link, useNavigate } from "react-router";
import { type Import, useCan } from "@/api";
import { bytes, count, minute, percent } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { DropZone } from "./DropZone";
import { ImportButton } from "./ImportButton";
import { useImports } from "./queries";

/** ImportLine is a thin bar with the count beside it. */
export function ImportLine({ row }: { row: Import }) {
  const t = useText();
  return (
    <span className="row">
      <span className="progress-line grow"><span style={{ width: `${percent(row.done, row.total)}%` }} /></span>
      <span className="num small">{t.imports.count(count(row.done), count(row.total))}</span>
    </span>
  );
}

export function ImportsPage() {
  const t = useText();
  const i = t.imports;
  const can = useCan();
  const navigate = useNavigate();
  const query = useImports();
  const columns: Column<Import>[] = [
    { key: "name", title: i.name, render: (row) => <span title={row.name}>{row.name}</span> },
    { key: "case", title: i.caseName, width: 220, render: (row) => (row.case ? <Link to={`/cases/${row.case}`} onClick={(e) => e.stopPropagation()}>{row.case_no || t.casefile.list.notNumbered}</Link> : <span className="faint">{i.none}</span>) },
    { key: "state", title: i.state, width: 96, render: (row) => <Badge tone={row.state === "done" ? "quiet" : row.state === "paused" ? "amber" : "accent"}>{i.states[row.state]}</Badge> },
    { key: "progress", title: i.progress, width: 220, render: (row) => <ImportLine row={row} /> },
    { key: "bad", title: i.unreadable, width: 96, end: true, render: (row) => (row.unreadable > 0 ? <span className="tone-amber">{count(row.unreadable)}</span> : <span className="faint">0</span>) },
    { key: "size", title: i.size, width: 90, end: true, render: (row) => bytes(row.bytes) },
    { key: "at", title: i.started, width: 150, render: (row) => <span className="num soft">{minute(row.started_at)}</span> },
  ];
  return (
    <DropZone enabled={can("importPapers")}>
      <Page title={i.title} actions={<>{can("openCase") && <Link className="small" to="/imports/register">{t.registers.open}</Link>}{can("importPapers") && <ImportButton />}</>}>
        <Loaded query={query}>
          {(rows) => (rows.length === 0 ? <Nothing title={i.empty} hint={i.emptyHint} /> : <RowTable label={i.title} columns={columns} rows={rows} rowKey={(r) => r.id} onOpen={(r) => void navigate(`/imports/${r.id}`)} keyboard minWidth={960} />)}
        </Loaded>
      </Page>
    </DropZone>
  );
}
