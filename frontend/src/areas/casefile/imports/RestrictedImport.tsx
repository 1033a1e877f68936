import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import type { Manner } from "./uploader";

interface RestrictedImportProps { onClose: () => void; onFolder: (manner: Manner) => void; onFiles: (manner: Manner) => void; onMachine?: (manner: Manner) => void }

/** RestrictedImport asks on which ground the case of an import is restricted, then for its files: nobody else sees it in between. */
export function RestrictedImport({ onClose, onFolder, onFiles, onMachine }: RestrictedImportProps) {
  const t = useText();
  const i = t.imports;
  const r = t.casefile.restriction;
  const pick = usePick();
  const grounds = (useRulebook().data?.grounds ?? []).filter((g) => g.restricts);
  const [ground, setGround] = useState("");
  const [reason, setReason] = useState("");
  const ready = ground !== "" && reason.trim() !== "";
  const go = (take: (manner: Manner) => void) => () => {
    take({ restriction: { ground, reason: reason.trim() } });
    onClose();
  };
  return (
    <Modal
      open title={i.restricted} onCancel={onClose}
      footer={[
        <Button key="no" onClick={onClose}>{t.common.cancel}</Button>,
        ...(onMachine ? [<Button key="machine" disabled={!ready} onClick={go(onMachine)}>{i.machine}</Button>] : []),
        <Button key="files" disabled={!ready} onClick={go(onFiles)}>{i.files}</Button>,
        <Button key="folder" type="primary" disabled={!ready} onClick={go(onFolder)}>{i.folder}</Button>,
      ]}
    >
      <div className="stack">
        <p className="soft small">{t.casefile.create.restrictedHint}</p>
        <Select autoFocus aria-label={r.ground} value={ground || undefined} placeholder={r.needGround} onChange={setGround} options={grounds.map((g) => ({ value: g.code, label: pick(g.label) }))} />
        <Input.TextArea aria-label={r.reason} placeholder={r.needReason} rows={2} maxLength={2000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </div>
    </Modal>
  );
}
