import { Button, DatePicker, Input, Modal, Segmented, Upload } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { PaperTemplateDetail, TemplateReading } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Diff } from "@/ui/Marked";
import { useNotify } from "@/ui/notify";
import { Nothing, ProblemView } from "@/ui/states";
import { type Ground, useProposeTemplate, useReadTemplate } from "./templates";

/** TakeTemplate reads a Word file as the template of a paper, shows what is wrong and what is different, and proposes it. */
export function TakeTemplate({ template, onClose }: { template: PaperTemplateDetail; onClose: () => void }) {
  const t = useText();
  const s = t.settings.templates;
  const pick = usePick();
  const notify = useNotify();
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [ground, setGround] = useState<Ground>({ source: "", in_force_from: dayjs().format("YYYY-MM-DD"), note: "" });
  const read = useReadTemplate(template);
  const propose = useProposeTemplate(template);
  const reading = read.data?.reading;
  const ready = reading !== undefined && !reading.blocked && ground.source.trim() !== "" && ground.in_force_from !== "";
  const handlePropose = () => read.data && propose.mutate({ ...read.data, ground }, { onSuccess: (made) => { notify.done(s.proposed); onClose(); void navigate(`/rulebook/proposals/${made.id}`); } });
  const footer = reading
    ? [<Button key="back" onClick={() => read.reset()}>{s.other}</Button>, <Button key="go" type="primary" disabled={!ready} loading={propose.isPending} onClick={handlePropose}>{s.propose}</Button>]
    : [<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="read" type="primary" disabled={file === undefined} loading={read.isPending} onClick={() => file && read.mutate(file)}>{s.check}</Button>];
  return (
    <Modal open title={`${s.take} · ${pick(template.label)}`} width={1080} onCancel={onClose} footer={footer}>
      <div className="stack stack-loose">
        {reading ? (
          <>
            <Seen reading={reading} />
            {!reading.blocked && <GroundForm ground={ground} onChange={setGround} />}
          </>
        ) : (
          <Upload.Dragger maxCount={1} accept=".docx" beforeUpload={(f) => { setFile(f); read.reset(); return false; }} onRemove={() => setFile(undefined)}>
            <p>{s.drop}</p><p className="faint small">{s.formats}</p>
          </Upload.Dragger>
        )}
        {read.isError && <ProblemView problem={read.error} />}
        {propose.isError && <ProblemView problem={propose.error} />}
      </div>
    </Modal>
  );
}

/** GroundForm asks what a change rests on and from when it holds. */
export function GroundForm({ ground, onChange }: { ground: Ground; onChange: (ground: Ground) => void }) {
  const s = useText().settings.templates;
  return (
    <div className="stack">
      <div className="row">
        <Input aria-label={s.source} placeholder={s.sourceHint} maxLength={500} value={ground.source} onChange={(e) => onChange({ ...ground, source: e.target.value })} />
        <DatePicker aria-label={s.from} value={ground.in_force_from ? dayjs(ground.in_force_from) : null} onChange={(d) => onChange({ ...ground, in_force_from: d ? d.format("YYYY-MM-DD") : "" })} />
      </div>
      <p className="faint small">{s.secondPerson}</p>
    </div>
  );
}

function Seen({ reading }: { reading: TemplateReading }) {
  const s = useText().settings.templates;
  const pick = usePick();
  const [shown, setShown] = useState<"words" | "specimen">("words");
  const [way, setWay] = useState<"beside" | "merged">("beside");
  const parts = shown === "words" ? reading.diff : reading.specimen;
  const same = parts.every((p) => p.op === "same");
  return (
    <div className="stack">
      {reading.faults.length === 0 ? <p className="soft">{s.fine}</p> : (
        <div className={reading.blocked ? "problem" : "problem problem-quiet"} role="alert">
          <h3>{reading.blocked ? s.blocked : s.warned}</h3>
          <ul className="stack">
            {reading.faults.map((f, i) => (
              <li key={i}>
                <div className="row"><Badge tone={f.level === "block" ? "red" : "amber"}>{s.levels[f.level]}</Badge><strong>{pick(f.what)}</strong></div>
                {f.line && <div className="soft small">{s.inLine}{f.line}</div>}
                <div className="soft small">{pick(f.hint)}{f.article && <span className="faint"> · {f.article}</span>}</div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {reading.notes.length > 0 && <div className="problem problem-quiet"><h3>{s.notes}</h3><ul>{reading.notes.map((n) => <li key={n.what.en} className="small">{pick(n.what)} × {n.count}</li>)}</ul></div>}
      <div className="row">
        <strong className="grow">{s.compare}</strong>
        <Segmented value={shown} onChange={setShown} options={[{ value: "words", label: s.withMarks }, { value: "specimen", label: s.specimen }]} />
        <Segmented value={way} onChange={setWay} options={[{ value: "beside", label: s.beside }, { value: "merged", label: s.merged }]} />
      </div>
      {parts.length === 0 || same ? <Nothing title={parts.length === 0 ? s.noSpecimen : s.same} small /> : way === "merged" ? <div className="template-words template-low"><Diff parts={parts} /></div> : (
        <div className="template-beside">
          <section><h3 className="faint small">{s.before}</h3><div className="template-words template-low"><Diff parts={parts.filter((p) => p.op !== "added")} /></div></section>
          <section><h3 className="faint small">{s.after}</h3><div className="template-words template-low"><Diff parts={parts.filter((p) => p.op !== "removed")} /></div></section>
        </div>
      )}
    </div>
  );
}
