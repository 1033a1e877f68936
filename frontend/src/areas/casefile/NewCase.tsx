import { Form, Input, Modal, Select } from "antd";
import { useNavigate } from "react-router";
import { usePeople, useRulebook, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { ProblemView } from "@/ui/states";
import { useOpenCase } from "./queries";

interface Fields { title: string; kind: string; procedure: string; source: string; handlers: string[] }

export function NewCase({ onClose }: { onClose: () => void }) {
  const t = useText();
  const c = t.casefile.create;
  const pick = usePick();
  const navigate = useNavigate();
  const book = useRulebook().data;
  const people = usePeople().data ?? [];
  const me = useSession().data?.person;
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch("kind", form) ?? book?.kinds[0]?.id;
  const open = useOpenCase();
  const handleFinish = (fields: Fields) =>
    open.mutate({ ...fields, source: fields.source ?? "" }, {
      onSuccess: (made) => {
        onClose();
        void navigate(`/cases/${made.id}`);
      },
    });
  const procedures = book?.kinds.find((k) => k.id === kind)?.procedures ?? [];
  const options = (list: { id: string; label: { zh: string; en: string } }[]) => list.map((x) => ({ value: x.id, label: pick(x.label) }));
  return (
    <Modal open title={c.title} okText={c.submit} onOk={form.submit} onCancel={onClose} confirmLoading={open.isPending} width={560}>
      <Form
        form={form} layout="vertical" onFinish={handleFinish}
        initialValues={{ kind: book?.kinds[0]?.id, procedure: book?.kinds[0]?.procedures[0]?.id, handlers: me?.roles.includes("handler") ? [me.id] : [] }}
        onValuesChange={(changed: Partial<Fields>) => changed.kind && form.setFieldValue("procedure", book?.kinds.find((k) => k.id === changed.kind)?.procedures[0]?.id)}
      >
        <Form.Item name="title" label={c.name} extra={c.nameHint} rules={[{ required: true, whitespace: true, message: c.needName }]}><Input autoFocus maxLength={200} /></Form.Item>
        <div className="two-columns">
          <Form.Item name="kind" label={c.kind} rules={[{ required: true }]}><Select options={options(book?.kinds ?? [])} /></Form.Item>
          <Form.Item name="procedure" label={c.procedure} rules={[{ required: true }]}><Select options={options(procedures)} /></Form.Item>
        </div>
        <Form.Item name="source" label={c.source}><Select allowClear options={(book?.codes["case_source"] ?? []).map((x) => ({ value: x.code, label: pick(x.label) }))} /></Form.Item>
        <Form.Item name="handlers" label={c.handlers} extra={c.handlersHint} rules={[{ type: "array", min: 2, message: c.needTwo }]}>
          <Select mode="multiple" optionFilterProp="label" options={people.filter((p) => p.active && p.roles.includes("handler")).map((p) => ({ value: p.id, label: p.name }))} />
        </Form.Item>
        {open.isError && <ProblemView problem={open.error} />}
      </Form>
    </Modal>
  );
}
