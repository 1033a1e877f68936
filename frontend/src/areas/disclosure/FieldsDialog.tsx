import { Input, Modal, Radio, Select } from "antd";
import { useId, useState } from "react";

export interface DialogField { key: string; label: string; need?: boolean; begin?: string; day?: boolean; options?: { value: string; label: string }[]; hint?: string }

interface Choice { yes: string; no: string; needsReason?: boolean }

/** FieldsDialog asks for a few texts, for a choice of two where there is one, and for a picture where one may be kept. */
export function FieldsDialog({ title, fields, choice, picture, busy, onClose, onOk }: {
  title: string; fields: DialogField[]; choice?: Choice; picture?: string; busy: boolean; onClose: () => void; onOk: (values: Record<string, string>, picture: File | undefined, yes: boolean) => void;
}) {
  const id = useId();
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(fields.map((f) => [f.key, f.begin ?? ""])));
  const [file, setFile] = useState<File>();
  const [yes, setYes] = useState(true);
  const missing = fields.some((f) => f.need && values[f.key]?.trim() === "") || (choice?.needsReason && !yes && values["reason"]?.trim() === "");
  return (
    <Modal open title={title} okText={title} okButtonProps={{ disabled: missing, loading: busy }} onOk={() => onOk(values, file, yes)} onCancel={onClose}>
      <div className="stack stack-loose">
        {choice && <Radio.Group value={yes} onChange={(e) => setYes(e.target.value === true)} options={[{ value: true, label: choice.yes }, { value: false, label: choice.no }]} />}
        {fields.filter((f) => !choice?.needsReason || !yes || f.need).map((f) => (
          <label key={f.key} className="stack" htmlFor={`${id}-${f.key}`}>
            <span className="small soft">{f.label}{f.need && <span className="tone-red"> *</span>}</span>
            {f.options ? <Select<string> id={`${id}-${f.key}`} allowClear value={values[f.key] === "" ? undefined : values[f.key]} onChange={(v) => setValues({ ...values, [f.key]: v ?? "" })} options={f.options} /> : <Input id={`${id}-${f.key}`} placeholder={f.hint} type={f.day ? "date" : "text"} value={values[f.key]} onChange={(e) => setValues({ ...values, [f.key]: e.target.value })} />}
          </label>
        ))}
        {picture && <label className="stack"><span className="small soft">{picture}</span><input type="file" accept="image/*,.pdf" onChange={(e) => setFile(e.target.files?.[0])} /></label>}
      </div>
    </Modal>
  );
}
