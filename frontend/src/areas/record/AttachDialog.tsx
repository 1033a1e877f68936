import { Button, Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import type { RecordingPage } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { useAttach, useFindCases } from "./queries";
import { useCodes } from "./words";

/** AttachDialog makes a recording part of the record of a case and says which event it shows; leaving a case needs a reason. */
export function AttachDialog({ data, onClose }: { data: RecordingPage; onClose: () => void }) {
  const t = useText();
  const a = t.record.attach;
  const notify = useNotify();
  const events = useCodes("recording_event");
  const [q, setQ] = useState("");
  const cases = useFindCases(q).data ?? [];
  const [chosen, setChosen] = useState<string | undefined>(data.case_id || undefined);
  const [event, setEvent] = useState<string | undefined>(data.event || undefined);
  const [none, setNone] = useState(false);
  const [reason, setReason] = useState("");
  const attach = useAttach(data.id);
  const target = none ? "" : (chosen ?? "");
  const leaves = data.case_id !== "" && data.case_id !== target;
  const options = cases.map((c) => ({ value: c.id, label: `${c.no} ${c.title}` }));
  if (data.case_id && !options.some((o) => o.value === data.case_id)) {
    options.unshift({ value: data.case_id, label: `${data.case_no} ${data.title}` });
  }
  const ready = (none || target !== "") && (!leaves || reason.trim() !== "");
  const handleOk = () => attach.mutate({ case: target, event: none ? "" : event, reason }, { onSuccess: () => { notify.done(a.done); onClose(); } });
  return (
    <Modal open title={a.title} onCancel={onClose} width={620} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!ready} loading={attach.isPending} onClick={handleOk}>{t.record.play.attach}</Button>]}>
      <div className="stack">
        <Select autoFocus showSearch={{ filterOption: false, onSearch: setQ }} disabled={none} value={chosen} options={options} placeholder={a.find} aria-label={a.chooseCase} onChange={setChosen} />
        <Select allowClear showSearch={{ optionFilterProp: "label" }} disabled={none} value={event} options={events.map((e) => ({ ...e, label: `${e.value} ${e.label}` }))} placeholder={a.event} aria-label={a.event} onChange={(e?: string) => setEvent(e)} />
        {data.case_id !== "" && <Checkbox checked={none} onChange={(e) => setNone(e.target.checked)}>{a.none}</Checkbox>}
        {leaves && <Input value={reason} placeholder={a.reasonHint} aria-label={a.reason} onChange={(e) => setReason(e.target.value)} />}
      </div>
    </Modal>
  );
}
