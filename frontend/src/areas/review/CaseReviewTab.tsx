import { useState } from "react";
import { Link } from "react-router";
import { type Case, nameOf, type ReviewRow, useCan, useNames, usePass, useTheCase } from "@/api";
import { day } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing } from "@/ui/states";
import { AccountPanels } from "./AccountPanels";
import { Changes } from "./Changes";
import { CoursePanels } from "./CoursePanels";
import { Prechecks } from "./Prechecks";
import { PracticeBanner, PracticeButton, PracticeEnd } from "./PracticePanel";
import { usePrechecks, useReview, useReviews, useSteps } from "./queries";
import { RecusalPanel, ReplyPanel } from "./ReviewersPanels";
import { Progress, StateBadge } from "./standing";
import { SubmitDialog } from "./SubmitDialog";
import "./review.css";

/** CaseReviewTab is what a case's page says of its reviews: whether the pass still holds, what changed, and the rounds. */
export function CaseReviewTab() {
  const t = useText();
  const r = t.review;
  const data = useTheCase();
  const pass = usePass(data);
  const rounds = useReviews({ case: data.id }).data ?? (data.review ? [data.review] : []);
  const all = rounds.length === 0 && data.review ? [data.review] : rounds;
  const last = useReview([...all].sort((a, b) => b.round - a.round)[0]?.id ?? "").data;
  return (
    <div className="page stack stack-loose">
      {data.legacy !== "" && <PracticeBanner use={data.legacy} />}
      {last?.state === "returned" && last.return_reason !== "" && <section className="problem problem-quiet"><h3>{r.states.returned}</h3><p className="prose">{last.return_reason}</p></section>}
      {pass && (
        <section className={pass.valid ? "panel" : "problem problem-quiet"}>
          {pass.valid ? <div className="panel-body"><strong className="tone-accent">{r.passValid(pass.round)}</strong>{!data.decision && <p className="soft">{r.passValidHint}</p>}</div> : <><h3>{r.passVoid}</h3><p>{r.passVoidHint(pass.changes.length)}</p></>}
        </section>
      )}
      {pass && !pass.valid && <Panel title={r.changes}><Changes changes={pass.changes} /></Panel>}
      <Panel title={r.rounds} flush extra={data.legacy === "" ? <SubmitButton data={data} current={data.review} /> : <PracticeButton data={data} />}>
        {all.length === 0 ? <Nothing title={r.noRounds} hint={r.noRoundsHint} /> : <ul className="rounds">{[...all].sort((a, b) => b.round - a.round).map((row) => <Round key={row.id} row={row} />)}</ul>}
      </Panel>
      {last && <ReplyPanel key={`reply ${last.id}`} review={last} />}
      {last && <CoursePanels key={last.id} review={last} />}
      {last && last.practice === "" && <RecusalPanel key={`recusal ${last.id}`} review={last} />}
      <Found caseId={data.id} />
      {last && <AccountPanels key={`account ${last.id}`} review={last} />}
    </div>
  );
}

function Found({ caseId }: { caseId: string }) {
  const t = useText();
  const query = usePrechecks(caseId);
  return (
    <Panel title={t.review.prechecks.title}>
      <Loaded query={query} lines={4}>
        {(checks) => (
          <Prechecks
            checks={checks}
            placeOf={(place, title) => <Link to={`/cases/${caseId}/papers/${place.paper}?page=${place.page}&quote=${encodeURIComponent(place.quote)}`}>{t.review.prechecks.place(title, place.quote)}</Link>}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function Round({ row }: { row: ReviewRow }) {
  const t = useText();
  const r = t.review;
  const pick = usePick();
  const names = useNames();
  return (
    <li>
      <strong>{r.roundN(row.round)}</strong>
      <span><StateBadge row={row} /></span>
      <span className="soft num">{r.submitted} {day(row.submitted_at)} {nameOf(row.submitted_by)}</span>
      <span className="soft">{row.reviewer ? `${r.reviewer} ${row.reviewer.name}` : ""}</span>
      <span className={row.overdue ? "tone-red num" : "soft num"}>{row.due_on !== "" && `${r.due} ${row.due_on}`}</span>
      <Progress done={row.items_done} total={row.items_total} />
      <span>{row.opinion ? pick(names.opinion(row.opinion)) : ""}</span>
      <span className="row">{row.practice !== "" && <><Badge tone="amber">{t.reviewers.practice[row.practice]}</Badge><PracticeEnd row={row} /></>}<Link to={`/reviews/${row.id}`}>{r.openDesk}</Link></span>
    </li>
  );
}

function SubmitButton({ data, current }: { data: Case; current?: ReviewRow }) {
  const t = useText();
  const r = t.review;
  const can = useCan();
  const [open, setOpen] = useState(false);
  const moves = useSteps(data.id).data?.moves;
  const atThisStage = moves === undefined || moves.some((m) => m.by === "review.submitted");
  const busy = current !== undefined && ["submitted", "accepted", "waiting", "judged"].includes(current.state);
  const reason = !can("submitReview") ? t.common.state.needs(t.account.role.handler) : busy ? r.alreadyOpen : !atThisStage ? r.notNow : undefined;
  return (
    <>
      <ReasonButton size="small" type="primary" reason={reason} onClick={() => setOpen(true)}>{r.submit}</ReasonButton>
      {open && <SubmitDialog data={data} onClose={() => setOpen(false)} />}
    </>
  );
}
