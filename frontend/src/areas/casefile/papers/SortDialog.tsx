import { DatePicker, Form, Input, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type PaperDetail, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { usePaperChange } from "../queries";

interface Fields { code: string; title: string; no: string; on: Dayjs | null; served_on: Dayjs | null; approved_by: string }

const asDay = (text: string) => (text ? dayjs(text) : null);
const asText = (day: Dayjs | null | undefined) => (day ? day.format("YYYY-MM-DD") : "");

/** SortDialog lets a person say what a paper is: its class, number and dates; it shows why the program thought otherwise. */
export function SortDialog({ paper, caseId, onClose }: { paper: PaperDetail; caseId: string; onClose: () => void }) {
  const t = useText();
  const p = t.casefile.papers;
  const pick = usePick();
  const kinds = useRulebook().data?.papers ?? [];
  const [form] = Form.useForm<Fields>();
  const change = usePaperChange(paper.id, caseId);
  const code = Form.useWatch("code", form) ?? paper.code;
  const decides = kinds.some((k) => k.code === code && k.decides);
  const handleFinish = (v: Fields) =>
    change.mutate({ code: v.code, title: v.title, ...(decides ? {} : { no: v.no, on: asText(v.on) }), served_on: asText(v.served_on), approved_by: v.approved_by }, { onSuccess: onClose });
  return (
    <Modal open title={p.resort} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={change.isPending} width={560}>
      {paper.sort_reason && <p className="soft" style={{ marginBottom: 12 }}>{p.sortedBecause}{t.common.sep}{pick(paper.sort_reason)}</p>}
      <Form form={form} layout="vertical" className="form-tight" onFinish={handleFinish} initialValues={{ ...paper, on: asDay(paper.on), served_on: asDay(paper.served_on) }}>
        <Form.Item name="code" label={p.code}><Select autoFocus showSearch={{ optionFilterProp: "label" }} options={kinds.map((k) => ({ value: k.code, label: `${k.code} ${pick(k.name)}` }))} /></Form.Item>
        <Form.Item name="title" label={p.name}><Input /></Form.Item>
        <div className="two-columns">
          {!decides && <Form.Item name="no" label={p.no}><Input /></Form.Item>}
          <Form.Item name="approved_by" label={p.approvedBy}><Input /></Form.Item>
          {!decides && <Form.Item name="on" label={p.on}><DatePicker style={{ width: "100%" }} /></Form.Item>}
          <Form.Item name="served_on" label={p.servedOn}><DatePicker style={{ width: "100%" }} /></Form.Item>
        </div>
        {decides && <p className="soft small">{p.decidesHint}</p>}
      </Form>
    </Modal>
  );
}
