import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { type OpinionInfo, type Review, type ReviewItem, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import type { Mark } from "./autosave";
import { useReviewStep } from "./queries";
import { blocksOf, mayGive, silent } from "./rules";

/** OpinionDialog offers the opinions; a passing one is closed, with the reason, while anything is open or unmet. */
export function OpinionDialog({ review, mark, onClose }: { review: Review; mark: Mark; onClose: () => void }) {
  const t = useText();
  const d = t.review.desk;
  const notify = useNotify();
  const opinions = useRulebook().data?.opinions ?? [];
  const blocks = blocksOf(review.items);
  const [code, setCode] = useState(review.opinion ?? "");
  const [text, setText] = useState(review.opinion_text);
  const step = useReviewStep(review);
  const chosen = opinions.find((o) => o.code === code);
  const ready = chosen !== undefined && mayGive(chosen, blocks) && text.trim() !== "";
  const why = [...(blocks.open > 0 ? [d.blockedOpen(blocks.open)] : []), ...(blocks.bad > 0 ? [d.blockedBad(blocks.bad)] : []), ...(blocks.silent > 0 ? [d.blockedSilent(blocks.silent)] : [])].join(t.common.comma);
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
        <div className="opinions" role="radiogroup" aria-label={d.opinionTitle}>
          {opinions.map((o) => <Choice key={o.code} opinion={o} open={mayGive(o, blocks)} first={o === opinions.find((x) => mayGive(x, blocks))} why={why} chosen={o.code === code} onChoose={() => setCode(o.code)} />)}
        </div>
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

interface ChoiceProps { opinion: OpinionInfo; open: boolean; first: boolean; why: string; chosen: boolean; onChoose: () => void }

function Choice({ opinion, open, first, why, chosen, onChoose }: ChoiceProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  return (
    <button type="button" role="radio" aria-checked={chosen} disabled={!open} autoFocus={first} className="opinion" onClick={onChoose}>
      <span className="mono">{opinion.code}</span>
      <span className="grow">
        <strong>{pick(opinion.label)}</strong>
        <span className="soft small opinion-effect">{open ? pick(opinion.effect) : why}</span>
      </span>
      <Badge tone={opinion.passes ? "accent" : "plain"}>{opinion.passes ? d.passes : d.notPass}</Badge>
    </button>
  );
}
