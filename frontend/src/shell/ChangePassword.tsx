import { useMutation } from "@tanstack/react-query";
import { Form, Input, Modal } from "antd";
import { api, call } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";

interface Fields { current: string; next: string; again: string }

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const t = useText();
  const s = t.shell;
  const notify = useNotify();
  const [form] = Form.useForm<Fields>();
  const change = useMutation({
    mutationFn: (v: Fields) => call(api.PUT("/api/session/password", { body: { current: v.current, new: v.next } })),
    onSuccess: () => {
      notify.done(s.passwordChanged);
      onClose();
    },
  });
  const required = { required: true, message: t.common.required };
  return (
    <Modal open title={s.changePassword} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={change.isPending} width={420}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v: Fields) => change.mutate(v)}>
        <Form.Item name="current" label={s.currentPassword} rules={[required]}><Input.Password autoFocus autoComplete="current-password" /></Form.Item>
        <Form.Item name="next" label={s.newPassword} extra={s.passwordRule} rules={[required, { min: 10, message: s.passwordRule }]}><Input.Password autoComplete="new-password" /></Form.Item>
        <Form.Item
          name="again" label={s.repeatPassword} dependencies={["next"]}
          rules={[required, ({ getFieldValue }) => ({ validator: (_, v) => (v === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(s.passwordDiffers))) })]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.isError && <ProblemView problem={change.error} />}
      </Form>
    </Modal>
  );
}
