import { Button, Input, Select } from "antd";
import { useState } from "react";
import type { Review, ReviewSupplement } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { useNotify } from "@/ui/notify";
import { titleOf } from "@/ui/paper/PaperList";
import { useCasePapers, useReviewStep } from "./queries";

interface Answer { answer: string; paper?: string }

/** SupplyForm is where the handler answers what review asked for: each lack with its reason in front, and the answer to it. */
export function SupplyForm({ review, supplement }: { review: Review; supplement: ReviewSupplement }) {
  const t = useText();
  const s = t.course.supply;
  const pick = usePick();
  const notify = useNotify();
  const run = useReviewStep(review);
  const papers = (useCasePapers(review.case).data ?? []).map((p) => ({ value: p.id, label: titleOf(p, pick) }));
  const [answers, setAnswers] = useState<Answer[]>(() => supplement.lacks.map(() => ({ answer: "" })));
  const [note, setNote] = useState("");
  const change = (at: number, part: Partial<Answer>) => setAnswers((old) => old.map((a, i) => (i === at ? { ...a, ...part } : a)));
  const ready = answers.every((a) => a.answer.trim() !== "" || a.paper);
  const handleSubmit = () => run.mutate({ step: "supply", replies: answers.map((a) => ({ answer: a.answer, paper: a.paper ?? "" })), note }, { onSuccess: () => notify.done(s.done) });
  useActions(ready ? [{ id: "supply.submit", label: s.submit, keys: ["p"], run: handleSubmit }] : []);
  return (
    <div className="stack">
      {supplement.lacks.map((l, i) => (
        <div key={l.what} className="lack">
          <div><span className="faint small">{s.lack(i + 1)}</span> <strong>{l.what}</strong> <span className="soft">{l.reason}</span></div>
          <div className="lack-answer">
            <Input.TextArea autoFocus={i === 0} rows={2} value={answers[i]?.answer} placeholder={s.answer} aria-label={`${s.answer} ${i + 1}`} onChange={(e) => change(i, { answer: e.target.value })} />
            <Select allowClear showSearch={{ optionFilterProp: "label" }} value={answers[i]?.paper} options={papers} placeholder={s.withPaper} aria-label={`${s.withPaper} ${i + 1}`} onChange={(paper?: string) => change(i, { paper })} />
          </div>
        </div>
      ))}
      <Input value={note} placeholder={s.note} aria-label={s.note} onChange={(e) => setNote(e.target.value)} />
      <div><Button type="primary" disabled={!ready} loading={run.isPending} onClick={handleSubmit}>{s.submit} <kbd>p</kbd></Button></div>
    </div>
  );
}
