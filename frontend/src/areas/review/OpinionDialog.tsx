import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { type Review, type ReviewItem, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Choices } from "@/ui/Choices";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import type { Mark } from "./autosave";
import { useReviewStep } from "./queries";
import { blocksOf, mayGive, silent } from "./rules";

/** OpinionDialog offers the opinions; a passing one is closed, with the reason, while anything is open or unmet. */
export function OpinionDialog({ review, mark, onClose }: { review: Review; mark: Mark; onClose: () => void }) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const notify = useNotify();
  const opinions = useRulebook().data?.opinions ?? [];
  const blocks = blocksOf(review.items);
  const [code, setCode] = useState(review.opinion ?? "");
  const [text, setText] = useState(review.opinion_text);
  const step = useReviewStep(review);
  const chosen = opinions.find((o) => o.code === code);
  const ready = chosen !== undefined && mayGive(chosen, blocks) && text.trim() !== "";
  const why = [...(blocks.open > 0 ? [d.blockedOpen(blocks.open)] : []), ...(blocks.bad > 0 ? [d.blockedBad(blocks.bad)] : []), ...(blocks.silent > 0 ? [d.blockedSilent(blocks.silent)] : []), ...(blocks.unreasoned > 0 ? [t.review.departure.blocked(blocks.unreasoned)] : [])].join(t.common.comma);
  const choices = opinions.map((o) => {
    const open = mayGive(o, blocks);
    return { id: o.code, code: o.code, open, title: pick(o.label), about: open ? pick(o.effect) : why, end: <Badge tone={o.passes ? "accent" : "plain"}>{o.passes ? d.passes : d.notPass}</Badge> };
  });
  const handleOk = () =>
    step.mutate({ step: "opinion", code, text }, {
      onSuccess: () => {
        notify.done(d.proposed);
        onClose();
      },
    });
  return (
    <Modal
      open title={d.opinionTitle} onCancel={onClose} width={760}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!ready} loading={step.isPending} onClick={handleOk}>{d.propose}</Button>]}
    >
      <div className="stack">
        <Choices label={d.opinionTitle} choices={choices} chosen={code} onChoose={setCode} />
        {blocks.silent > 0 && <Against items={review.items.filter(silent)} mark={mark} />}
        <Input.TextArea rows={5} value={text} onChange={(e) => setText(e.target.value)} placeholder={d.opinionNeedText} aria-label={d.opinionText} />
        {step.isError && <ProblemView problem={step.error} />}
      </div>
    </Modal>
  );
}

/** Against takes one reason for all points that were found met against the machine without a word, and writes it to each. */
function Against({ items, mark }: { items: ReviewItem[]; mark: Mark }) {
  const d = useText().review.desk;
  const [reason, setReason] = useState("");
  const write = () => items.forEach((item) => mark(item, { remark: reason.trim() }));
  return (
    <div className="stack small">
      <span className="tone-amber">{d.against(items.map((i) => i.id).join(" "))}</span>
      <div className="row">
        <Input className="grow" value={reason} placeholder={d.againstReason} aria-label={d.againstReason} onChange={(e) => setReason(e.target.value)} onPressEnter={() => reason.trim() && write()} />
        <Button disabled={reason.trim() === ""} onClick={write}>{d.againstWrite}</Button>
      </div>
    </div>
  );
}
