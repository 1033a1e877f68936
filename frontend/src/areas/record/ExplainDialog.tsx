import { Button, Input, Modal, Radio } from "antd";
import { useState } from "react";
import type { RecordFinding } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { useExplain, useSettle } from "./queries";
import { useCodes } from "./words";

/** ExplainDialog is the form in which something that was not recorded is explained: a reason of the table, and what happened. */
export function ExplainDialog({ finding, caseId, onClose }: { finding: RecordFinding; caseId: string; onClose: () => void }) {
  const t = useText();
  const c = t.record.check;
  const pick = usePick();
  const notify = useNotify();
  const reasons = useCodes("recording_gap");
  const explain = useExplain(caseId);
  const [reason, setReason] = useState("");
  const [text, setText] = useState("");
  const { event, check, recording, chapter, from, to } = finding;
  const handleOk = () => explain.mutate({ event, check, recording, chapter, from, to, reason, text }, { onSuccess: () => { notify.done(c.explained); onClose(); } });
  return (
    <Modal
      open title={c.explainTitle} onCancel={onClose} width={620}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={reason === "" || text.trim() === ""} loading={explain.isPending} onClick={handleOk}>{c.explain}</Button>]}
    >
      <div className="stack">
        <strong>{pick(finding.message)}</strong>
        <Radio.Group value={reason} onChange={(e) => setReason(String(e.target.value))} aria-label={c.reason} className="stack" options={reasons} />
        <Input.TextArea rows={4} value={text} placeholder={c.textHint} aria-label={c.text} maxLength={2000} onChange={(e) => setText(e.target.value)} />
      </div>
    </Modal>
  );
}

/** RejectDialog sends an explanation back, with a reason. */
export function RejectDialog({ caseId, explanation, onClose }: { caseId: string; explanation: string; onClose: () => void }) {
  const t = useText();
  const c = t.record.check;
  const settle = useSettle(caseId);
  const [answer, setAnswer] = useState("");
  return (
    <Modal
      open title={c.rejectTitle} onCancel={onClose}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={answer.trim() === ""} loading={settle.isPending} onClick={() => settle.mutate({ step: "rejection", explanation, answer }, { onSuccess: onClose })}>{c.reject}</Button>]}
    >
      <Input.TextArea autoFocus rows={3} value={answer} aria-label={c.rejectReason} placeholder={c.rejectReason} onChange={(e) => setAnswer(e.target.value)} />
    </Modal>
  );
}
