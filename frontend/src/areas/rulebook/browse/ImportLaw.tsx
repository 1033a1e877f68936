import { Button, DatePicker, Input, Modal, Select, Upload } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import { type LawReading, useInstruments } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { type LawForm, useKeepLaw, useReadLaw } from "../queries";
import { Articles } from "./Articles";

/** ImportLaw reads a file as the text of a law, shows its articles and what is odd about them, and keeps it once a person has confirmed that. */
export function ImportLaw({ onClose }: { onClose: () => void }) {
  const t = useText();
  const l = t.rulebook.laws;
  const pick = usePick();
  const notify = useNotify();
  const navigate = useNavigate();
  const instruments = useInstruments().data ?? [];
  const [file, setFile] = useState<File>();
  const [form, setForm] = useState<LawForm>({ instrument: "", edition: "", from: "", to: "" });
  const read = useReadLaw();
  const keep = useKeepLaw();
  const set = (change: Partial<LawForm>) => { setForm({ ...form, ...change }); read.reset(); };
  const ready = file !== undefined && form.instrument !== "" && form.from !== "";
  const handleKeep = () => file && read.data && keep.mutate({ file, form, mark: read.data.mark }, { onSuccess: (law) => { notify.done(l.done); onClose(); void navigate(`/rulebook/laws/${law.id}`); } });
  const footer = read.data
    ? [<Button key="back" onClick={() => read.reset()}>{l.back}</Button>, <Button key="keep" type="primary" loading={keep.isPending} onClick={handleKeep}>{read.data.findings.length > 0 ? l.keepAnyway : l.keep}</Button>]
    : [<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="read" type="primary" disabled={!ready} loading={read.isPending} onClick={() => file && read.mutate({ file, form })}>{l.read}</Button>];
  return (
    <Modal open title={l.importTitle} width={760} onCancel={onClose} footer={footer}>
      <div className="stack stack-loose">
        {read.data ? <Seen reading={read.data} /> : (
          <>
            <Upload.Dragger maxCount={1} accept=".docx,.doc,.pdf,.txt,.html,.htm,.rtf,.wps,.ofd" beforeUpload={(f) => { setFile(f); read.reset(); return false; }} onRemove={() => setFile(undefined)}>
              <p>{l.drop}</p><p className="faint small">{l.formats}</p>
            </Upload.Dragger>
            <Select showSearch optionFilterProp="label" placeholder={l.instrument} aria-label={l.instrument} value={form.instrument || undefined} onChange={(instrument: string) => set({ instrument })} options={instruments.map((i) => ({ value: i.id, label: pick(i.label) }))} />
            <Input placeholder={l.edition} aria-label={l.edition} value={form.edition} onChange={(e) => set({ edition: e.target.value })} />
            <div className="row">
              <DatePicker placeholder={l.from} aria-label={l.from} value={form.from ? dayjs(form.from) : null} onChange={(d) => set({ from: d ? d.format("YYYY-MM-DD") : "" })} />
              <DatePicker placeholder={l.to} aria-label={l.to} value={form.to ? dayjs(form.to) : null} onChange={(d) => set({ to: d ? d.format("YYYY-MM-DD") : "" })} />
              <span className="faint small">{l.toHint}</span>
            </div>
          </>
        )}
        {read.isError && <ProblemView problem={read.error} />}
        {keep.isError && <ProblemView problem={keep.error} />}
      </div>
    </Modal>
  );
}

function Seen({ reading }: { reading: LawReading }) {
  const l = useText().rulebook.laws;
  const pick = usePick();
  const count = reading.articles.filter((a) => a.no > 0).length;
  return (
    <div className="stack">
      <strong>{l.read1(count)}</strong>
      {reading.findings.length === 0 ? <span className="soft">{l.fine}</span> : (
        <div className="problem problem-quiet"><h3>{l.findings(reading.findings.length)}</h3><p className="soft">{l.findingsHint}</p>
          <ul className="law-findings">{reading.findings.map((f) => <li key={f.kind + f.article + f.says.en}>{pick(f.says)}</li>)}</ul></div>
      )}
      <div className="law-preview"><Articles content={reading.articles} /></div>
    </div>
  );
}
