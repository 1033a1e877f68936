import { Button } from "antd";
import { useNavigate } from "react-router";
import { type Case, type ReviewRow, useCan, useSession } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { usePractise, useReviewStep } from "./queries";

/** PracticeBanner says of a finished dossier what it was brought in for, and that nothing comes of it. */
export function PracticeBanner({ use }: { use: "practice" | "assessment" }) {
  const p = useText().reviewers.practice;
  return <section className="problem problem-quiet" data-testid="practice-banner"><h3>{p.banner[use]}</h3><p>{p.hint}</p></section>;
}

/** PracticeButton begins one's own review of a finished dossier. */
export function PracticeButton({ data }: { data: Case }) {
  const p = useText().reviewers.practice;
  const judge = useCan()("judge");
  const navigate = useNavigate();
  const run = usePractise(data.id);
  return judge ? <Button size="small" type="primary" loading={run.isPending} onClick={() => run.mutate(undefined, { onSuccess: (made) => void navigate(`/reviews/${made.id}`) })}>{p.start}</Button> : null;
}

/** PracticeEnd ends one's own practice once an opinion is proposed. */
export function PracticeEnd({ row }: { row: ReviewRow }) {
  const p = useText().reviewers.practice;
  const me = useSession().data?.person.id;
  const notify = useNotify();
  const run = useReviewStep(row);
  const mine = row.state === "judged" && row.reviewer?.id === me;
  return mine ? <Button size="small" type="primary" loading={run.isPending} onClick={() => run.mutate({ step: "practice-end" }, { onSuccess: () => notify.done(p.ended) })}>{p.end}</Button> : null;
}
