import { Button, Input, Segmented } from "antd";
import { useRef, useState } from "react";
import { Link } from "react-router";
import type { BatchLine } from "@/api";
import { count } from "@/format";
import { usePick, useText } from "@/text";
import { Page, Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Nothing, ProblemView, Waiting } from "@/ui/states";
import { addressOf } from "./asked";
import { useBatch } from "./keeping";

/** BatchPage looks up every line of a list, or all that a draft names, and says for each how much there is. */
export function BatchPage() {
  const t = useText();
  const s = t.search.batch;
  const [text, setText] = useState("");
  const [kind, setKind] = useState("list");
  const [scope, setScope] = useState("office");
  const file = useRef<HTMLInputElement>(null);
  const batch = useBatch();
  const read = async (files: FileList | null) => {
    if (files?.[0]) {
      setText(await files[0].text());
    }
  };
  return (
    <Page title={s.title} meta={<Link className="small" to="/search">{t.search.title}</Link>}>
      <div className="stack stack-loose">
        <Panel
          title={<Segmented value={kind} onChange={setKind} options={[{ value: "list", label: s.list }, { value: "draft", label: s.draft }]} aria-label={s.title} />}
          extra={<Segmented size="small" value={scope} onChange={setScope} options={[{ value: "office", label: t.search.office }, { value: "published", label: t.search.published }]} aria-label={t.search.scope} />}
        >
          <div className="stack">
            <Input.TextArea autoFocus rows={7} value={text} maxLength={200000} onChange={(e) => setText(e.target.value)} placeholder={kind === "list" ? s.listHint : s.draftHint} aria-label={kind === "list" ? s.list : s.draft} />
            <div className="row">
              <Button type="primary" disabled={text.trim() === ""} loading={batch.isPending} onClick={() => batch.mutate({ text, draft: kind === "draft", scope })}>{s.go}</Button>
              <input ref={file} type="file" hidden accept=".txt,.csv" aria-label={s.file} onChange={(e) => void read(e.currentTarget.files)} />
              <Button onClick={() => file.current?.click()}>{s.file}</Button><span className="faint small">{s.rule}</span>
            </div>
          </div>
        </Panel>
        {batch.isError && <ProblemView problem={batch.error} />}
        {batch.isPending && <Waiting lines={6} />}
        {batch.data && !batch.isPending && (batch.data.lines.length === 0 ? <Nothing title={s.none} /> : <Lines lines={batch.data.lines} scope={scope} />)}
      </div>
    </Page>
  );
}

function Lines({ lines, scope }: { lines: BatchLine[]; scope: string }) {
  const t = useText();
  const s = t.search.batch;
  const pick = usePick();
  const found = lines.filter((l) => l.total > 0).length;
  const columns: Column<BatchLine>[] = [
    { key: "line", title: s.line, width: 280, render: (l) => <Link title={l.q} to={addressOf({ q: l.q, scope, sort: "", filter: [], offset: 0 })}>{l.line}</Link> },
    { key: "total", title: s.total, width: 90, end: true, render: (l) => (l.problem ? "" : <span className={l.total > 0 ? "strong" : "faint"}>{l.exact ? "" : "≥ "}{count(l.total)}</span>) },
    {
      key: "hits", title: s.first, wrap: true,
      render: (l) => (l.problem ? <span className="tone-amber small">{pick(l.problem)}</span> : <span className="row row-wrap small">{l.hits.map((h) => <Link key={h.paper} to={`/cases/${h.case}/papers/${h.paper}?page=${h.page}`}>{h.case_no} {h.paper_title}</Link>)}</span>),
    },
  ];
  return (
    <div className="stack">
      <div className="small soft num" role="status">{s.summary(count(lines.length), count(found))}</div>
      <RowTable label={s.title} columns={columns} rows={lines} rowKey={(l) => l.line} minWidth={800} />
    </div>
  );
}
