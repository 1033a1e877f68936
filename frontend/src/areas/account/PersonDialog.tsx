import { Checkbox, DatePicker, Form, Input, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type Person, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useSavePerson } from "./queries";
import "./account.css";

interface Fields {
  name: string; username: string; department?: string; roles: string[]; cert_no?: string; cert: [Dayjs | null, Dayjs | null] | null;
  law_qualified?: boolean; first_review_on: Dayjs | null; password?: string; active: boolean;
}

const asDay = (text: string | undefined) => (text ? dayjs(text) : null);
const asText = (day: Dayjs | null | undefined) => (day ? day.format("YYYY-MM-DD") : "");

/** PersonDialog adds or changes a person: name, roles, certificate, qualification. */
export function PersonDialog({ person, onClose }: { person?: Person; onClose: () => void }) {
  const t = useText();
  const a = t.account;
  const pick = usePick();
  const notify = useNotify();
  const roles = useRulebook().data?.roles ?? [];
  const [form] = Form.useForm<Fields>();
  const save = useSavePerson(person?.id);
  const handleFinish = (v: Fields) =>
    save.mutate({
      name: v.name, username: v.username, department: v.department ?? "", roles: v.roles, cert_no: v.cert_no ?? "", cert_from: asText(v.cert?.[0]), cert_to: asText(v.cert?.[1]),
      law_qualified: v.law_qualified ?? false, first_review_on: asText(v.first_review_on), active: v.active, password: v.password,
    }, { onSuccess: () => { notify.done(a.personSaved); onClose(); } });
  const required = { required: true, message: t.common.required };
  return (
    <Modal open title={person ? a.edit : a.add} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={save.isPending} width={620}>
      <Form
        form={form} layout="vertical" onFinish={handleFinish}
        initialValues={{ ...person, roles: person?.roles ?? [], cert: [asDay(person?.cert_from), asDay(person?.cert_to)], first_review_on: asDay(person?.first_review_on), active: person?.active ?? true }}
      >
        <div className="person-grid">
          <Form.Item name="name" label={a.name} rules={[required]}><Input autoFocus /></Form.Item>
          <Form.Item name="username" label={a.username} rules={[required]}><Input autoComplete="off" disabled={person !== undefined} /></Form.Item>
          <Form.Item name="department" label={a.department}><Input /></Form.Item>
          {person === undefined && <Form.Item name="password" label={a.password} rules={[required, { min: 10, message: t.shell.passwordRule }]}><Input.Password autoComplete="new-password" /></Form.Item>}
          <Form.Item name="roles" label={a.roles} rules={[required]} className="person-wide"><Select mode="multiple" optionFilterProp="label" options={roles.map((r) => ({ value: r.id, label: pick(r.label) }))} /></Form.Item>
          <Form.Item name="cert_no" label={a.certNo}><Input className="mono" /></Form.Item>
          <Form.Item name="cert" label={`${a.certFrom} – ${a.certTo}`}><DatePicker.RangePicker allowEmpty={[true, true]} style={{ width: "100%" }} /></Form.Item>
          <Form.Item name="first_review_on" label={a.firstReview}><DatePicker style={{ width: "100%" }} /></Form.Item>
          <Form.Item name="law_qualified" valuePropName="checked" label=" "><Checkbox>{a.lawQualified}</Checkbox></Form.Item>
        </div>
        <p className="faint small">{a.firstReviewHint}</p>
        {person && <Form.Item name="active" valuePropName="checked" style={{ marginTop: 10 }}><Checkbox>{a.active}</Checkbox></Form.Item>}
        {save.isError && <ProblemView problem={save.error} />}
      </Form>
    </Modal>
  );
}
