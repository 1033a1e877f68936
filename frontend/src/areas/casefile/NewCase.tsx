import { Checkbox, Form, Input, Modal, Select } from "antd";
import { useNavigate } from "react-router";
import { type Kind, useKinds, usePeople, useRulebook, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { ProblemView } from "@/ui/states";
import { useOpenCase } from "./queries";

interface Fields { title: string; kind: string; procedure: string; source: string; handlers: string[]; restricted?: boolean; ground?: string; reason?: string }

interface NewCaseProps { onClose: () => void }

/** NewCase opens a case of one of the kinds that the office has switched on. */
export function NewCase({ onClose }: NewCaseProps) {
  const kinds = useKinds().data?.filter((k) => k.on);
  return kinds && <CaseForm kinds={kinds} onClose={onClose} />;
}

function CaseForm({ kinds, onClose }: NewCaseProps & { kinds: Kind[] }) {
  const t = useText();
  const c = t.casefile.create;
  const pick = usePick();
  const navigate = useNavigate();
  const book = useRulebook().data;
  const people = usePeople().data ?? [];
  const me = useSession().data?.person;
  const [form] = Form.useForm<Fields>();
  const chosen = Form.useWatch("kind", form);
  const course = Form.useWatch("procedure", form);
  const restricted = Form.useWatch("restricted", form);
  const r = t.casefile.restriction;
  const kind = kinds.find((k) => k.id === chosen) ?? kinds[0];
  const open = useOpenCase();
  const handleFinish = (fields: Fields) =>
    open.mutate({ title: fields.title, kind: fields.kind, procedure: fields.procedure, handlers: fields.handlers, source: fields.source ?? "", restriction: fields.restricted ? { ground: fields.ground ?? "", reason: fields.reason ?? "" } : undefined }, {
      onSuccess: (made) => {
        onClose();
        void navigate(`/cases/${made.id}`);
      },
    });
  const procedures = kind?.procedures ?? [];
  const hint = procedures.find((p) => p.id === course)?.title_hint;
  const options = (list: { id: string; label: { zh: string; en: string } }[]) => list.map((x) => ({ value: x.id, label: pick(x.label) }));
  return (
    <Modal open title={c.title} okText={c.submit} onOk={form.submit} onCancel={onClose} confirmLoading={open.isPending} width={560}>
      <Form
        form={form} layout="vertical" onFinish={handleFinish}
        initialValues={{ kind: kinds[0]?.id, procedure: kinds[0]?.procedures[0]?.id, handlers: me?.roles.includes("handler") ? [me.id] : [] }}
        onValuesChange={(changed: Partial<Fields>) => changed.kind && form.setFieldValue("procedure", kinds.find((k) => k.id === changed.kind)?.procedures[0]?.id)}
      >
        <Form.Item name="title" label={c.name} extra={hint && pick(hint)} rules={[{ required: true, whitespace: true, message: c.needName }]}><Input autoFocus maxLength={200} /></Form.Item>
        <div className="two-columns">
          <Form.Item name="kind" label={c.kind} rules={[{ required: true }]}><Select options={options(kinds)} /></Form.Item>
          <Form.Item name="procedure" label={c.procedure} rules={[{ required: true }]}><Select options={options(procedures)} /></Form.Item>
        </div>
        <Form.Item name="source" label={c.source}><Select allowClear options={(book?.codes["case_source"] ?? []).map((x) => ({ value: x.code, label: pick(x.label) }))} /></Form.Item>
        <Form.Item name="handlers" label={c.handlers} extra={c.handlersHint} rules={[{ type: "array", min: 2, message: c.needTwo }]}>
          <Select mode="multiple" optionFilterProp="label" options={people.filter((p) => p.active && p.roles.includes("handler")).map((p) => ({ value: p.id, label: p.name }))} />
        </Form.Item>
        <Form.Item name="restricted" valuePropName="checked" extra={restricted ? c.restrictedHint : undefined}><Checkbox>{c.restricted}</Checkbox></Form.Item>
        {restricted && (
          <div className="two-columns">
            <Form.Item name="ground" label={r.ground} rules={[{ required: true, message: r.needGround }]}><Select options={(book?.grounds ?? []).filter((g) => g.restricts).map((g) => ({ value: g.code, label: pick(g.label) }))} /></Form.Item>
            <Form.Item name="reason" label={r.reason} rules={[{ required: true, whitespace: true, message: r.needReason }]}><Input maxLength={2000} /></Form.Item>
          </div>
        )}
        {open.isError && <ProblemView problem={open.error} />}
      </Form>
    </Modal>
  );
}
