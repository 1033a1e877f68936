import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Modal, Segmented } from "antd";
import { useRef, useState } from "react";
import { api, type AnchorRow, call, download, useMay } from "@/api";
import { count, minute, toBase64 } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";

const key = ["ledger", "anchors"];

type Way = "printed" | "line" | "witness" | "timestamp";
type Alg = "sha256" | "sm3";

function saveText(name: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** AnchorsPanel shows which heads left the office, how much is not anchored yet, and warns when that goes on too long. */
export function AnchorsPanel() {
  const t = useText().anchors;
  const run = useMay()("verify.run");
  const query = useQuery({ queryKey: key, queryFn: () => call(api.GET("/api/anchors")) });
  const [asking, setAsking] = useState<Way>();
  return (
    <Panel title={t.title} extra={run && <Buttons onAsk={setAsking} />}>
      <Loaded query={query} lines={3}>
        {(data) => (
          <div className="stack">
            <div className="row row-wrap"><strong className="num">{t.window(count(data.window))}</strong><Badge tone={data.alarm ? "red" : "accent"}>{t.days(data.days)}</Badge>{data.alarm && <span className="tone-red" role="alert">{t.alarm(data.alarm_days)}</span>}</div>
            <p className="soft small">{t.hint}</p>
            {data.anchors.length === 0 ? <Nothing title={t.none} hint={t.noneHint} small /> : <Rows rows={data.anchors} service={run && data.service} />}
            {!data.trusting && data.anchors.some((a) => a.kind === "timestamp") && <p className="small tone-amber">{t.notTrusting}</p>}
            {data.held.map((h) => <p key={h.key} className="small">{t.held} <strong>{h.office}</strong> <span className="num">{t.heldSize(count(h.size))}</span> <span className="soft num">{minute(h.at)}</span></p>)}
            <p className="small"><span className="soft">{t.key}</span> <code>{data.key}</code> <Copy text={data.key} label={t.copyKey} /> <span className="faint">{t.keyHint}</span></p>
          </div>
        )}
      </Loaded>
      {asking && <Ask kind={asking} onClose={() => setAsking(undefined)} />}
    </Panel>
  );
}

function Copy({ text, label }: { text: string; label: string }) {
  const t = useText();
  const notify = useNotify();
  return <Button size="small" type="text" onClick={() => void navigator.clipboard.writeText(text).then(() => notify.done(t.common.copied))}>{label}</Button>;
}

/** State says what is still wanted of an anchor. */
function State({ row }: { row: AnchorRow }) {
  const t = useText().anchors;
  if (row.kind === "witness") {
    return <Badge tone={row.witnessed ? "accent" : "amber"}>{row.witnessed ? t.witnessed : t.waiting}</Badge>;
  }
  if (row.kind === "timestamp") {
    return row.stamped ? <span className="stack" title={row.stamper}><Badge tone="accent">{t.stamped}</Badge><span className="num small">{minute(row.stamped)}</span></span> : <Badge tone="amber">{t.waiting}</Badge>;
  }
  return row.outside ? null : <span className="faint">{t.inside}</span>;
}

function Files({ row, service }: { row: AnchorRow; service: boolean }) {
  const t = useText().anchors;
  const client = useQueryClient();
  const notify = useNotify();
  const ask = useMutation({ mutationFn: () => call(api.POST("/api/anchors/{id}/stamp", { params: { path: { id: row.id } } })), onSuccess: () => { notify.done(t.stampKept); void client.invalidateQueries({ queryKey: key }); }, onError: notify.failed });
  const get = (what: string) => void download("GET", `/api/anchors/${row.id}/${what}`);
  if (row.kind !== "timestamp") {
    return <Button size="small" type="text" onClick={() => get("sheet")}>{t.sheet}</Button>;
  }
  return row.stamped ? (
    <><Button size="small" type="text" onClick={() => get("reply")}>{t.reply}</Button><Button size="small" type="text" onClick={() => get("note")}>{t.note}</Button></>
  ) : (
    <><Button size="small" type="text" onClick={() => get("request")}>{t.request}</Button>{service && <Button size="small" loading={ask.isPending} onClick={() => ask.mutate()}>{t.askNow}</Button>}</>
  );
}

function Rows({ rows, service }: { rows: AnchorRow[]; service: boolean }) {
  const t = useText().anchors;
  const columns: Column<AnchorRow>[] = [
    { key: "at", title: t.at, width: 150, render: (a) => <span className="num soft">{minute(a.at)}</span> },
    { key: "kind", title: t.kind, width: 130, render: (a) => t.kinds[a.kind] },
    { key: "size", title: t.size, width: 90, end: true, render: (a) => count(a.size) },
    { key: "with", title: t.place, render: (a) => a.with },
    { key: "state", title: "", width: 172, render: (a) => <State row={a} /> },
    { key: "do", title: "", width: 250, render: (a) => <span className="row"><Copy text={a.line} label={t.copyLine} /><Files row={a} service={service} /></span> },
  ];
  return <RowTable label={t.title} columns={columns} rows={rows.slice(0, 12)} rowKey={(a) => a.id} minWidth={920} />;
}

/** Buttons begins an anchor, and takes files from and for other offices. */
function Buttons({ onAsk }: { onAsk: (kind: Way) => void }) {
  const t = useText().anchors;
  const client = useQueryClient();
  const notify = useNotify();
  const answer = useRef<HTMLInputElement>(null);
  const offer = useRef<HTMLInputElement>(null);
  const stamp = useRef<HTMLInputElement>(null);
  const take = useMutation({ mutationFn: async (file: File) => call(api.POST("/api/anchors/stamps", { body: { file: toBase64(await file.arrayBuffer()) } })), onSuccess: () => { notify.done(t.stampKept); again(); }, onError: notify.failed });
  const again = () => void client.invalidateQueries({ queryKey: key });
  const keep = useMutation({ mutationFn: async (file: File) => call(api.POST("/api/anchors/answers", { body: { file: await file.text() } })), onSuccess: () => { notify.done(t.answerKept); again(); }, onError: notify.failed });
  const hold = useMutation({ mutationFn: async (file: File) => call(api.POST("/api/anchors/held", { body: { file: await file.text() } })), onSuccess: (out) => { saveText(out.name, out.file); notify.done(t.answerMade); again(); }, onError: notify.failed });
  return (
    <span className="row row-wrap">
      <Button size="small" type="primary" onClick={() => onAsk("printed")}>{t.print}</Button>
      <Button size="small" onClick={() => onAsk("line")}>{t.line}</Button>
      <Button size="small" onClick={() => onAsk("witness")}>{t.witness}</Button>
      <Button size="small" onClick={() => onAsk("timestamp")}>{t.timestamp}</Button>
      <Button size="small" loading={take.isPending} onClick={() => stamp.current?.click()}>{t.takeStamp}</Button>
      <input ref={stamp} type="file" hidden aria-label={t.takeStamp} accept=".tsr,.tst,.der" onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ""; if (file) { take.mutate(file); } }} />
      <Button size="small" loading={keep.isPending} onClick={() => answer.current?.click()}>{t.answer}</Button>
      <Button size="small" loading={hold.isPending} onClick={() => offer.current?.click()}>{t.hold}</Button>
      <input ref={answer} type="file" hidden aria-label={t.answer} accept=".json" onChange={(e) => e.target.files?.[0] && keep.mutate(e.target.files[0])} />
      <input ref={offer} type="file" hidden aria-label={t.hold} accept=".json" onChange={(e) => e.target.files?.[0] && hold.mutate(e.target.files[0])} />
    </span>
  );
}

function Ask({ kind, onClose }: { kind: Way; onClose: () => void }) {
  const t = useText();
  const a = t.anchors;
  const client = useQueryClient();
  const notify = useNotify();
  const [where, setWhere] = useState("");
  const [from, setFrom] = useState(0);
  const [alg, setAlg] = useState<Alg>("sha256");
  const make = useMutation({
    mutationFn: async () => {
      if (kind === "witness") {
        const out = await call(api.POST("/api/anchors/offers", { body: { with: where, from } }));
        saveText(out.name, out.file);
        return a.offerMade;
      }
      const out = await call(api.POST("/api/anchors", { body: { kind, with: where, ...(kind === "timestamp" ? { alg } : {}) } }));
      const made = out.anchors[0];
      if (kind === "timestamp" && made) {
        await download("GET", `/api/anchors/${made.id}/request`);
        return a.requestMade;
      }
      if (kind === "printed" && made) {
        await download("GET", `/api/anchors/${made.id}/sheet`);
        return a.sheet;
      }
      await navigator.clipboard.writeText(made?.line ?? "");
      return a.copied;
    },
    onSuccess: (done) => {
      notify.done(done);
      void client.invalidateQueries({ queryKey: key });
      onClose();
    },
    onError: notify.failed,
  });
  return (
    <Modal open title={a.make} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" loading={make.isPending} onClick={() => make.mutate()}>{a.make}</Button>]}>
      <div className="stack">
        <label className="stack"><span className="soft small">{a.with}</span><Input autoFocus value={where} onChange={(e) => setWhere(e.target.value)} /></label>
        {kind === "timestamp" && <><label className="row"><span className="soft small">{a.alg}</span><Segmented<Alg> value={alg} onChange={setAlg} options={[{ value: "sha256", label: "SHA-256" }, { value: "sm3", label: "SM3" }]} /></label><p className="soft small">{a.timestampHint}</p></>}
        {kind === "witness" && <label className="stack"><span className="soft small">{a.from}</span><InputNumber min={0} value={from} onChange={(n) => setFrom(n ?? 0)} /></label>}
      </div>
    </Modal>
  );
}
