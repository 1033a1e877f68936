import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Radio, Select } from "antd";
import { useState } from "react";
import { type DisputeLevel, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { StepFrame, type StepProps } from "./StepDialogs";

export function ExtendDialog({ review, onClose }: StepProps) {
  const t = useText();
  const e = t.course.extend;
  const { offer } = review.course;
  const [reason, setReason] = useState("");
  const [knowing, setKnowing] = useState(false);
  const ready = reason.trim() !== "" && (offer.past === "" || knowing);
  return (
    <StepFrame review={review} onClose={onClose} title={e.title} ok={e.action} done={e.done} step={ready ? { step: "extend", reason, knowing } : undefined}>
      <strong className="num">{e.gives(offer.days, offer.due_on)}</strong>
      <Input.TextArea autoFocus rows={3} value={reason} placeholder={t.course.reason} aria-label={t.course.reason} onChange={(x) => setReason(x.target.value)} />
      {offer.past !== "" && (
        <div className="problem problem-quiet stack">
          <span className="tone-red">{e.past(offer.past)}</span>
          <Checkbox checked={knowing} onChange={(x) => setKnowing(x.target.checked)}>{e.knowing}</Checkbox>
        </div>
      )}
    </StepFrame>
  );
}

interface LackLine { key: number; what: string; reason: string; code?: string }

export function AskDialog({ review, onClose }: StepProps) {
  const t = useText();
  const s = t.course.supply;
  const [lines, setLines] = useState<LackLine[]>([{ key: 0, what: "", reason: "" }]);
  const change = (key: number, part: Partial<LackLine>) => setLines((old) => old.map((l) => (l.key === key ? { ...l, ...part } : l)));
  const ready = lines.every((l) => l.what.trim() !== "" && l.reason.trim() !== "");
  const lacks = lines.map(({ what, reason, code }) => ({ what, reason, code }));
  return (
    <StepFrame review={review} onClose={onClose} title={s.askTitle} ok={s.ask} done={s.asked} step={ready ? { step: "ask", lacks } : undefined} wide>
      {lines.map((l, i) => (
        <div key={l.key} className="lack-line">
          <PaperCode review={review} value={l.code} onChange={(code, title) => change(l.key, { code, what: l.what || title })} />
          <Input autoFocus={i === lines.length - 1} value={l.what} placeholder={s.what} aria-label={s.what} onChange={(x) => change(l.key, { what: x.target.value })} />
          <Input value={l.reason} placeholder={s.why} aria-label={s.why} onChange={(x) => change(l.key, { reason: x.target.value })} />
          <Button type="text" icon={<CloseOutlined />} aria-label={s.removeLine} disabled={lines.length === 1} onClick={() => setLines((old) => old.filter((x) => x.key !== l.key))} />
        </div>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => setLines((old) => [...old, { key: Math.max(...old.map((x) => x.key)) + 1, what: "", reason: "" }])}>{s.add}</Button>
      <span className="soft small">{s.askHint}</span>
    </StepFrame>
  );
}

interface PaperCodeProps { review: StepProps["review"]; value?: string; onChange: (code: string | undefined, title: string) => void }

/** PaperCode chooses a paper of the submission that is missing. */
function PaperCode({ review, value, onChange }: PaperCodeProps) {
  const t = useText();
  const pick = usePick();
  const names = useNames();
  const codes = [...new Set(review.items.flatMap((i) => i.papers))];
  const options = codes.map((code) => ({ value: code, label: pick(names.paper(code)) }));
  return (
    <Select
      allowClear showSearch={{ optionFilterProp: "label" }} value={value} options={options} placeholder={t.course.supply.code} aria-label={t.course.supply.code}
      onChange={(code?: string) => onChange(code, code ? pick(names.paper(code)) : "")}
    />
  );
}

export function ObjectDialog({ review, onClose }: StepProps) {
  const t = useText();
  const d = t.course.dispute;
  const pick = usePick();
  const [reasons, setReasons] = useState("");
  const [items, setItems] = useState<string[]>([]);
  const options = review.items.filter((i) => i.finding === "not_met").concat(review.items.filter((i) => i.finding !== "not_met")).map((i) => ({ value: i.id, label: `${i.id} ${pick(i.question)}` }));
  return (
    <StepFrame review={review} onClose={onClose} title={d.objectTitle} ok={d.object} done={d.objected} step={reasons.trim() ? { step: "object", reasons, items } : undefined} wide>
      <Input.TextArea autoFocus rows={5} value={reasons} placeholder={d.objectReasons} aria-label={d.objectReasons} onChange={(e) => setReasons(e.target.value)} />
      <Select mode="multiple" value={items} options={options} onChange={setItems} placeholder={d.objectItems} aria-label={d.objectItems} showSearch={{ optionFilterProp: "label" }} style={{ width: "100%" }} />
      <span className="soft small">{d.noBypass}</span>
    </StepFrame>
  );
}

/** RulingDialog is the answer of the legal office and, with a level, the ruling of whom a dispute was referred to. */
export function RulingDialog({ review, onClose, level }: StepProps & { level?: DisputeLevel }) {
  const t = useText();
  const d = t.course.dispute;
  const [result, setResult] = useState<"upheld" | "again">();
  const [text, setText] = useState("");
  const [minority, setMinority] = useState("");
  const said = result && text.trim() ? { result, text, minority } : undefined;
  const step = said && (level ? { step: "rule" as const, level, ...said } : { step: "answer" as const, ...said });
  return (
    <StepFrame review={review} onClose={onClose} title={level ? `${d.ruleTitle} · ${d.levels[level]}` : d.answerTitle} ok={level ? d.rule : d.answer} done={level ? d.ruledDone : d.answered} step={step} wide>
      <Radio.Group value={result} onChange={(e) => setResult(e.target.value)} options={[{ value: "upheld", label: d.results.upheld }, { value: "again", label: d.results.again }]} aria-label={d.result} />
      <Input.TextArea autoFocus rows={4} value={text} placeholder={d.text} aria-label={d.text} onChange={(e) => setText(e.target.value)} />
      <Input.TextArea rows={2} value={minority} placeholder={d.minority} aria-label={d.minority} onChange={(e) => setMinority(e.target.value)} />
      <span className="soft small">{d.noBypass}</span>
    </StepFrame>
  );
}

export function ReferDialog({ review, onClose }: StepProps) {
  const t = useText();
  const d = t.course.dispute;
  const levels: DisputeLevel[] = review.course.dispute.state === "ruled" ? ["head", "discussion"] : ["deputy"];
  const [level, setLevel] = useState<DisputeLevel>(levels[0] ?? "deputy");
  const [text, setText] = useState("");
  return (
    <StepFrame review={review} onClose={onClose} title={d.referTitle} ok={d.refer} done={d.referred} step={text.trim() ? { step: "refer", level, text } : undefined}>
      <Radio.Group value={level} onChange={(e) => setLevel(e.target.value)} options={levels.map((l) => ({ value: l, label: d.levels[l] }))} aria-label={d.level} />
      <Input.TextArea autoFocus rows={4} value={text} placeholder={d.text} aria-label={d.text} onChange={(e) => setText(e.target.value)} />
    </StepFrame>
  );
}

export function WithdrawDialog({ review, onClose }: StepProps) {
  const t = useText();
  const d = t.course.dispute;
  const [reason, setReason] = useState("");
  return (
    <StepFrame review={review} onClose={onClose} title={d.withdrawTitle} ok={d.withdraw} done={d.withdrawn} step={reason.trim() ? { step: "withdraw", reason } : undefined}>
      <Input.TextArea autoFocus rows={3} value={reason} placeholder={d.text} aria-label={d.text} onChange={(e) => setReason(e.target.value)} />
    </StepFrame>
  );
}
