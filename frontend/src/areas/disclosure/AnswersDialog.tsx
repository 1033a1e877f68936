import { Modal, Select } from "antd";
import { useState } from "react";
import { type AnswerFile, type AnswerRows, putAnswerFile, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { type Column, RowTable } from "@/ui/RowTable";
import { useAnswerFile } from "./queries";

/** AnswersDialog takes in the file in which a receiver says which rows it has accepted and which it sends back. */
export function AnswersDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const a = t.disclosure.answers;
  const pick = usePick();
  const notify = useNotify();
  const places = useRulebook().data?.codes.destination ?? [];
  const [destination, setDestination] = useState("credit");
  const [file, setFile] = useState<AnswerFile>();
  const [targets, setTargets] = useState<string[]>([]);
  const [rows, setRows] = useState<AnswerRows>();
  const act = useAnswerFile();
  const order = (f: AnswerFile, chosen: string[]) => ({ destination, header: f.header, targets: chosen });
  const look = (f: AnswerFile, chosen: string[]) => {
    setTargets(chosen);
    setRows(undefined);
    if (chosen.includes("no")) {
      act.mutate({ id: f.id, what: "trial", body: order(f, chosen) }, { onSuccess: setRows });
    }
  };
  const take = async (picked: File) => {
    try {
      const f = await putAnswerFile(picked, destination);
      setFile(f);
      look(f, f.columns.map((c) => c.target));
    } catch (reason) {
      notify.failed(reason);
    }
  };
  const bring = () => file && act.mutate({ id: file.id, what: "import", body: order(file, targets) }, { onSuccess: (r) => { notify.done(a.done(r.matched, r.accepted)); onClose(); } });
  return (
    <Modal open width={960} title={a.title} okText={a.bring} okButtonProps={{ disabled: !rows || rows.matched === 0, loading: act.isPending }} onOk={bring} onCancel={onClose}>
      <div className="stack stack-loose">
        <div className="row row-wrap">
          <Select aria-label={a.receiver} value={destination} onChange={(v) => { setDestination(v); setFile(undefined); setRows(undefined); }} style={{ width: 260 }} options={places.map((p) => ({ value: p.code, label: pick(p.label) }))} />
          <input type="file" aria-label={a.choose} accept=".xlsx,.xls,.csv,.txt,.et,.ods" onChange={(e) => { const picked = e.target.files?.[0]; if (picked) { void take(picked); } }} />
        </div>
        {!file && <span className="soft small">{a.hint}</span>}
        {file && (
          <div className="answer-columns">
            {file.columns.map((c, i) => (
              <label key={i} className="stack small"><span>{c.heading}{c.remembered && <span className="soft"> · {a.remembered}</span>}</span>
                <Select size="small" value={targets[i] ?? ""} onChange={(v) => look(file, targets.map((old, n) => (n === i ? v : old === v && v !== "" ? "" : old)))} options={[{ value: "", label: a.leave }, ...file.targets.map((x) => ({ value: x.id, label: pick(x.label) }))]} />
              </label>
            ))}
          </div>
        )}
        {rows && <Rows rows={rows} />}
      </div>
    </Modal>
  );
}

function Rows({ rows }: { rows: AnswerRows }) {
  const a = useText().disclosure.answers;
  const pick = usePick();
  const columns: Column<AnswerRows["rows"][number]>[] = [
    { key: "row", title: a.row, width: 56, render: (r) => r.row },
    { key: "no", title: a.no, width: 210, render: (r) => <span className="num">{r.no}</span> },
    { key: "result", title: a.result, width: 96, render: (r) => <Badge tone={r.unmatched ? "plain" : r.accepted ? "quiet" : "amber"}>{r.unmatched ? a.unmatched : r.accepted ? a.accepted : a.sentBack}</Badge> },
    { key: "why", title: a.explained, wrap: true, render: (r) => <span title={r.reason}>{pick(r.unmatched ?? r.explained)}</span> },
  ];
  return (
    <div className="stack">
      <span className="small soft">{a.summary(rows.rows.length, rows.matched, rows.accepted)}</span>
      <div className="answer-rows"><RowTable label={a.title} columns={columns} rows={rows.rows} rowKey={(r) => String(r.row)} /></div>
    </div>
  );
}
