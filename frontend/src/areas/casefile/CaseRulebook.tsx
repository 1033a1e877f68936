import { Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Case, useLibrary, useRulebook } from "@/api";
import { today } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { useChangeRulebook } from "./queries";

/** CaseRulebook says which version of the rulebook a case is under, and begins the step to another one. */
export function CaseRulebook({ data }: { data: Case }) {
  const c = useText().rulebook.case;
  const library = useLibrary(!data.rulebook.current).data;
  const book = useRulebook().data;
  const [moving, setMoving] = useState(false);
  const final = book?.states.find((s) => s.id === data.state && s.procedures.includes(data.procedure))?.final === true;
  const mayMove = library?.may_move === true && !final && !data.rulebook.current;
  return (
    <span className="row" style={{ gap: 6 }}>
      <span>{c.under} <Link className="num" to={`/rulebook/versions/${data.rulebook.version}`}>{data.rulebook.label}</Link></span>
      {!data.rulebook.current && !mayMove && <span className="faint">{c.older}</span>}
      {mayMove && <button type="button" className="plain-button tone-accent" title={c.older} onClick={() => setMoving(true)}>{c.move}</button>}
      {moving && <MoveDialog data={data} onClose={() => setMoving(false)} />}
    </span>
  );
}

function MoveDialog({ data, onClose }: { data: Case; onClose: () => void }) {
  const t = useText();
  const c = t.rulebook.case;
  const notify = useNotify();
  const library = useLibrary().data;
  const change = useChangeRulebook(data.id);
  const [form] = Form.useForm<{ version: string; reason: string }>();
  const choices = (library?.versions ?? []).filter((v) => v.version !== data.rulebook.version && v.in_force_from <= today());
  const handleFinish = (body: { version: string; reason: string }) => change.mutate(body, {
    onSuccess: () => {
      notify.done(c.moved);
      onClose();
    },
  });
  return (
    <Modal open title={c.moveTitle} okText={c.move} cancelText={t.common.cancel} confirmLoading={change.isPending} onOk={form.submit} onCancel={onClose}>
      <p className="soft" style={{ marginBottom: 12 }}>{c.moveHint}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ version: library?.current }} onFinish={handleFinish}>
        <Form.Item name="version" label={c.version} rules={[{ required: true }]}><Select options={choices.map((v) => ({ value: v.version, label: `${v.label} · ${v.source}` }))} /></Form.Item>
        <Form.Item name="reason" label={c.reason} rules={[{ required: true, whitespace: true, message: c.needReason }]}><Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={2000} /></Form.Item>
      </Form>
    </Modal>
  );
}
