import { CheckCircleOutlined, CloudSyncOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { type Review, useCan, useNames } from "@/api";
import { day, daysBetween, today } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge, Due } from "@/ui/Badge";
import { ReasonButton } from "@/ui/ReasonButton";
import type { Mark, SaveState } from "./autosave";
import { PracticeEnd } from "./PracticePanel";
import type { Standing } from "./rules";
import { Progress, StateBadge } from "./standing";
import type { ReadSum } from "./useReading";

const OpinionDialog = lazy(() => import("./OpinionDialog").then((m) => ({ default: m.OpinionDialog })));
const AssignDialog = lazy(() => import("./StepDialogs").then((m) => ({ default: m.AssignDialog })));
const ReturnDialog = lazy(() => import("./StepDialogs").then((m) => ({ default: m.ReturnDialog })));
const SignDialog = lazy(() => import("./StepDialogs").then((m) => ({ default: m.SignDialog })));
const ExtendDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.ExtendDialog })));
const AskDialog = lazy(() => import("./CourseDialogs").then((m) => ({ default: m.AskDialog })));
const OpinionTextDialog = lazy(() => import("./OpinionTextDialog").then((m) => ({ default: m.OpinionTextDialog })));
const ChangesDialog = lazy(() => import("./StepDialogs").then((m) => ({ default: m.ChangesDialog })));

type Dialog = "opinion" | "assign" | "return" | "sign" | "changes" | "extend" | "ask" | "text";

interface DeskHeadProps { review: Review; mark: Mark; stands: Standing; saving: SaveState; reading?: ReadSum; onUnread: () => void }

/** DeskHead names the case and its clock, and holds the steps: assign, return, give an opinion, sign. */
export function DeskHead({ review, mark, stands, saving, reading, onUnread }: DeskHeadProps) {
  const t = useText();
  const r = t.review;
  const pick = usePick();
  const names = useNames();
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const left = daysBetween(today(), review.due_on);
  const can = useCan();
  const navigate = useNavigate();
  const similar = `/reviews/${review.id}/similar${useLocation().search}`;
  useActions(can("search") ? [{ id: "desk.similar", label: t.casefile.tabs.similar, keys: ["s"], run: () => void navigate(similar) }] : []);
  return (
    <header className="desk-head">
      <div className="desk-name">
        <Link className="one-line strong" to={`/cases/${review.case}`} title={review.case_title}>{review.case_title}</Link>
        <span className="row row-wrap small soft">
          <span className="num">{review.case_no || t.casefile.list.notNumbered}</span>
          <span>{r.roundN(review.round)}</span>
          <StateBadge row={review} />
          {review.reviewer && <span>{r.reviewer} {review.reviewer.name}</span>}
          {review.due_on !== "" && <><span className="num">{r.due} {review.due_on}</span>{review.state !== "signed" && <Due days={left} />}</>}
          {review.practice !== "" && <Badge tone="amber">{t.reviewers.practice[review.practice]}{t.common.sep}{t.reviewers.practice.mark}</Badge>}
          {can("search") && <Link className="small" to={similar}>{t.casefile.tabs.similar} <kbd>s</kbd></Link>}
          {review.opinion && <Badge tone="accent">{pick(names.opinion(review.opinion))}</Badge>}
          {review.signed_by && <span>{review.practice === "" ? r.desk.signed : t.reviewers.practice.ended} {review.signed_by.name} {day(review.signed_at ?? "")}</span>}
          {review.paper && <Link className="small" to={`/cases/${review.case}/papers/${review.paper}`}>{review.no || r.desk.opinionPaper}</Link>}
          {review.changes.length > 0 && <button type="button" className="plain-button tone-amber" onClick={() => setDialog("changes")}>{r.desk.changed(review.changes.length)}</button>}
        </span>
      </div>
      <div className="desk-progress"><Progress done={review.items_total > 0 ? review.items.filter((i) => i.finding !== "unchecked").length : 0} total={review.items.length} /><span className="row spread"><Saved state={saving} stands={stands} real={review.practice === ""} />{reading && <ReadSoFar reading={reading} onUnread={onUnread} />}</span></div>
      <Steps review={review} stands={stands} open={setDialog} />
      <Suspense fallback={null}>
        {dialog === "opinion" && <OpinionDialog review={review} mark={mark} onClose={close} />}
        {dialog === "assign" && <AssignDialog review={review} onClose={close} />}
        {dialog === "return" && <ReturnDialog review={review} onClose={close} />}
        {dialog === "sign" && <SignDialog review={review} onClose={close} />}
        {dialog === "extend" && <ExtendDialog review={review} onClose={close} />}
        {dialog === "ask" && <AskDialog review={review} onClose={close} />}
        {dialog === "text" && <OpinionTextDialog review={review} editable={review.state !== "signed" && review.state !== "returned" && (stands === "mine" || can("sign") || (review.state === "judged" && can("judge")))} onClose={close} />}
        {dialog === "changes" && <ChangesDialog review={review} onClose={close} />}
      </Suspense>
    </header>
  );
}

/** ReadSoFar tells how many pages nobody at this desk has read, and leads to the next one. */
function ReadSoFar({ reading, onUnread }: { reading: ReadSum; onUnread: () => void }) {
  const r = useText().desk.reading;
  const left = reading.total - reading.read;
  return (
    <span className="row small" title={r.of(reading.read, reading.total)}>
      {left > 0 ? <button type="button" className="plain-button desk-unread num" onClick={onUnread}>{r.unread(left)} <kbd>d</kbd></button> : <span className="tone-accent">{r.all}</span>}
      {reading.changed > 0 && <span className="tone-amber num">{r.changed(reading.changed)}</span>}
    </span>
  );
}

function Saved({ state, stands, real }: { state: SaveState; stands: Standing; real: boolean }) {
  const t = useText();
  const d = t.review.desk;
  if (stands !== "mine") {
    return <span className="small faint" title={d.readOnlyWhy[stands]}>{d.readOnly}{real || (stands !== "judged" && stands !== "signed") ? `${t.common.sep}${d.readOnlyWhy[stands]}` : ""}</span>;
  }
  const faces = {
    saved: <><CheckCircleOutlined className="tone-accent" /> {d.saved}</>,
    saving: <><CloudSyncOutlined /> {d.saving}</>,
    held: <span className="tone-amber"><WarningOutlined /> {d.mustRemark}</span>,
    failed: <span className="tone-red"><WarningOutlined /> {d.failed}</span>,
  };
  return <span className="small soft" role="status">{faces[state]}</span>;
}

function Steps({ review, stands, open }: { review: Review; stands: Standing; open: (dialog: Dialog) => void }) {
  const t = useText();
  const d = t.review.desk;
  const can = useCan();
  const real = review.practice === "";
  const running = real && (review.state === "submitted" || review.state === "accepted");
  const c = t.course;
  const mayAsk = running && stands === "mine";
  const mayReturn = (running && (stands === "mine" || can("assign"))) || (review.state === "waiting" && review.overdue && can("judge"));
  const mayExtend = (running || (real && review.state === "judged")) && can("assign");
  const extendWhy = review.course.offer.used ? c.extend.used : undefined;
  useActions([
    ...(stands === "mine" ? [{ id: "desk.opinion", label: d.keys.opinion, keys: ["e"], run: () => open("opinion") }] : []),
    ...(mayAsk ? [{ id: "desk.ask", label: c.supply.ask, keys: ["b"], run: () => open("ask") }] : []),
    ...(mayExtend ? [{ id: "desk.extend", label: c.extend.action, keys: ["x"], run: () => open("extend"), disabled: extendWhy }] : []),
    { id: "desk.text", label: c.opinion.action, keys: ["t"], run: () => open("text") },
  ]);
  return (
    <div className="row">
      {running && can("assign") && <Button onClick={() => open("assign")}>{d.assign}</Button>}
      <Button onClick={() => open("text")}>{c.opinion.action} <kbd>t</kbd></Button>
      {mayExtend && <ReasonButton reason={extendWhy} onClick={() => open("extend")}>{c.extend.action} <kbd>x</kbd></ReasonButton>}
      {mayAsk && <Button onClick={() => open("ask")}>{c.supply.ask} <kbd>b</kbd></Button>}
      {mayReturn && <Button onClick={() => open("return")}>{d.return}</Button>}
      {review.state === "accepted" && (
        <ReasonButton type="primary" reason={stands === "mine" ? undefined : d.readOnlyWhy.other} onClick={() => open("opinion")}>{d.opinion} <kbd>e</kbd></ReasonButton>
      )}
      {!real && review.state === "judged" && <PracticeEnd row={review} />}
      {real && review.state === "judged" && (
        <ReasonButton type="primary" reason={can("sign") ? undefined : t.common.state.needs(t.account.role.chief)} onClick={() => open("sign")}>{d.sign}</ReasonButton>
      )}
    </div>
  );
}
