import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { api, call, keys, type OfficeSetup } from "@/api";
import { useText } from "@/text";
import { ProblemView } from "@/ui/states";
import { LanguageSwitch } from "./LanguageSwitch";
import { Mark } from "./SignMark";

/** SetUp is the first page of a new office: its name and codes, and its first people. */
export function SetUp() {
  const t = useText();
  const s = t.shell.setup;
  const client = useQueryClient();
  const setUp = useMutation({
    mutationFn: (body: OfficeSetup) => call(api.POST("/api/office", { body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.office });
      await client.invalidateQueries({ queryKey: keys.session });
    },
  });
  const required = { required: true, message: t.common.required };
  return (
    <main className="alone alone-top">
      <div className="alone-card alone-wide">
        <div className="sign-head">
          <Mark />
          <div className="grow"><h1>{s.title}</h1><p className="soft small">{s.lead}</p></div>
          <LanguageSwitch />
        </div>
        <Form layout="vertical" onFinish={(v: OfficeSetup) => setUp.mutate(v)} initialValues={{ people: [{ roles: ["system_admin"] }, { roles: ["security_admin"] }, { roles: ["chief"] }] }} scrollToFirstError>
          <Form.Item name="name" label={s.name} extra={s.nameHint} rules={[required]}><Input autoFocus /></Form.Item>
          <div className="form-row">
            <Form.Item name="uscc" label={s.uscc} normalize={(v: string) => v.normalize("NFKC").toUpperCase().trim()} rules={[required, { pattern: /^[0-9A-Z]{18}$/, message: s.usccBad }]}><Input className="mono" maxLength={18} /></Form.Item>
            <Form.Item name="region" label={s.region} rules={[required, { pattern: /^\d{6}$/, message: s.regionBad }]}><Input className="mono" maxLength={6} /></Form.Item>
            <Form.Item name="code_word" label={s.codeWord} extra={s.codeWordHint} rules={[required]}><Input maxLength={12} /></Form.Item>
          </div>
          <h2 className="form-heading">{s.people}</h2>
          <p className="soft small" style={{ marginBottom: 8 }}>{s.peopleHint}</p>
          <PeopleList />
          {setUp.isError && <ProblemView problem={setUp.error} />}
          <div className="form-end"><Button type="primary" htmlType="submit" size="large" loading={setUp.isPending}>{s.submit}</Button></div>
        </Form>
      </div>
    </main>
  );
}

function PeopleList() {
  const t = useText();
  const s = t.shell.setup;
  const roles = Object.entries(t.account.role).map(([value, label]) => ({ value, label }));
  const required = { required: true, message: t.common.required };
  const needAdmin = {
    validator: (_: unknown, people: { roles?: string[] }[] | undefined) =>
      ["system_admin", "security_admin"].every((role) => people?.some((p) => p?.roles?.includes(role))) ? Promise.resolve() : Promise.reject(new Error(s.needAdmin)),
  };
  return (
    <Form.List name="people" rules={[needAdmin]}>
      {(fields, { add, remove }, { errors }) => (
        <div className="stack">
          {fields.map((field) => (
            <div key={field.key} className="person-row">
              <Form.Item name={[field.name, "name"]} rules={[required]}><Input placeholder={s.personName} aria-label={s.personName} /></Form.Item>
              <Form.Item name={[field.name, "username"]} rules={[required]}><Input placeholder={s.username} aria-label={s.username} autoComplete="off" /></Form.Item>
              <Form.Item name={[field.name, "roles"]} rules={[required]}><Select mode="multiple" placeholder={s.roles} aria-label={s.roles} options={roles} optionFilterProp="label" maxTagCount="responsive" /></Form.Item>
              <Form.Item name={[field.name, "password"]} rules={[required, { min: 10, message: t.shell.passwordRule }]}><Input.Password placeholder={s.password} aria-label={s.password} autoComplete="new-password" /></Form.Item>
              <Button type="text" disabled={fields.length === 1} onClick={() => remove(field.name)}>{t.common.remove}</Button>
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <div><Button onClick={() => add({ roles: [] })}>{s.addPerson}</Button></div>
        </div>
      )}
    </Form.List>
  );
}
