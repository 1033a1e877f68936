import { DatePicker, Form, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { OpenListDetail } from "@/api";
import { today } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useApprove, usePost } from "./queries";

interface DialogProps { list: OpenListDetail; onClose: () => void }

/** ApproveDialog makes what is kept the next version. */
export function ApproveDialog({ list, onClose }: DialogProps) {
  const t = useText();
  const l = t.lists;
  const notify = useNotify();
  const [form] = Form.useForm<{ from: Dayjs; reason: string }>();
  const approve = useApprove(list.id);
  return (
    <Modal open title={l.approve} okText={l.approve} onOk={form.submit} onCancel={onClose} confirmLoading={approve.isPending}>
      <Form form={form} layout="vertical" initialValues={{ from: dayjs(today()) }} onFinish={(v) => approve.mutate({ valid_from: v.from.format("YYYY-MM-DD"), reason: v.reason }, { onSuccess: () => { notify.done(l.approved); onClose(); } })}>
        <Form.Item name="from" label={l.validFrom} rules={[{ required: true, message: t.common.required }]}><DatePicker style={{ width: "100%" }} /></Form.Item>
        <Form.Item name="reason" label={l.reason} extra={l.reasonHint} rules={[{ required: true, whitespace: true, message: t.common.required }]}><Input.TextArea autoFocus rows={2} maxLength={2000} /></Form.Item>
        {approve.isError && <ProblemView problem={approve.error} />}
      </Form>
    </Modal>
  );
}

/** PostDialog notes where and when the latest version was published. */
export function PostDialog({ list, onClose }: DialogProps) {
  const t = useText();
  const l = t.lists;
  const notify = useNotify();
  const [form] = Form.useForm<{ day: Dayjs; address: string }>();
  const post = usePost(list.id);
  return (
    <Modal open title={l.post} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={post.isPending}>
      <Form form={form} layout="vertical" initialValues={{ day: dayjs(today()) }} onFinish={(v) => post.mutate({ day: v.day.format("YYYY-MM-DD"), address: v.address }, { onSuccess: () => { notify.done(l.postedDone); onClose(); } })}>
        <Form.Item name="day" label={l.day} rules={[{ required: true, message: t.common.required }]}><DatePicker style={{ width: "100%" }} /></Form.Item>
        <Form.Item name="address" label={l.address} rules={[{ required: true, whitespace: true, message: t.common.required }]}><Input autoFocus maxLength={2000} /></Form.Item>
        {post.isError && <ProblemView problem={post.error} />}
      </Form>
    </Modal>
  );
}
