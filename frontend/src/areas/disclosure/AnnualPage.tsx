import { Button, Dropdown, Segmented } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type AnnualFigure, download } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Due } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Page, Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded } from "@/ui/states";
import { useAnnual } from "./queries";
import "./disclosure.css";

const years = (): string[] => { const now = Number(today().slice(0, 4)); return [0, 1, 2, 3].map((n) => String(now - n)); };

/** AnnualPage is the figures of a year for the reports that are due at the end of January, each with the decisions that it counts. */
export function AnnualPage() {
  const a = useText().disclosure.annual;
  const pick = usePick();
  const notify = useNotify();
  const [search, setSearch] = useSearchParams();
  const month = Number(today().slice(5, 7));
  const year = search.get("year") ?? (month === 1 ? years()[1] ?? "" : years()[0] ?? "");
  const [open, setOpen] = useState<string>();
  const query = useAnnual(year);
  const files = { items: [{ key: "xlsx", label: a.excel }, { key: "pdf", label: "PDF" }], onClick: ({ key }: { key: string }) => void download("GET", `/api/annual/${year}/${key}`).catch(notify.failed) };
  return (
    <Page title={a.title} meta={<span className="soft small">{a.hint}</span>} actions={<Dropdown menu={files}><Button>{a.download}</Button></Dropdown>}>
      <div className="row" style={{ marginBottom: 10 }}>
        <Segmented value={year} onChange={(v) => setSearch({ year: v }, { replace: true })} options={years()} />
        {query.data?.due_on && <span className="row small soft">{a.due(query.data.due_on)} <Due on={query.data.due_on} days={Math.round((Date.parse(query.data.due_on) - Date.parse(today())) / 86_400_000)} /></span>}
      </div>
      <Loaded query={query}>
        {({ figures }) => (
          <div className="stack stack-loose">
            {[...new Set(figures.map((f) => f.report))].map((report) => (
              <Panel key={report} title={pick(figures.find((f) => f.report === report)?.report_label)} flush>
                <Figures figures={figures.filter((f) => f.report === report)} onOpen={(f) => setOpen(open === f.id ? undefined : f.id)} />
                {figures.filter((f) => f.report === report && f.id === open).map((f) => <Counted key={f.id} figure={f} />)}
              </Panel>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Figures({ figures, onOpen }: { figures: AnnualFigure[]; onOpen: (f: AnnualFigure) => void }) {
  const a = useText().disclosure.annual;
  const pick = usePick();
  const columns: Column<AnnualFigure>[] = [
    { key: "what", title: a.what, render: (f) => pick(f.label) },
    { key: "value", title: a.value, width: 140, end: true, render: (f) => <strong className="num">{f.value}</strong> },
    { key: "by", title: a.by, width: "44%", render: (f) => <Article text={f.article} /> },
    { key: "source", title: a.source, width: 130, render: (f) => <span className="small soft">{f.source}</span> },
  ];
  return <RowTable label={a.title} columns={columns} rows={figures} rowKey={(f) => f.id} onOpen={onOpen} canOpen={(f) => f.cases.length > 0} minWidth={760} />;
}

function Counted({ figure }: { figure: AnnualFigure }) {
  const a = useText().disclosure.annual;
  const pick = usePick();
  return (
    <div className="counted">
      <div className="small soft">{a.counted(pick(figure.label), figure.cases.length)}</div>
      <ul className="counted-list">{figure.cases.map((c) => <li key={c.case + c.decision_no}><Link to={`/cases/${c.case}/disclosure`}>{c.decision_no}</Link> <span className="small soft">{c.on}</span></li>)}</ul>
    </div>
  );
}
