import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Modal } from "antd";
import { useRef, useState } from "react";
import { api, type AnchorRow, call, download, useMay } from "@/api";
import { count, minute } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";

const key = ["ledger", "anchors"];

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
  const [asking, setAsking] = useState<"printed" | "line" | "witness">();
  return (
    <Panel title={t.title} extra={run && <Buttons onAsk={setAsking} />}>
      <Loaded query={query} lines={3}>
        {(data) => (
          <div className="stack">
            <div className="row row-wrap"><strong className="num">{t.window(count(data.window))}</strong><Badge tone={data.alarm ? "red" : "accent"}>{t.days(data.days)}</Badge>{data.alarm && <span className="tone-red" role="alert">{t.alarm(data.alarm_days)}</span>}</div>
            <p className="soft small">{t.hint}</p>
            {data.anchors.length === 0 ? <Nothing title={t.none} hint={t.noneHint} small /> : <Rows rows={data.anchors} />}
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

function Rows({ rows }: { rows: AnchorRow[] }) {
  const t = useText().anchors;
  const columns: Column<AnchorRow>[] = [
    { key: "at", title: t.at, width: 150, render: (a) => <span className="num soft">{minute(a.at)}</span> },
    { key: "kind", title: t.kind, width: 130, render: (a) => t.kinds[a.kind] },
    { key: "size", title: t.size, width: 90, end: true, render: (a) => count(a.size) },
    { key: "with", title: t.place, render: (a) => a.with },
    { key: "state", title: "", width: 130, render: (a) => (a.kind === "witness" ? <Badge tone={a.witnessed ? "accent" : "amber"}>{a.witnessed ? t.witnessed : t.waiting}</Badge> : a.outside ? null : <span className="faint">{t.inside}</span>) },
    { key: "do", title: "", width: 190, render: (a) => <span className="row"><Copy text={a.line} label={t.copyLine} /><Button size="small" type="text" onClick={() => void download("GET", `/api/anchors/${a.id}/sheet`)}>{t.sheet}</Button></span> },
  ];
  return <RowTable label={t.title} columns={columns} rows={rows.slice(0, 12)} rowKey={(a) => a.id} minWidth={820} />;
}

/** Buttons begins an anchor, and takes files from and for other offices. */
function Buttons({ onAsk }: { onAsk: (kind: "printed" | "line" | "witness") => void }) {
  const t = useText().anchors;
  const client = useQueryClient();
  const notify = useNotify();
  const answer = useRef<HTMLInputElement>(null);
  const offer = useRef<HTMLInputElement>(null);
  const again = () => void client.invalidateQueries({ queryKey: key });
  const keep = useMutation({ mutationFn: async (file: File) => call(api.POST("/api/anchors/answers", { body: { file: await file.text() } })), onSuccess: () => { notify.done(t.answerKept); again(); }, onError: notify.failed });
  const hold = useMutation({ mutationFn: async (file: File) => call(api.POST("/api/anchors/held", { body: { file: await file.text() } })), onSuccess: (out) => { saveText(out.name, out.file); notify.done(t.answerMade); again(); }, onError: notify.failed });
  return (
    <span className="row row-wrap">
      <Button size="small" type="primary" onClick={() => onAsk("printed")}>{t.print}</Button>
      <Button size="small" onClick={() => onAsk("line")}>{t.line}</Button>
      <Button size="small" onClick={() => onAsk("witness")}>{t.witness}</Button>
      <Button size="small" loading={keep.isPending} onClick={() => answer.current?.click()}>{t.answer}</Button>
      <Button size="small" loading={hold.isPending} onClick={() => offer.current?.click()}>{t.hold}</Button>
      <input ref={answer} type="file" hidden aria-label={t.answer} accept=".json" onChange={(e) => e.target.files?.[0] && keep.mutate(e.target.files[0])} />
      <input ref={offer} type="file" hidden aria-label={t.hold} accept=".json" onChange={(e) => e.target.files?.[0] && hold.mutate(e.target.files[0])} />
    </span>
  );
}

function Ask({ kind, onClose }: { kind: "printed" | "line" | "witness"; onClose: () => void }) {
  const t = useText();
  const a = t.anchors;
  const client = useQueryClient();
  const notify = useNotify();
  const [where, setWhere] = useState("");
  const [from, setFrom] = useState(0);
  const make = useMutation({
    mutationFn: async () => {
      if (kind === "witness") {
        const out = await call(api.POST("/api/anchors/offers", { body: { with: where, from } }));
        saveText(out.name, out.file);
        return a.offerMade;
      }
      const out = await call(api.POST("/api/anchors", { body: { kind, with: where } }));
      const made = out.anchors[0];
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
        {kind === "witness" && <label className="stack"><span className="soft small">{a.from}</span><InputNumber min={0} value={from} onChange={(n) => setFrom(n ?? 0)} /></label>}
      </div>
    </Modal>
  );
}
