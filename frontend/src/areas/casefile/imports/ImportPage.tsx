import { Button, Checkbox } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { type ImportDetail, type ImportFile, useCan, useNames } from "@/api";
import { bytes, count } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { ImportLine } from "./ImportsPage";
import { useImport, useImportStep } from "./queries";

const tones: Record<ImportFile["state"], Tone> = { waiting: "plain", reading: "accent", done: "quiet", unreadable: "red", failed: "red", duplicate: "amber" };

/** ImportPage is one import, file by file: what was added, what could not be read and why. */
export function ImportPage() {
  const { id = "" } = useParams();
  const t = useText();
  const query = useImport(id);
  return <Loaded query={query}>{(data) => <Page title={data.name || t.imports.title} meta={<Badge>{t.imports.states[data.state]}</Badge>} actions={<Steps data={data} />}><Files data={data} /></Page>}</Loaded>;
}

function Steps({ data }: { data: ImportDetail }) {
  const t = useText();
  const i = t.imports;
  const can = useCan();
  const step = useImportStep(data.id);
  if (!can("importPapers")) {
    return null;
  }
  return (
    <div className="row">
      {data.state === "running" && <Button loading={step.isPending} onClick={() => step.mutate("cancel")}>{i.cancel}</Button>}
      {data.state === "paused" && <Button type="primary" loading={step.isPending} onClick={() => step.mutate("start")}>{i.resume}</Button>}
      {data.state === "receiving" && data.total > 0 && <Button type="primary" loading={step.isPending} onClick={() => step.mutate("start")}>{i.start}</Button>}
      {data.unreadable > 0 && data.state !== "running" && <Button loading={step.isPending} onClick={() => step.mutate("retry")}>{i.retry}</Button>}
    </div>
  );
}

function Files({ data }: { data: ImportDetail }) {
  const t = useText();
  const i = t.imports;
  const pick = usePick();
  const names = useNames();
  const navigate = useNavigate();
  const [onlyBad, setOnlyBad] = useState(false);
  const files = onlyBad ? data.files.filter((f) => f.state === "unreadable" || f.state === "failed") : data.files;
  const columns: Column<ImportFile>[] = [
    { key: "path", title: i.path, render: (f) => <span title={f.path}>{f.path}</span> },
    { key: "size", title: i.size, width: 90, end: true, render: (f) => bytes(f.size) },
    { key: "state", title: i.result, width: 120, render: (f) => <Badge tone={tones[f.state]}>{i.fileStates[f.state]}</Badge> },
    { key: "code", title: t.casefile.papers.code, width: 220, render: (f) => <span>{f.code ? pick(names.paper(f.code)) : ""}</span> },
    { key: "reason", title: i.reason, width: "34%", wrap: true, render: (f) => <span className="soft small">{pick(f.reason)}</span> },
  ];
  return (
    <div className="stack stack-loose">
      <div className="row row-wrap">
        <span style={{ width: 260 }}><ImportLine row={data} /></span>
        <span className="soft num">{bytes(data.bytes)}</span>
        {data.case && <Link to={`/cases/${data.case}/papers`}>{data.case_no || t.casefile.list.notNumbered}</Link>}
        <span className="grow" />
        {data.unreadable > 0 && <Checkbox checked={onlyBad} onChange={(e) => setOnlyBad(e.target.checked)}>{i.onlyProblems} ({count(data.unreadable)})</Checkbox>}
      </div>
      {files.length === 0 ? <Nothing title={i.allFine} small /> : (
        <RowTable label={i.path} columns={columns} rows={files} rowKey={(f) => f.path} canOpen={(f) => Boolean(f.paper && data.case)} onOpen={(f) => void navigate(`/cases/${data.case}/papers/${f.paper}`)} keyboard minWidth={800} />
      )}
    </div>
  );
}
