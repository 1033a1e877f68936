import { Button, Checkbox, Input, Select, Tabs } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { type Recording, useCan } from "@/api";
import { bytes, count } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { DevicesPanel } from "./DevicesPanel";
import { ImportDialog } from "./ImportDialog";
import { ImportsPanel } from "./ImportsPanel";
import { useRecordings } from "./queries";
import { clock, second, useCodes } from "./words";
import "./record.css";

const pageSize = 100;

/** RecordingsPage lists the office's recordings, its imports of them and its register of devices. */
export function RecordingsPage() {
  const t = useText();
  const r = t.record;
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const [importing, setImporting] = useState(false);
  const tab = params.get("tab") ?? "recordings";
  const tabs = [
    { key: "recordings", label: r.tabs.recordings, children: <Recordings /> },
    { key: "devices", label: r.tabs.devices, children: <DevicesPanel /> },
    { key: "imports", label: r.tabs.imports, children: <ImportsPanel /> },
  ];
  return (
    <Page title={r.title} actions={can("importPapers") && <Button type="primary" onClick={() => setImporting(true)}>{r.import.button}</Button>}>
      <Tabs activeKey={tab} items={tabs} onChange={(key) => setParams(key === "recordings" ? {} : { tab: key })} destroyOnHidden />
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  );
}

function Recordings() {
  const t = useText();
  const r = t.record;
  const pick = usePick();
  const navigate = useNavigate();
  const names = useCodes("recording_event");
  const [q, setQ] = useState("");
  const [loose, setLoose] = useState(false);
  const [event, setEvent] = useState<string>();
  const [offset, setOffset] = useState(0);
  const query = useRecordings({ q, loose, event, offset, limit: pageSize });
  const columns = [
    { key: "started", title: r.started, width: 182, render: (x: Recording) => <span className="num">{second(x.started_at) || "—"}</span> },
    { key: "sort", title: "", width: 84, render: (x: Recording) => <Badge tone={x.sort === "photo" ? "quiet" : "accent"}>{r.kind[x.sort]}</Badge> },
    { key: "event", title: r.event, width: 170, render: (x: Recording) => pick(x.label) || <span className="faint">{r.noEvent}</span> },
    { key: "file", title: r.file, render: (x: Recording) => <span title={x.path}>{x.name}</span> },
    { key: "length", title: r.length, width: 80, end: true, render: (x: Recording) => (x.sort === "photo" ? "" : clock(x.duration_ms)) },
    { key: "size", title: r.size, width: 90, end: true, render: (x: Recording) => bytes(x.size) },
    { key: "device", title: r.device, width: 120, render: (x: Recording) => <span className="num">{x.device}</span> },
    { key: "officers", title: r.officers, width: 130, render: (x: Recording) => (x.officers ?? []).join(t.common.list) },
    { key: "case", title: r.case, width: 190, render: (x: Recording) => (x.case_no ? <span className="num" title={x.title}>{x.case_no}</span> : <Badge tone="amber">{r.noCase}</Badge>) },
  ];
  const change = (run: () => void) => { run(); setOffset(0); };
  return (
    <div className="stack">
      <div className="row row-wrap">
        <Input.Search allowClear style={{ maxWidth: 340 }} placeholder={r.search} aria-label={r.search} onSearch={(text) => change(() => setQ(text.trim()))} />
        <Select allowClear value={event} placeholder={r.event} aria-label={r.event} style={{ width: 220 }} options={names} onChange={(e?: string) => change(() => setEvent(e))} />
        <Checkbox checked={loose} onChange={(e) => change(() => setLoose(e.target.checked))}>{r.loose}</Checkbox>
        {(query.data?.overdue ?? 0) > 0 && <Badge tone="red">{r.overdue(query.data?.overdue ?? 0)}</Badge>}
        <span className="grow" />
        <span className="faint small num">{query.data && r.total(count(query.data.total))}</span>
      </div>
      <Loaded query={query} lines={10}>
        {(d) => (d.recordings.length === 0 ? <Nothing title={r.empty} hint={r.emptyHint} /> : (
          <>
            <RowTable label={r.title} keyboard columns={columns} rows={d.recordings} rowKey={(x) => x.id} onOpen={(x) => void navigate(`/recordings/${x.id}`)} minWidth={1100} />
            {d.total > pageSize && (
              <div className="row"><span className="grow" />
                <Button size="small" disabled={offset === 0} onClick={() => setOffset(offset - pageSize)}>‹</Button>
                <span className="num small">{`${offset + 1}–${Math.min(offset + pageSize, d.total)}`}</span>
                <Button size="small" disabled={offset + pageSize >= d.total} onClick={() => setOffset(offset + pageSize)}>›</Button>
              </div>
            )}
          </>
        ))}
      </Loaded>
    </div>
  );
}
