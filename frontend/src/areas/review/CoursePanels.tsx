import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { type DisputeLevel, nameOf, type Review, type ReviewSupplement, useCan, useSession } from "@/api";
import { day, minute } from "@/format";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";
import { SupplyForm } from "./SupplyForm";

const ObjectDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.ObjectDialog })));
const RulingDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.RulingDialog })));
const ReferDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.ReferDialog })));
const WithdrawDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.WithdrawDialog })));
const DiscussDialog = lazy(() => import("./DiscussDialog").then((m) => ({ default: m.DiscussDialog })));

/** useHandles is true for somebody who speaks for the office that handles the case: a handler, or a head. */
export function useHandles(review: Review): boolean {
  const session = useSession().data;
  const can = useCan();
  const me = session?.person;
  return me !== undefined && can("submitReview") && (me.roles.includes("head") || review.case_detail.handlers.some((h) => h.id === me.id));
}

/** CoursePanels show what happens around the findings of the last round: more material, extensions, the dispute, discussions. */
export function CoursePanels({ review }: { review: Review }) {
  const t = useText();
  const c = t.course;
  const { supplements, extensions } = review.course;
  return (
    <>
      {(supplements.length > 0 || extensions.length > 0) && (
        <Panel title={c.supply.title} flush>
          <ul className="course">
            {supplements.map((s) => <SupplementRow key={s.asked_at} review={review} supplement={s} />)}
            {extensions.map((e) => (
              <li key={e.at}>
                <strong>{c.extend.line(e.days, e.due_on)}</strong> {e.past !== "" && <Badge tone="red">{c.extend.linePast(e.past)}</Badge>} <span className="soft small">{c.by(nameOf(e.by), day(e.at))}</span>
                <p className="prose">{e.reason}</p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {review.state === "signed" && review.practice === "" && <DisputePanel review={review} />}
      {review.state === "signed" && review.practice === "" && <DiscussionPanel review={review} />}
    </>
  );
}

function SupplementRow({ review, supplement }: { review: Review; supplement: ReviewSupplement }) {
  const t = useText();
  const s = t.course.supply;
  const handles = useHandles(review);
  const open = supplement.supplied_at === "";
  return (
    <li className="stack">
      <span className="row row-wrap">
        <span className="soft small">{t.course.by(nameOf(supplement.asked_by), minute(supplement.asked_at))}</span>
        {open ? <Badge tone={supplement.overdue ? "red" : "amber"}>{supplement.overdue ? s.overdue(supplement.due_on) : s.waitingUntil(supplement.due_on)}</Badge> : <Badge tone="quiet">{s.suppliedAt(nameOf(supplement.supplied_by ?? supplement.asked_by), day(supplement.supplied_at))}</Badge>}
        {supplement.paper !== "" && <Link className="small" to={`/cases/${review.case}/papers/${supplement.paper}`}>{t.course.paper}</Link>}
        {!open && <span className="soft small">{supplement.reopened.length === 0 ? s.reopenedNone : s.reopened(supplement.reopened.length)}</span>}
      </span>
      {open && handles ? <SupplyForm review={review} supplement={supplement} /> : (
        <ol className="lacks">
          {supplement.lacks.map((l, i) => (
            <li key={l.what}>
              <strong>{l.what}</strong> <span className="soft">{l.reason}</span>
              {supplement.replies[i] && <p className="prose">{supplement.replies[i].answer} {supplement.replies[i].paper && <Link to={`/cases/${review.case}/papers/${supplement.replies[i].paper}`}>{t.course.paper}</Link>}</p>}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

type DisputeDialog = "object" | "answer" | "refer" | "rule" | "withdraw";

const levelOf: Record<string, DisputeLevel | undefined> = { with_deputy: "deputy", with_head: "head", with_discussion: "discussion" };

function DisputePanel({ review }: { review: Review }) {
  const t = useText();
  const d = t.course.dispute;
  const can = useCan();
  const handles = useHandles(review);
  const { dispute } = review.course;
  const [dialog, setDialog] = useState<DisputeDialog>();
  const close = () => setDialog(undefined);
  const level = levelOf[dispute.state];
  const offered: { id: DisputeDialog; label: string; key: string; may: boolean }[] = [
    { id: "object", label: d.object, key: "o", may: dispute.state === "" && dispute.object_by !== "" && handles },
    { id: "answer", label: d.answer, key: "a", may: dispute.state === "objected" && can("sign") && !handles },
    { id: "refer", label: d.refer, key: "f", may: (handles || can("sign")) && (dispute.state === "answered" || dispute.state === "ruled" || (dispute.state === "objected" && dispute.overdue)) },
    { id: "rule", label: d.rule, key: "a", may: level !== undefined && can("ruleDisputes") },
    { id: "withdraw", label: d.withdraw, key: "w", may: handles && dispute.state !== "" && dispute.state !== "settled" },
  ];
  const open = offered.filter((x) => x.may);
  useActions(open.map((x) => ({ id: `dispute.${x.id}`, label: x.label, keys: [x.key], run: () => setDialog(x.id) })));
  return (
    <Panel
      title={d.title} flush={dispute.steps.length > 0}
      extra={<span className="row">{dispute.state !== "" && <Badge tone={dispute.overdue ? "red" : dispute.state === "settled" ? "quiet" : "amber"}>{d.states[dispute.state]}</Badge>}{dispute.due_on !== "" && dispute.state === "objected" && <span className="soft small num">{t.course.due(dispute.due_on)}</span>}{open.map((x) => <Button key={x.id} size="small" onClick={() => setDialog(x.id)}>{x.label} <kbd>{x.key}</kbd></Button>)}</span>}
    >
      {dispute.turn !== "" && <p className={dispute.overdue ? "turn tone-red" : "turn soft"}>{t.reviewers.turn[dispute.turn]}{dispute.due_on !== "" && dispute.state === "objected" && ` · ${t.reviewers.turn.until(dispute.due_on)}`}{dispute.overdue && ` · ${t.reviewers.turn.late}`}</p>}
      {dispute.steps.length === 0 ? <span className="soft">{d.none}{dispute.object_by !== "" && `${t.common.comma}${d.until(dispute.object_by)}`}</span> : <DisputeSteps review={review} />}
      <Suspense fallback={null}>
        {dialog === "object" && <ObjectDialog review={review} onClose={close} />}
        {dialog === "answer" && <RulingDialog review={review} onClose={close} />}
        {dialog === "refer" && <ReferDialog review={review} onClose={close} />}
        {dialog === "rule" && <RulingDialog review={review} onClose={close} level={level} />}
        {dialog === "withdraw" && <WithdrawDialog review={review} onClose={close} />}
      </Suspense>
    </Panel>
  );
}

function DisputeSteps({ review }: { review: Review }) {
  const t = useText();
  const d = t.course.dispute;
  return (
    <ul className="course">
      {review.course.dispute.steps.map((s) => (
        <li key={s.at}>
          <span className="row row-wrap">
            <strong>{s.level !== "" && s.kind === "ruled" ? d.levels[s.level] : d.steps[s.kind]}{s.kind === "referred" && s.level !== "" && ` ${d.levels[s.level]}`}</strong>
            {s.result !== "" && <Badge tone={s.result === "again" ? "amber" : "plain"}>{d.results[s.result]}</Badge>}
            <span className="soft small">{t.course.by(nameOf(s.by), minute(s.at))}</span>
            {s.items.length > 0 && <span className="small num">{d.items(s.items.join(t.common.list))}</span>}
            {s.paper !== "" && <Link className="small" to={`/cases/${review.case}/papers/${s.paper}`}>{t.course.paper}</Link>}
          </span>
          <p className="prose">{s.text}</p>
          {s.minority !== "" && <p className="soft">{d.minorityIs(s.minority)}</p>}
        </li>
      ))}
      <li className="soft small">{d.noBypass}</li>
    </ul>
  );
}

function DiscussionPanel({ review }: { review: Review }) {
  const t = useText();
  const d = t.course.discussion;
  const can = useCan();
  const [open, setOpen] = useState(false);
  const { discussions, dispute } = review.course;
  const may = can("discuss") && dispute.object_by !== "";
  useActions(may ? [{ id: "discussion.record", label: d.record, keys: ["g"], run: () => setOpen(true) }] : []);
  return (
    <Panel title={d.title} flush={discussions.length > 0} extra={may && <Button size="small" onClick={() => setOpen(true)}>{d.record} <kbd>g</kbd></Button>}>
      {discussions.length === 0 ? <Nothing title={d.none} hint={d.noneHint} small /> : (
        <ul className="course">
          {discussions.map((x) => (
            <li key={x.id}>
              <span className="row row-wrap">
                <strong className="num">{x.held_on}</strong><span>{d.chairedBy(x.chair)}</span>
                <span className="soft small num">{d.tally(votes(x.voices, "for"), votes(x.voices, "against"), votes(x.voices, "abstain"))}</span>
                <Badge tone={x.follows ? "accent" : "amber"}>{x.follows ? d.follows : d.followsNot}</Badge>
                {!x.led && <Badge tone="amber">{d.noLeader}</Badge>}{!x.signed && <Badge tone="amber">{d.unsigned}</Badge>}
                {x.paper !== "" && <Link className="small" to={`/cases/${review.case}/papers/${x.paper}`}>{t.course.paper}</Link>}
              </span>
              <p className="prose">{x.result}</p>
              <p className="soft">{x.reason}</p>
              {x.voices.map((v) => <div key={v.name} className="small"><strong>{v.name}</strong> {v.duty} · {d.votes[v.vote]} · {v.view}</div>)}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>{open && <DiscussDialog review={review} onClose={() => setOpen(false)} />}</Suspense>
    </Panel>
  );
}

function votes(voices: { vote: string }[], vote: string): number {
  return voices.filter((v) => v.vote === vote).length;
}
