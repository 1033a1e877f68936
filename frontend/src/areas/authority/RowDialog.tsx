import { Button, Form, Input, Modal, Popconfirm } from "antd";
import { useRef, useState } from "react";
import { download, type ListField, type ListRow, type OpenListDetail, useCan } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { usePicture, usePutRows, useRemoveRow } from "./queries";

interface RowDialogProps { list: OpenListDetail; row?: ListRow; onClose: () => void }

/** RowDialog shows a row with what the version in force says, and changes it or takes it off. */
export function RowDialog({ list, row, onClose }: RowDialogProps) {
  const t = useText();
  const l = t.lists;
  const pick = usePick();
  const notify = useNotify();
  const keep = useCan()("keepLists") && row?.state !== "removed";
  const [form] = Form.useForm<Record<string, string>>();
  const save = usePutRows(list.id);
  const fields = list.fields.filter((f) => f.type !== "picture");
  const pictures = Object.fromEntries(list.fields.filter((f) => f.type === "picture").map((f) => [f.id, row?.content[f.id] ?? ""]));
  const handleFinish = (values: Record<string, string | undefined>) => {
    const content = Object.fromEntries(Object.entries({ ...pictures, ...values }).map(([k, v]) => [k, v ?? ""]));
    save.mutate([{ id: row?.id, content }], { onSuccess: () => { notify.done(l.saved); onClose(); } });
  };
  const footer = keep ? undefined : <Button onClick={onClose}>{t.common.close}</Button>;
  return (
    <Modal open title={row === undefined ? l.add : l.edit} okText={t.common.save} onOk={form.submit} onCancel={onClose} confirmLoading={save.isPending} width={720} footer={footer}>
      <Form form={form} layout="vertical" initialValues={row?.content} onFinish={handleFinish} disabled={!keep}>
        <div className="list-form">
          {fields.map((f, i) => (
            <Form.Item key={f.id} name={f.id} label={<>{pick(f.label)} <span className="faint small">{f.optional ? l.optional : ""}</span></>} extra={<Beneath list={list} row={row} field={f} />} rules={f.type === "date" ? [{ pattern: /^\d{4}-\d{2}-\d{2}$/, message: l.date }] : []}>
              {f.type === "date" ? <Input placeholder={l.date} autoFocus={i === 0} /> : <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} autoFocus={i === 0} />}
            </Form.Item>
          ))}
        </div>
        {save.isError && <ProblemView problem={save.error} />}
      </Form>
      {row !== undefined && list.fields.filter((f) => f.type === "picture").map((f) => <Picture key={f.id} list={list} row={row} field={f} keep={keep} />)}
      {row !== undefined && (
        <div className="row" style={{ marginTop: 12 }}>
          {list.fields.some((f) => f.type === "picture") && list.from !== "courses" && row.state !== "new" && <Button size="small" onClick={() => void download("GET", `/api/lists/${list.id}/rows/${row.id}/sign`).catch(notify.failed)}>{l.sign}</Button>}
          <span className="grow" />
          {keep && <Removal list={list} row={row} onClose={onClose} />}
        </div>
      )}
    </Modal>
  );
}

/** Beneath says under a column how it is written, what the version in force says, and what wants looking at. */
function Beneath({ list, row, field }: { list: OpenListDetail; row?: ListRow; field: ListField }) {
  const l = useText().lists;
  const pick = usePick();
  const flags = list.flags.filter((f) => f.row === row?.id && row !== undefined && f.field === field.id && f.kind !== "missing");
  const was = row?.state === "changed" && (row.was?.[field.id] ?? "") !== (row.content[field.id] ?? "") ? row.was?.[field.id] ?? l.wasEmpty : undefined;
  return (
    <>
      {field.type === "citations" && row === undefined && <span className="small">{l.citations}</span>}
      {was !== undefined && <span className="small">{l.was(was)} </span>}
      {flags.map((f, i) => <span key={i} className="small tone-red">{pick(f.text)} </span>)}
    </>
  );
}

function Picture({ list, row, field, keep }: { list: OpenListDetail; row: ListRow; field: ListField; keep: boolean }) {
  const l = useText().lists;
  const pick = usePick();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const put = usePicture(list.id);
  const hash = row.content[field.id];
  const choose = (file: File | undefined) => file && put.mutate({ row: row.id, field: field.id, file }, { onSuccess: () => notify.done(l.pictureSaved), onError: notify.failed });
  return (
    <div className="row" style={{ marginTop: 8 }}>
      {hash && <img className="list-photo" alt={pick(field.label)} src={`/api/lists/${list.id}/rows/${row.id}/pictures/${field.id}?sha256=${hash}`} />}
      <div className="stack">
        <span>{pick(field.label)}</span>
        {keep && <Button size="small" loading={put.isPending} onClick={() => input.current?.click()}>{l.choosePicture}</Button>}
        <span className="faint small">{l.pictureHint}</span>
      </div>
      <input ref={input} type="file" accept="image/jpeg,image/png" hidden onChange={(e) => choose(e.target.files?.[0])} />
    </div>
  );
}

function Removal({ list, row, onClose }: { list: OpenListDetail; row: ListRow; onClose: () => void }) {
  const t = useText();
  const l = t.lists;
  const notify = useNotify();
  const [reason, setReason] = useState("");
  const remove = useRemoveRow(list.id);
  return (
    <>
      <Popconfirm
        title={l.remove} okText={l.remove} cancelText={t.common.cancel} okButtonProps={{ danger: true, disabled: reason.trim() === "" }}
        description={<Input aria-label={l.removeReason} placeholder={l.removeReason} value={reason} onChange={(e) => setReason(e.target.value)} />}
        onConfirm={() => remove.mutate({ row: row.id, reason }, { onSuccess: () => { notify.done(l.removed); onClose(); }, onError: notify.failed })}
      >
        <Button danger size="small" loading={remove.isPending}>{l.remove}</Button>
      </Popconfirm>
    </>
  );
}
