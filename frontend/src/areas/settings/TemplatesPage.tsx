import { Input, Segmented } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { PaperTemplate } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page, Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useTemplates } from "./templates";

/** TemplatesPage lists the papers that the program drafts, and by which template each is drafted. */
export function TemplatesPage() {
  const s = useText().settings.templates;
  const query = useTemplates();
  return (
    <Page title={s.title} meta={<Link to="/settings">{s.back}</Link>}>
      <div className="stack stack-loose">
        <p className="soft">{s.hint}</p>
        <Loaded query={query} lines={12}>{(data) => <List all={data.templates} />}</Loaded>
      </div>
    </Page>
  );
}

type Shown = "all" | "own" | "open";

function List({ all }: { all: PaperTemplate[] }) {
  const s = useText().settings.templates;
  const pick = usePick();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const rows = all.filter((r) => (shown === "all" || (shown === "own" ? r.state === "own" : r.open !== "")) && `${r.label.zh} ${r.label.en} ${r.code} ${r.of.zh} ${r.of.en}`.toLowerCase().includes(words.trim().toLowerCase()));
  const columns: Column<PaperTemplate>[] = [
    { key: "of", title: s.procedure, width: 230, render: (r) => <span className="one-line" title={[r.of, ...r.shared.map((x) => x.label)].map(pick).join("\n")}>{pick(r.of)}{r.shared.length > 0 && <span className="faint small"> {s.shared(r.shared.length)}</span>}</span> },
    { key: "code", title: s.code, width: 84, render: (r) => <span className="mono soft">{r.code}</span> },
    { key: "label", title: s.paper, render: (r) => <Link to={`/settings/templates/${r.procedure}/${r.code}`} onClick={(e) => e.stopPropagation()}>{pick(r.label)}</Link> },
    { key: "state", title: s.state, width: 150, render: (r) => <span className="row"><Badge tone={r.state === "own" ? "accent" : "quiet"}>{s.states[r.state]}</Badge>{r.open !== "" && <Badge tone="amber">{s.open}</Badge>}</span> },
    { key: "file", title: s.file, width: 240, render: (r) => <span className="one-line soft" title={r.file}>{r.file}</span> },
    { key: "since", title: s.since, width: 150, render: (r) => <span className="num soft">{r.since === "" ? "" : `${r.since} · ${r.version}`}</span> },
  ];
  return (
    <>
      <div className="row">
        <Input.Search allowClear placeholder={s.find} aria-label={s.find} value={words} onChange={(e) => setWords(e.target.value)} style={{ width: 260 }} />
        <Segmented<Shown> value={shown} onChange={setShown} options={[{ value: "all", label: `${s.all} ${all.length}` }, { value: "own", label: `${s.states.own} ${all.filter((r) => r.state === "own").length}` }, { value: "open", label: `${s.open} ${all.filter((r) => r.open !== "").length}` }]} />
      </div>
      <Panel flush>
        {rows.length === 0 ? <Nothing title={s.none} small /> : <RowTable label={s.title} columns={columns} rows={rows} rowKey={(r) => `${r.procedure}/${r.code}`} onOpen={(r) => void navigate(`/settings/templates/${r.procedure}/${r.code}`)} keyboard minWidth={980} />}
      </Panel>
    </>
  );
}
