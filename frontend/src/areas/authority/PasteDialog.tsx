import { Input, Modal } from "antd";
import { useMemo, useState } from "react";
import type { OpenListDetail } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { readPaste } from "./paste";
import { usePutRows } from "./queries";

/** PasteDialog adds rows that were copied from a spreadsheet, all or none. */
export function PasteDialog({ list, onClose }: { list: OpenListDetail; onClose: () => void }) {
  const l = useText().lists;
  const pick = usePick();
  const notify = useNotify();
  const [text, setText] = useState("");
  const fields = list.fields.filter((f) => f.type !== "picture");
  const pasted = useMemo(() => readPaste(text, list.fields.filter((f) => f.type !== "picture")), [text, list.fields]);
  const put = usePutRows(list.id);
  const save = () => put.mutate(pasted.rows.map((content) => ({ content })), { onSuccess: () => { notify.done(l.saved); onClose(); } });
  return (
    <Modal open title={l.pasteTitle} okText={l.pasteRows(pasted.rows.length)} okButtonProps={{ disabled: pasted.rows.length === 0 || pasted.unknown.length > 0 }} onOk={save} onCancel={onClose} confirmLoading={put.isPending} width={820}>
      <div className="stack">
        <p className="soft small">{l.pasteHint}{fields.map((f) => pick(f.label)).join(" · ")}</p>
        <Input.TextArea autoFocus aria-label={l.pasteTitle} rows={12} value={text} onChange={(e) => setText(e.target.value)} className="mono" />
        {pasted.unknown.length > 0 && <span className="tone-red small">{l.pasteUnknown(pasted.unknown.join("、"))}</span>}
        {text !== "" && pasted.rows.length === 0 && <span className="tone-amber small">{l.pasteNothing}</span>}
        {put.isError && <ProblemView problem={put.error} />}
      </div>
    </Modal>
  );
}
