import { DownloadOutlined } from "@ant-design/icons";
import { Button, Input, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { nameOf, type OpinionText, type Review } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Loaded, ProblemView } from "@/ui/states";
import { useEditOpinion, useOpinionText } from "./queries";

interface OpinionTextProps { review: Review; editable: boolean; onClose: () => void }

/** OpinionTextDialog shows the opinion as a paper: written from the findings, editable until it is signed, and to be downloaded. */
export function OpinionTextDialog({ review, editable, onClose }: OpinionTextProps) {
  const o = useText().course.opinion;
  const query = useOpinionText(review.id);
  const file = (form: string) => `/api/reviews/${review.id}/opinion/${form}`;
  return (
    <Modal
      open title={o.title} onCancel={onClose} width={900}
      footer={<span className="row"><Button icon={<DownloadOutlined />} href={file("docx")} download>docx</Button><Button icon={<DownloadOutlined />} href={file("pdf")} download>PDF</Button></span>}
    >
      <Loaded query={query} lines={10}>{(data) => <Editor key={data.at + String(data.edited)} review={review} data={data} editable={editable} />}</Loaded>
    </Modal>
  );
}

function Editor({ review, data, editable }: { review: Review; data: OpinionText; editable: boolean }) {
  const t = useText();
  const o = t.course.opinion;
  const notify = useNotify();
  const edit = useEditOpinion(review.id);
  const [text, setText] = useState(data.text);
  const save = (written: string) => edit.mutate(written, { onSuccess: (now) => { setText(now.text); notify.done(t.common.saved); } });
  return (
    <div className="stack">
      {data.edited && <span className={data.stale ? "tone-red" : "soft small"}>{data.stale ? o.stale : o.edited(data.by ? nameOf(data.by) : "", minute(data.at))}</span>}
      <Input.TextArea autoFocus={editable} readOnly={!editable} className="opinion-text" rows={22} value={text} aria-label={o.title} onChange={(e) => setText(e.target.value)} />
      {edit.isError && <ProblemView problem={edit.error} />}
      {editable && (
        <span className="row">
          <Button type="primary" disabled={text === data.text && !data.stale} loading={edit.isPending} onClick={() => save(text)}>{t.common.save}</Button>
          <Popconfirm title={o.againAsk} okText={o.again} cancelText={t.common.cancel} onConfirm={() => save("")} disabled={!data.edited}><Button disabled={!data.edited}>{o.again}</Button></Popconfirm>
          <span className="faint small">{o.marks}</span>
        </span>
      )}
    </div>
  );
}
