import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { Input, Modal } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Case } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useSubmit } from "./queries";
import { unexplained } from "./rules";

/** SubmitDialog is the list of materials, ticked from the dossier; what is missing is explained one by one before the case goes. */
export function SubmitDialog({ data, onClose }: { data: Case; onClose: () => void }) {
  const t = useText();
  const r = t.review;
  const s = t.reviewers.submit;
  const pick = usePick();
  const notify = useNotify();
  const navigate = useNavigate();
  const [note, setNote] = useState("");
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const submit = useSubmit(data.id);
  const list = data.materials.filter((m) => m.level !== "should" || m.present);
  const open = unexplained(data.materials, reasons);
  const handleOk = () =>
    submit.mutate({ note, without: Object.entries(reasons).filter(([, reason]) => reason.trim() !== "").map(([material, reason]) => ({ material, reason })) }, {
      onSuccess: (made) => {
        notify.done(r.submitted1);
        onClose();
        void navigate(`/reviews/${made.id}`);
      },
    });
  return (
    <Modal open title={s.title} width={720} okText={r.submit} onOk={handleOk} okButtonProps={{ disabled: open > 0 }} confirmLoading={submit.isPending} onCancel={onClose}>
      <div className="stack">
        <ul className="line-list submit-list">
          {list.map((m) => (
            <li key={m.id} title={m.article}>
              <div className="row">
                {m.present ? <CheckOutlined className="tone-accent" aria-label={s.have} /> : <CloseOutlined className="tone-red" aria-label={s.missing} />}
                <span className="grow">{pick(m.name)}{!m.present && <span className="soft small"> {pick(m.missing)}</span>}</span>
                <span className="mono faint">{m.papers.join(" ")}</span>
              </div>
              {!m.present && <Input size="small" value={reasons[m.id] ?? ""} placeholder={m.level === "must" ? s.why : `${s.why}${t.common.sep}${s.optional}`} aria-label={`${s.why} ${pick(m.name)}`} onChange={(e) => setReasons({ ...reasons, [m.id]: e.target.value })} />}
            </li>
          ))}
        </ul>
        {open > 0 ? <span className="tone-red small">{r.materialsFirst(open)}{t.common.sep}{s.whyHint}</span> : <span className="soft small">{list.every((m) => m.present) ? s.all : s.whyHint}</span>}
        <Input.TextArea autoFocus rows={3} value={note} placeholder={r.submitNote} aria-label={r.submitNote} onChange={(e) => setNote(e.target.value)} />
        {submit.isError && <ProblemView problem={submit.error} />}
      </div>
    </Modal>
  );
}
