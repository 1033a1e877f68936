import { Button, Progress } from "antd";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, call, keys, type RecordingImport } from "@/api";
import { bytes, minute, percent } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useImportStep, useRecordingImport, useRecordingImports } from "./queries";

/** ImportsPanel lists the imports of recordings with what came of every file; a stopped one goes on from here. */
export function ImportsPanel() {
  const i = useText().record.import;
  const query = useRecordingImports();
  const [open, setOpen] = useState("");
  const step = useImportStep();
  const columns = [
    { key: "at", title: i.at, width: 140, render: (x: RecordingImport) => <span className="num">{minute(x.started_at)}</span> },
    { key: "name", title: i.name, render: (x: RecordingImport) => <span title={x.folder}>{x.name}</span> },
    { key: "state", title: i.state, width: 210, render: (x: RecordingImport) => <State row={x} /> },
    { key: "count", title: i.count, width: 80, end: true, render: (x: RecordingImport) => x.done },
    { key: "duplicates", title: i.duplicates, width: 90, end: true, render: (x: RecordingImport) => x.duplicates },
    { key: "failed", title: i.failed, width: 80, end: true, render: (x: RecordingImport) => (x.failed > 0 ? <span className="tone-amber">{x.failed}</span> : 0) },
    { key: "bytes", title: i.bytes, width: 100, end: true, render: (x: RecordingImport) => bytes(x.bytes) },
    { key: "by", title: i.by, width: 110, render: (x: RecordingImport) => x.started_by.name },
    { key: "act", title: "", width: 100, render: (x: RecordingImport) => <Act row={x} run={(s) => step.mutate({ id: x.id, step: s })} /> },
  ];
  return (
    <div className="stack">
      <Loaded query={query} lines={6}>
        {(list) => (list.length === 0 ? <Nothing title={i.empty} /> : <RowTable label={i.title} keyboard columns={columns} rows={list} rowKey={(x) => x.id} onOpen={(x) => setOpen(x.id === open ? "" : x.id)} minWidth={1000} />)}
      </Loaded>
      {open !== "" && <Files id={open} />}
    </div>
  );
}

function State({ row }: { row: RecordingImport }) {
  const i = useText().record.import;
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")) });
  const job = jobs.data?.jobs.find((j) => j.kind === "recordings" && j.state === "running" && j.label.zh.includes(row.name));
  if (row.state === "running" && job) {
    return <Progress size="small" percent={percent(job.done, job.total)} />;
  }
  return <Badge tone={row.state === "done" ? "quiet" : row.state === "paused" ? "amber" : "accent"}>{i.states[row.state]}</Badge>;
}

function Act({ row, run }: { row: RecordingImport; run: (step: "start" | "cancel") => void }) {
  const i = useText().record.import;
  if (row.folder === "" || row.state === "done") {
    return null;
  }
  const step = row.state === "running" ? "cancel" : "start";
  return <Button size="small" onClick={(e) => { e.stopPropagation(); run(step); }}>{step === "cancel" ? i.pause : i.resume}</Button>;
}

function Files({ id }: { id: string }) {
  const i = useText().record.import;
  const pick = usePick();
  const query = useRecordingImport(id);
  return (
    <Loaded query={query} lines={4}>
      {(d) => (
        <ul className="import-files">
          {d.files.map((f) => (
            <li key={f.path} className="row"><Badge tone={f.state === "done" ? "accent" : f.state === "failed" ? "red" : "quiet"}>{i.fileStates[f.state]}</Badge><span className="one-line" title={f.path}>{f.path}</span><span className="faint small num">{bytes(f.size)}</span><span className="soft small">{pick(f.reason)}</span></li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
