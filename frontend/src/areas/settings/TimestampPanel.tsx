import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useRef, useState } from "react";
import { api, call, type TimestampService } from "@/api";
import { shortHash, toBase64 } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";

const key = ["settings", "timestamps"];
type Authority = TimestampService["authorities"][number];

/** TimestampPanel says whom the office trusts to stamp the heads of its ledger, and where it asks when somebody orders it. */
export function TimestampPanel() {
  const s = useText().settings.timestamps;
  const client = useQueryClient();
  const notify = useNotify();
  const query = useQuery({ queryKey: key, queryFn: () => call(api.GET("/api/timestamp-service")) });
  const file = useRef<HTMLInputElement>(null);
  const set = (data: TimestampService) => client.setQueryData(key, data);
  const trust = useMutation({ mutationFn: async (f: File) => call(api.POST("/api/timestamp-service/authorities", { body: { file: toBase64(await f.arrayBuffer()) } })), onSuccess: (data) => { set(data); notify.done(s.trusted); }, onError: notify.failed });
  return (
    <Panel title={s.title} extra={<Button size="small" loading={trust.isPending} onClick={() => file.current?.click()}>{s.trust}</Button>}>
      <input ref={file} type="file" hidden aria-label={s.trust} accept=".pem,.cer,.crt,.der" onChange={(e) => { const f = e.target.files?.[0]; e.target.value = ""; if (f) { trust.mutate(f); } }} />
      <Loaded query={query} lines={3}>
        {(data) => (
          <div className="stack">
            <p className="soft small">{s.hint}</p>
            {data.authorities.length === 0 ? <Nothing title={s.none} hint={s.noneHint} small /> : <Authorities rows={data.authorities} onChange={set} />}
            <Address key={data.url} url={data.url} onChange={set} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

function Authorities({ rows, onChange }: { rows: Authority[]; onChange: (data: TimestampService) => void }) {
  const s = useText().settings.timestamps;
  const columns: Column<Authority>[] = [
    { key: "name", title: s.name, render: (a) => a.name },
    { key: "sha", title: s.fingerprint, width: 120, render: (a) => <code title={a.sha256}>{shortHash(a.sha256)}</code> },
    { key: "until", title: s.until, width: 110, render: (a) => <span className="num">{a.not_after}</span> },
    { key: "do", title: "", width: 250, render: (a) => <Drop row={a} onChange={onChange} /> },
  ];
  return <RowTable label={s.title} columns={columns} rows={rows} rowKey={(a) => a.sha256} minWidth={720} />;
}

function Drop({ row, onChange }: { row: Authority; onChange: (data: TimestampService) => void }) {
  const s = useText().settings.timestamps;
  const notify = useNotify();
  const [reason, setReason] = useState<string>();
  const drop = useMutation({ mutationFn: (why: string) => call(api.POST("/api/timestamp-service/removals", { body: { sha256: row.sha256, reason: why } })), onSuccess: (data) => { onChange(data); notify.done(s.dropped); }, onError: notify.failed });
  if (reason === undefined) {
    return <Button size="small" type="text" onClick={() => setReason("")}>{s.drop}</Button>;
  }
  return <span className="row"><Input autoFocus size="small" placeholder={s.reason} aria-label={s.reason} value={reason} onChange={(e) => setReason(e.target.value)} /><Button size="small" danger disabled={reason.trim() === ""} loading={drop.isPending} onClick={() => drop.mutate(reason)}>{s.drop}</Button></span>;
}

function Address({ url, onChange }: { url: string; onChange: (data: TimestampService) => void }) {
  const t = useText();
  const s = t.settings.timestamps;
  const notify = useNotify();
  const [typed, setTyped] = useState(url);
  const save = useMutation({ mutationFn: () => call(api.PUT("/api/timestamp-service", { body: { url: typed } })), onSuccess: (data) => { onChange(data); notify.done(t.settings.saved); }, onError: notify.failed });
  return (
    <label className="row row-wrap"><span className="soft small">{s.address}</span><Input style={{ width: 340 }} value={typed} placeholder={s.addressNone} onChange={(e) => setTyped(e.target.value)} /><Button disabled={typed === url} loading={save.isPending} onClick={() => save.mutate()}>{t.common.save}</Button></label>
  );
}
