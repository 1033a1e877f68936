import { Button, Checkbox, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { type RecordDevice, useCan } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Badge } from "@/ui/Badge";
import { RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { type DeviceDraft, useDevices, usePutDevice } from "./queries";
import { useCode, useCodes } from "./words";

const nothing: DeviceDraft = { id: "", no: "", model: "", kind: "body", unit: "", calibrated_on: "", checked_on: "", skew_seconds: 0, retired: false, note: "" };

/** DevicesPanel is the register of devices: number, model, when tested and when the clock was set, by how much it is off. */
export function DevicesPanel() {
  const t = useText();
  const d = t.record.devices;
  const can = useCan();
  const kind = useCode("record_device");
  const query = useDevices();
  const [open, setOpen] = useState<DeviceDraft>();
  const columns = [
    { key: "no", title: d.no, width: 140, render: (x: RecordDevice) => <span className="num strong">{x.no}</span> },
    { key: "model", title: d.model, render: (x: RecordDevice) => x.model },
    { key: "kind", title: d.kind, width: 120, render: (x: RecordDevice) => kind(x.kind) },
    { key: "unit", title: d.unit, width: 170, render: (x: RecordDevice) => x.unit },
    { key: "calibrated", title: d.calibrated, width: 110, render: (x: RecordDevice) => <span className="num">{x.calibrated_on || "—"}</span> },
    { key: "checked", title: d.checked, width: 110, render: (x: RecordDevice) => <span className="num">{x.checked_on || "—"}</span> },
    { key: "skew", title: d.skew, width: 140, end: true, render: (x: RecordDevice) => (Math.abs(x.skew_seconds) > 60 ? <span className="tone-red">{x.skew_seconds}</span> : x.skew_seconds) },
    { key: "retired", title: "", width: 90, render: (x: RecordDevice) => x.retired && <Badge tone="quiet">{d.retired}</Badge> },
  ];
  return (
    <div className="stack">
      <div className="row"><span className="grow" />{can("importPapers") && <Button onClick={() => setOpen(nothing)}>{d.add}</Button>}</div>
      <Loaded query={query} lines={6}>
        {(list) => (list.length === 0 ? <Nothing title={d.empty} hint={d.emptyHint} /> : <RowTable label={d.title} keyboard columns={columns} rows={list} rowKey={(x) => x.id} onOpen={can("importPapers") ? setOpen : undefined} minWidth={900} />)}
      </Loaded>
      {open && <DeviceDialog device={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function DeviceDialog({ device, onClose }: { device: DeviceDraft; onClose: () => void }) {
  const t = useText();
  const d = t.record.devices;
  const notify = useNotify();
  const kinds = useCodes("record_device");
  const put = usePutDevice();
  const [draft, setDraft] = useState<DeviceDraft>({ ...nothing, ...pickDraft(device) });
  const set = (part: Partial<DeviceDraft>) => setDraft((old) => ({ ...old, ...part }));
  const text = (key: "no" | "model" | "unit" | "calibrated_on" | "checked_on" | "note", label: string, hint?: string) => (
    <label className="record-field"><span>{label}</span><Input value={draft[key]} placeholder={hint} onChange={(e) => set({ [key]: e.target.value })} /></label>
  );
  return (
    <Modal
      open title={device.id ? d.edit : d.add} onCancel={onClose} width={620}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" loading={put.isPending} onClick={() => put.mutate(draft, { onSuccess: () => { notify.done(d.saved); onClose(); } })}>{d.save}</Button>]}
    >
      <div className="record-fields">
        {text("no", d.no)}
        {text("model", d.model)}
        <label className="record-field"><span>{d.kind}</span><Select value={draft.kind} options={kinds} onChange={(kind) => set({ kind })} /></label>
        {text("unit", d.unit)}
        {text("calibrated_on", d.calibrated, "2026-03-01")}
        {text("checked_on", d.checked, "2026-03-01")}
        <label className="record-field"><span>{d.skew}</span><InputNumber value={draft.skew_seconds} style={{ width: "100%" }} onChange={(n) => set({ skew_seconds: n ?? 0 })} /></label>
        {text("note", d.note)}
        <Checkbox checked={draft.retired} onChange={(e) => set({ retired: e.target.checked })}>{d.retired}</Checkbox>
      </div>
    </Modal>
  );
}

/** pickDraft leaves out what the server sets by itself. */
function pickDraft({ id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note }: DeviceDraft): DeviceDraft {
  return { id, no, model, kind, unit, calibrated_on, checked_on, skew_seconds, retired, note };
}
