import { Button, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { type Review, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { Choices } from "@/ui/Choices";
import { useNotify } from "@/ui/notify";
import { Loaded } from "@/ui/states";
import { Changes } from "./Changes";
import { type ReviewStep, useCandidates, useReviewStep } from "./queries";

export interface StepProps { review: Review; onClose: () => void }
interface StepFrameProps extends StepProps { title: string; ok: string; done: string; step?: ReviewStep; wide?: boolean; children: ReactNode }

/** StepFrame is the dialog around one step; without a step the button waits. */
export function StepFrame({ review, onClose, title, ok, done, step, wide, children }: StepFrameProps) {
  const t = useText();
  const notify = useNotify();
  const run = useReviewStep(review);
  const handleOk = () => {
    if (step) {
      run.mutate(step, {
        onSuccess: () => {
          notify.done(done);
          onClose();
        },
      });
    }
  };
  return (
    <Modal
      open title={title} onCancel={onClose} width={wide ? 760 : undefined}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!step} loading={run.isPending} onClick={handleOk}>{ok}</Button>]}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}

export function AssignDialog({ review, onClose }: StepProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const query = useCandidates(review.id);
  const [reviewer, setReviewer] = useState(review.reviewer?.id);
  return (
    <StepFrame review={review} onClose={onClose} title={d.assignTitle} ok={d.assign} done={d.assigned} step={reviewer ? { step: "assign", reviewer } : undefined}>
      <Loaded query={query} lines={3}>
        {({ candidates }) => (
          <Choices
            label={t.review.reviewer} chosen={reviewer} onChoose={setReviewer}
            choices={candidates.map((c) => ({
              id: c.id, open: c.unfit === undefined, title: c.name, end: <span className="soft small num nowrap">{d.lying(c.open)}</span>,
              about: c.unfit ? `${pick(c.unfit.message)} ${c.unfit.article ?? ""}` : c.law_qualified ? t.account.lawShort : "",
            }))}
          />
        )}
      </Loaded>
      <span className="soft small">{d.notHandler}</span>
    </StepFrame>
  );
}

export function ReturnDialog({ review, onClose }: StepProps) {
  const d = useText().review.desk;
  const [reason, setReason] = useState("");
  return (
    <StepFrame review={review} onClose={onClose} title={d.returnTitle} ok={d.return} done={d.returned} step={reason.trim() ? { step: "return", reason } : undefined}>
      <Input.TextArea autoFocus rows={4} value={reason} placeholder={d.returnReason} aria-label={d.returnReason} onChange={(e) => setReason(e.target.value)} />
    </StepFrame>
  );
}

export function SignDialog({ review, onClose }: StepProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const names = useNames();
  return (
    <StepFrame review={review} onClose={onClose} title={d.signTitle} ok={d.sign} done={d.signed} step={{ step: "sign" }}>
      <div className="row"><strong>{pick(names.opinion(review.opinion ?? ""))}</strong></div>
      <p className="prose">{review.opinion_text}</p>
      <p className="soft small">{d.signHint}</p>
    </StepFrame>
  );
}

export function ChangesDialog({ review, onClose }: StepProps) {
  const t = useText();
  return <Modal open title={t.review.changes} footer={null} onCancel={onClose} width={820}><Changes changes={review.changes} /></Modal>;
}
