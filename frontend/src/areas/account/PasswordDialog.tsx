import { Form, Input, Modal } from "antd";
import type { Person } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useResetPassword } from "./queries";

export function PasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText();
  const a = t.account;
  const notify = useNotify();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useResetPassword(person.id);
  return (
    <Modal open title={`${a.resetPassword} · ${person.name}`} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={reset.isPending} width={420}>
      <Form form={form} layout="vertical" onFinish={(v) => reset.mutate(v.password, { onSuccess: () => { notify.done(a.passwordSet); onClose(); } })}>
        <Form.Item name="password" label={a.newPassword} extra={t.shell.passwordRule} rules={[{ required: true, min: 10, message: t.shell.passwordRule }]}><Input.Password autoFocus autoComplete="new-password" /></Form.Item>
        {reset.isError && <ProblemView problem={reset.error} />}
      </Form>
    </Modal>
  );
}
