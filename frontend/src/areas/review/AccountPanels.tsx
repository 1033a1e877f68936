import { DownloadOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { nameOf, type Review, useCan } from "@/api";
import { day } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { useHandles } from "./CoursePanels";
import { useQuality } from "./queries";
import { StepFrame, type StepProps } from "./StepDialogs";

/** AccountPanels hold who answers for what: the chain of responsibility to take away, advisers, feedback to the handler. */
export function AccountPanels({ review }: { review: Review }) {
  const t = useText();
  const q = t.quality;
  const pick = usePick();
  const can = useCan();
  const handles = useHandles(review);
  const judge = can("judge") && !handles;
  const factors = useQuality().data?.factors ?? [];
  const [dialog, setDialog] = useState<"advice" | "feedback">();
  const { advice, feedback, same_person: samePerson } = review.course;
  const open = ["submitted", "accepted", "waiting", "judged"].includes(review.state);
  const file = (form: string) => `/api/cases/${review.case}/responsibility/${form}`;
  const labels = (ids: string[]) => ids.map((id) => factors.find((f) => f.id === id)).map((f) => (f ? pick(f.label) : "")).join(t.common.list);
  return (
    <>
      <Panel
        title={q.responsibility}
        extra={<span className="row"><Button size="small" icon={<DownloadOutlined />} href={file("docx")} download>docx</Button><Button size="small" icon={<DownloadOutlined />} href={file("pdf")} download>PDF</Button><Button size="small" icon={<DownloadOutlined />} href={`/api/cases/${review.case}/review-record`} download="review-record.json" title={t.reviewers.record}>JSON</Button></span>}
      >
        <span className="soft">{q.responsibilityHint}</span> {samePerson && <Badge tone="amber">{q.samePerson}</Badge>}
      </Panel>
      {(advice.length > 0 || (judge && open)) && (
        <Panel title={q.advice.title} flush={advice.length > 0} extra={judge && open && <Button size="small" onClick={() => setDialog("advice")}>{q.advice.add}</Button>}>
          {advice.length === 0 ? <span className="soft">{q.advice.none}</span> : <ul className="course">{advice.map((a) => <li key={a.at}><strong>{a.name}</strong> {a.capacity} <span className="soft small">{t.course.by(nameOf(a.by), day(a.at))}</span><p className="prose">{a.text}</p></li>)}</ul>}
        </Panel>
      )}
      {review.state === "signed" && review.practice === "" && (feedback.length > 0 || judge) && (
        <Panel title={q.feedback.title} flush={feedback.length > 0} extra={judge && <Button size="small" onClick={() => setDialog("feedback")}>{q.feedback.add}</Button>}>
          {feedback.length === 0 ? <span className="soft">{q.feedback.none}</span> : <ul className="course">{feedback.map((f) => <li key={f.at}><strong>{labels(f.factors)}</strong> <span className="soft small">{t.course.by(nameOf(f.by), day(f.at))}</span><p className="prose">{f.text}</p></li>)}</ul>}
        </Panel>
      )}
      {dialog === "advice" && <AdviceDialog review={review} onClose={() => setDialog(undefined)} />}
      {dialog === "feedback" && <FeedbackDialog review={review} onClose={() => setDialog(undefined)} />}
    </>
  );
}

function AdviceDialog({ review, onClose }: StepProps) {
  const a = useText().quality.advice;
  const [name, setName] = useState("");
  const [capacity, setCapacity] = useState("");
  const [text, setText] = useState("");
  return (
    <StepFrame review={review} onClose={onClose} title={a.add} ok={a.add} done={a.done} step={name.trim() && capacity.trim() && text.trim() ? { step: "advice", name, capacity, text } : undefined}>
      <Input autoFocus value={name} placeholder={a.name} aria-label={a.name} onChange={(e) => setName(e.target.value)} />
      <AutoComplete value={capacity} placeholder={a.capacity} aria-label={a.capacity} options={a.capacities.map((value) => ({ value }))} onChange={setCapacity} />
      <Input.TextArea rows={4} value={text} placeholder={a.text} aria-label={a.text} onChange={(e) => setText(e.target.value)} />
      <span className="soft small">{a.hint}</span>
    </StepFrame>
  );
}

function FeedbackDialog({ review, onClose }: StepProps) {
  const f = useText().quality.feedback;
  const pick = usePick();
  const options = (useQuality().data?.factors ?? []).map((x) => ({ value: x.id, label: pick(x.label) }));
  const [factors, setFactors] = useState<string[]>([]);
  const [text, setText] = useState("");
  return (
    <StepFrame review={review} onClose={onClose} title={f.title} ok={f.add} done={f.done} step={factors.length > 0 ? { step: "feedback", factors, text } : undefined}>
      <Checkbox.Group value={factors} options={options} onChange={setFactors} />
      <Input.TextArea rows={3} value={text} placeholder={f.text} aria-label={f.text} onChange={(e) => setText(e.target.value)} />
    </StepFrame>
  );
}
