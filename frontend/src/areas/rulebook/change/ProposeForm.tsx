import { Button, DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import { useNavigate } from "react-router";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { type Change, usePropose } from "../queries";

interface Filled { source: string; date: Dayjs; note?: string }

/** ProposeForm puts a change before a second person, with what it rests on and the day from which it holds. */
export function ProposeForm({ change, onProposed }: { change: Change; onProposed: () => void }) {
  const d = useText().rulebook.draft;
  const notify = useNotify();
  const navigate = useNavigate();
  const propose = usePropose();
  const [form] = Form.useForm<Filled>();
  const handleFinish = ({ source, date, note }: Filled) => propose.mutate({ ...change, source, in_force_from: date.format("YYYY-MM-DD"), ...(note ? { note } : {}) }, {
    onSuccess: (made) => {
      notify.done(d.proposed);
      onProposed();
      void navigate(`/rulebook/proposals/${made.id}`);
    },
  });
  return (
    <Panel title={d.propose}>
      <Form<Filled> form={form} component={false} layout="vertical" onFinish={handleFinish} requiredMark={false}>
        <div className="propose-form">
          <Form.Item name="source" label={d.sourceLabel} rules={[{ required: true, whitespace: true, message: d.needSource }]}><Input placeholder={d.sourceHint} maxLength={500} /></Form.Item>
          <Form.Item name="date" label={d.dateLabel} rules={[{ required: true, message: d.needDate }]}><DatePicker style={{ width: "100%" }} /></Form.Item>
        </div>
        <Form.Item name="note" label={d.noteLabel}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} /></Form.Item>
        <Button type="primary" onClick={form.submit} loading={propose.isPending}>{d.submit}</Button>
      </Form>
    </Panel>
  );
}
