import { AutoComplete, Button, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import type { RecordingPage, RecordingSays } from "@/api";
import { usePeople } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { useDescribe, useDevices } from "./queries";
import { saysOf } from "./says";
import { second, useCodes } from "./words";

type Texts = { [K in keyof RecordingSays]-?: RecordingSays[K] extends string | undefined ? K : never }[keyof RecordingSays];

/** EditDialog fills in the particulars of a recording; what came with the file stands there already. */
export function EditDialog({ data, onClose }: { data: RecordingPage; onClose: () => void }) {
  const t = useText();
  const r = t.record;
  const e = r.edit;
  const notify = useNotify();
  const devices = useDevices().data ?? [];
  const people = usePeople().data ?? [];
  const retentions = useCodes("recording_retention");
  const describe = useDescribe(data.id);
  const [says, setSays] = useState<RecordingSays>(() => ({ ...saysOf(data), started_at: second(data.started_at), ended_at: second(data.ended_at), returned_at: second(data.returned_at) }));
  const set = (part: Partial<RecordingSays>) => setSays((old) => ({ ...old, ...part }));
  const text = (key: Texts, label: string, hint?: string) => (
    <label className="record-field"><span>{label}</span><Input value={says[key]} placeholder={hint} onChange={(x) => set({ [key]: x.target.value })} /></label>
  );
  return (
    <Modal
      open title={e.title} onCancel={onClose} width={760}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" loading={describe.isPending} onClick={() => describe.mutate(says, { onSuccess: () => { notify.done(e.saved); onClose(); } })}>{e.save}</Button>]}
    >
      <div className="record-fields">
        <label className="record-field">
          <span>{r.device}</span>
          <AutoComplete value={says.device} options={devices.map((d) => ({ value: d.no, label: `${d.no} ${d.model}` }))} onChange={(device: string) => set({ device, model: devices.find((d) => d.no === device)?.model ?? says.model })} />
        </label>
        {text("model", e.model)}
        {text("operator", e.operator)}
        {text("operator_cert", e.cert)}
        <label className="record-field record-wide">
          <span>{r.officers}</span>
          <Select mode="tags" value={says.officers} options={people.filter((p) => p.roles.includes("handler")).map((p) => ({ value: p.name, label: p.name }))} tokenSeparators={["、", ",", "，"]} onChange={(officers: string[]) => set({ officers })} />
        </label>
        {text("started_at", r.started, e.instantHint)}
        {text("ended_at", r.ended, e.instantHint)}
        {text("returned_at", e.returned, e.instantHint)}
        <label className="record-field"><span>{e.skew}</span><InputNumber value={says.skew_seconds} placeholder={e.skewHint} style={{ width: "100%" }} onChange={(n) => set({ skew_seconds: n ?? undefined })} /></label>
        {text("place", r.place)}
        {text("origin", e.origin)}
        {text("scope", e.scope)}
        <label className="record-field"><span>{e.retention}</span><Select allowClear value={says.retention || undefined} placeholder={e.retentionOwn} options={retentions} onChange={(retention?: string) => set({ retention: retention ?? "" })} /></label>
        <label className="record-field record-wide"><span>{e.summary}</span><Input.TextArea rows={3} maxLength={500} showCount value={says.summary} onChange={(x) => set({ summary: x.target.value })} /></label>
      </div>
    </Modal>
  );
}
