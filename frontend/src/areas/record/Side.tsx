import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { api, call, download, type RecordingPage } from "@/api";
import { bytes, minute, shortHash } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";
import type { PlayerHandle } from "./Player";
import { useDescribe, useUnmark } from "./queries";
import { saysOf } from "./says";
import { clock, second, useCode, useCodes } from "./words";

interface SideProps { data: RecordingPage; player: PlayerHandle }

/** Side is what is known of a recording: its chapters, what it must show, its particulars, its stills and its custody. */
export function Side({ data, player }: SideProps) {
  return (
    <div className="stack">
      {data.sort !== "photo" && <Chapters data={data} player={player} />}
      <MustShow data={data} />
      <Facts data={data} />
      {data.stills.length > 0 && <Stills data={data} />}
      <Custody data={data} />
    </div>
  );
}

function Chapters({ data, player }: SideProps) {
  const p = useText().record.play;
  const name = useCode("recording_chapter");
  const unmark = useUnmark(data.id);
  const lacking = data.wants.filter((w) => !data.marks.some((m) => m.chapter === w));
  return (
    <Panel title={p.chapters}>
      <div className="stack">
        {data.wants.length > 0 && <div className="row row-wrap small"><span className="soft">{p.wanted}</span>{data.wants.map((w) => <Badge key={w} tone={lacking.includes(w) ? "amber" : "accent"} title={lacking.includes(w) ? p.lacking : p.found}>{name(w)}</Badge>)}</div>}
        {data.marks.length === 0 && <Nothing small title={p.none} hint={data.may_work ? p.noneHint : undefined} />}
        <ul>
          {data.marks.map((m) => (
            <li key={m.id} className="row mark-row">
              <button type="button" className="plain-button tone-accent num" title={p.seek} onClick={() => player.seek(m.from_ms)}>{m.to_ms > m.from_ms ? p.span(clock(m.from_ms), clock(m.to_ms)) : clock(m.from_ms)}</button>
              <span className="grow">{m.chapter ? <strong>{name(m.chapter)}</strong> : m.note}{m.chapter && m.note ? ` ${m.note}` : ""}</span>
              <span className="faint small">{m.who.name}</span>
              {data.may_work && <Button size="small" type="text" onClick={() => unmark.mutate(m.id)}>{p.remove}</Button>}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function MustShow({ data }: { data: RecordingPage }) {
  const p = useText().record.play;
  const contents = useCodes("recording_content");
  const describe = useDescribe(data.id);
  const chosen = data.must_show ?? [];
  return (
    <Panel title={p.must} extra={<span className="faint small">{data.may_work ? p.mustHint : `${chosen.length}/${contents.length}`}</span>}>
      <Checkbox.Group className="must-show" disabled={!data.may_work || describe.isPending} value={chosen} options={contents} onChange={(list) => describe.mutate({ ...saysOf(data), must_show: list })} />
    </Panel>
  );
}

function Facts({ data }: { data: RecordingPage }) {
  const t = useText();
  const r = t.record;
  const source = (field: string) => { const s = data.sources[field] as keyof typeof r.edit.source | undefined; return s ? r.edit.source[s] : undefined; };
  const rows: [string, string, string?][] = [
    [r.started, second(data.started_at), source("started_at")], [r.ended, second(data.ended_at)], [r.length, data.sort === "photo" ? "" : clock(data.duration_ms)],
    [r.device, [data.device, data.model].filter(Boolean).join(" "), source("device")], [r.edit.operator, [data.operator, data.operator_cert].filter(Boolean).join(" "), source("operator")],
    [r.officers, (data.officers ?? []).join(t.common.list), source("officers")], [r.place, data.place ?? "", source("place")], [r.edit.coordinates, [data.lat, data.lon, data.datum].filter(Boolean).join(" ")],
    [r.edit.skew, data.skew_seconds === undefined || data.skew_seconds === null ? "" : String(data.skew_seconds), source("skew_seconds")], [r.edit.returned, second(data.returned_at)], [r.edit.summary, data.summary ?? ""], [r.edit.origin, data.origin ?? ""],
    [r.play.codec, [data.format, data.codec].filter(Boolean).join(" · ")], [r.play.frame, data.width > 0 ? `${data.width}×${data.height} ${data.frame_rate}` : ""], [r.size, bytes(data.size)],
    [r.play.received, `${minute(data.received_at)} ${data.by.name}`], [r.play.hash, shortHash(data.sha256)],
  ];
  return (
    <Panel title={r.play.facts}>
      <dl>
        {rows.filter(([, value]) => value.trim() !== "").map(([label, value, from]) => <div key={label} className="fact"><dt>{label}</dt><dd className="num">{value}{from && <span className="faint small"> {from}</span>}</dd></div>)}
        {data.parent !== "" && <div className="fact"><dt>{r.play.parent}</dt><dd><Link to={`/recordings/${data.parent}`}>{clock(data.parent_ms)}</Link> <span className="soft small">{data.edit_note}</span></dd></div>}
      </dl>
    </Panel>
  );
}

function Stills({ data }: { data: RecordingPage }) {
  const p = useText().record.play;
  return (
    <Panel title={p.stills}>
      <ul>{data.stills.map((s) => <li key={s.id} className="row mark-row"><span className="num">{clock(s.parent_ms)}</span><Link className="one-line grow" to={`/recordings/${s.id}`}>{s.summary || s.name}</Link></li>)}</ul>
    </Panel>
  );
}

function Custody({ data }: { data: RecordingPage }) {
  const t = useText();
  const p = t.record.play;
  const act = useCode("custody");
  const notify = useNotify();
  const [exporting, setExporting] = useState(false);
  const sheet = () => download("POST", `/api/items/${data.id}/custody-sheet/pdf`).catch(notify.failed);
  return (
    <Panel title={p.custody} extra={<><Button size="small" onClick={() => setExporting(true)}>{p.export}</Button><Button size="small" onClick={() => void sheet()}>{p.custodySheet}</Button><Button size="small" title={t.anchors.receiptHint} onClick={() => void download("GET", `/api/receipts/${data.id}/json`).catch(notify.failed)}>{t.anchors.receipt}</Button><Button size="small" onClick={() => void download("GET", `/api/receipts/${data.id}/pdf`).catch(notify.failed)}>{t.anchors.pdf}</Button></>}>
      <ul>
        {data.custody.slice(-12).reverse().map((c) => <li key={c.seq} className="row mark-row small"><span className="num faint">{minute(c.at)}</span><span>{c.who.name}</span><Badge tone="quiet">{act(c.act)}</Badge><span className="soft one-line">{c.note}</span></li>)}
      </ul>
      {exporting && <ExportDialog id={data.id} name={data.name} onClose={() => setExporting(false)} />}
    </Panel>
  );
}

function ExportDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText();
  const p = t.record.play;
  const notify = useNotify();
  const [note, setNote] = useState("");
  const handleOk = async () => {
    try {
      await call(api.POST("/api/items/{id}/handlings", { params: { path: { id } }, body: { act: "export", note } }));
      const link = document.createElement("a");
      link.href = `/api/recordings/${id}/original?download=1`;
      link.download = name;
      link.click();
      notify.done(p.exported);
      onClose();
    } catch (problem) {
      notify.failed(problem);
    }
  };
  return (
    <Modal open title={p.exportTitle} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={note.trim() === ""} onClick={() => void handleOk()}>{p.export}</Button>]}>
      <div className="stack"><Input autoFocus value={note} placeholder={p.exportNote} aria-label={p.exportNote} onChange={(e) => setNote(e.target.value)} /><span className="soft small">{p.exportHint}</span></div>
    </Modal>
  );
}
