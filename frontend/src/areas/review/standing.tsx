import { type ReviewRow } from "@/api";
import { useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";

const stateTones: Record<ReviewRow["state"], Tone> = { submitted: "amber", accepted: "accent", waiting: "amber", returned: "plain", judged: "amber", signed: "quiet" };

/** StateBadge names where a round stands; practice is never signed. */
export function StateBadge({ row }: { row: Pick<ReviewRow, "state" | "practice"> }) {
  const t = useText();
  const practised = row.practice === "" ? undefined : row.state === "signed" ? t.reviewers.practice.ended : row.state === "judged" ? t.reviewers.practice.proposed : undefined;
  return <Badge tone={stateTones[row.state]}>{practised ?? t.review.states[row.state]}</Badge>;
}

/** Progress is a thin bar with the count beside it. */
export function Progress({ done, total }: { done: number; total: number }) {
  const t = useText();
  return (
    <span className="row">
      <span className="progress-line grow"><span style={{ width: `${total > 0 ? (done / total) * 100 : 0}%` }} /></span>
      <span className="num small nowrap">{t.common.of(String(done), String(total))}</span>
    </span>
  );
}
