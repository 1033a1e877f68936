import { Button, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type AdoptedPoint, nameOf, type Recusal, type Review, useCan, usePeople, useSession } from "@/api";
import { day } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { useHandles } from "./CoursePanels";
import { useCase, useRecusal, useReviewStep } from "./queries";

const tones: Record<Recusal["state"], Tone> = { asked: "amber", granted: "accent", refused: "quiet" };

/** RecusalPanel shows who was asked to stand back, and lets people ask and the head of the office decide. */
export function RecusalPanel({ review }: { review: Review }) {
  const t = useText();
  const r = t.reviewers.recusal;
  const can = useCan();
  const me = useSession().data?.person.id;
  const handles = useHandles(review);
  const [asking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<Recusal>();
  const { recusals } = review.course;
  const decided = useCase(review.case).data?.decision !== undefined;
  const may = (handles || can("judge")) && !decided;
  if (recusals.length === 0 && !may) {
    return null;
  }
  return (
    <Panel title={r.title} flush={recusals.length > 0} extra={may && <Button size="small" onClick={() => setAsking(true)}>{r.ask}</Button>}>
      {recusals.length === 0 ? <span className="soft">{r.none}</span> : (
        <ul className="course">
          {recusals.map((x) => (
            <li key={x.id}>
              <span className="row row-wrap">
                <strong>{x.person.name}</strong><Badge tone={tones[x.state]}>{r.states[x.state]}</Badge><span className="soft small">{r.sides[x.side]} · {t.course.by(nameOf(x.asked_by), day(x.asked_at))}</span>
                {x.state === "asked" && can("ruleDisputes") && x.person.id !== me && <Button size="small" type="primary" onClick={() => setDeciding(x)}>{r.decide}</Button>}
              </span>
              <p className="prose">{x.reason}</p>
              {x.decided_by && <p className="soft">{x.grounds} <span className="small">{t.course.by(nameOf(x.decided_by), day(x.decided_at))}</span></p>}
            </li>
          ))}
          <li className="soft small">{r.hint}</li>
        </ul>
      )}
      {asking && <AskRecusal review={review} handles={handles} onClose={() => setAsking(false)} />}
      {deciding && <DecideRecusal review={review} recusal={deciding} onClose={() => setDeciding(undefined)} />}
    </Panel>
  );
}

function AskRecusal({ review, handles, onClose }: { review: Review; handles: boolean; onClose: () => void }) {
  const r = useText().reviewers.recusal;
  const can = useCan();
  const me = useSession().data?.person.id ?? "";
  const notify = useNotify();
  const run = useRecusal(review);
  const sides: Recusal["side"][] = [...(can("judge") ? (["self"] as const) : []), ...(handles ? (["party"] as const) : []), ...(handles || can("sign") ? (["office"] as const) : [])];
  const people = (usePeople().data ?? []).filter((p) => p.active && (p.roles.includes("reviewer") || p.roles.includes("chief")));
  const [side, setSide] = useState<Recusal["side"]>(sides[0] ?? "office");
  const [chosen, setChosen] = useState(review.reviewer?.id);
  const [reason, setReason] = useState("");
  const person = side === "self" ? me : chosen;
  return (
    <Modal
      open title={r.ask} okText={r.ask} confirmLoading={run.isPending} okButtonProps={{ disabled: !person || reason.trim() === "" }} onCancel={onClose}
      onOk={() => run.mutate({ step: "ask", person: person ?? "", side, reason }, { onSuccess: () => { notify.done(r.asked); onClose(); } })}
    >
      <div className="stack">
        <Radio.Group value={side} aria-label={r.side} onChange={(e) => setSide(e.target.value)} options={sides.map((x) => ({ value: x, label: r.sides[x] }))} />
        {side !== "self" && <Select value={chosen} placeholder={r.person} aria-label={r.person} onChange={setChosen} options={people.map((p) => ({ value: p.id, label: p.name }))} />}
        <Input.TextArea autoFocus rows={3} value={reason} placeholder={r.reason} aria-label={r.reason} onChange={(e) => setReason(e.target.value)} />
        <span className="soft small">{r.hint}</span>
      </div>
    </Modal>
  );
}

function DecideRecusal({ review, recusal, onClose }: { review: Review; recusal: Recusal; onClose: () => void }) {
  const r = useText().reviewers.recusal;
  const notify = useNotify();
  const run = useRecusal(review);
  const [granted, setGranted] = useState<boolean>();
  const [grounds, setGrounds] = useState("");
  return (
    <Modal
      open title={`${r.decide} · ${recusal.person.name}`} okText={r.decide} confirmLoading={run.isPending} okButtonProps={{ disabled: granted === undefined || grounds.trim() === "" }} onCancel={onClose}
      onOk={() => run.mutate({ step: "decide", id: recusal.id, granted: granted ?? false, grounds }, { onSuccess: () => { notify.done(r.decided); onClose(); } })}
    >
      <div className="stack">
        <p className="prose">{recusal.reason}</p>
        <Radio.Group value={granted} aria-label={r.decide} onChange={(e) => setGranted(e.target.value)} options={[{ value: true, label: r.grant }, { value: false, label: r.refuse }]} />
        <Input.TextArea autoFocus rows={3} value={grounds} placeholder={r.grounds} aria-label={r.grounds} onChange={(e) => setGrounds(e.target.value)} />
      </div>
    </Modal>
  );
}

/** ReplyPanel is the reply to an opinion that does not pass: signed by the handling office point by point, or still owed. */
export function ReplyPanel({ review }: { review: Review }) {
  const t = useText();
  const r = t.reviewers.reply;
  const handles = useHandles(review);
  const { points, adoption, dispute } = review.course;
  if (points.length === 0) {
    return null;
  }
  if (adoption) {
    return (
      <Panel title={r.title} flush extra={<span className="soft small">{r.by(nameOf(adoption.by), day(adoption.at))} {adoption.paper !== "" && <Link to={`/cases/${review.case}/papers/${adoption.paper}`}>{t.course.paper}</Link>}</span>}>
        <ul className="course">{adoption.points.map((p) => <li key={p.item}><span className="row"><Badge tone={p.adopted ? "accent" : "amber"}>{p.adopted ? r.adopted : r.refused}</Badge><PointName review={review} item={p.item} /></span><p className="prose">{p.text}</p></li>)}</ul>
      </Panel>
    );
  }
  const settled = dispute.state === "" || dispute.state === "settled";
  return (
    <Panel title={r.title} extra={<Badge tone="amber">{r.owed}</Badge>}>
      {handles && settled ? <ReplyForm review={review} /> : <span className="soft">{r.hint}</span>}
    </Panel>
  );
}

function PointName({ review, item }: { review: Review; item: string }) {
  const r = useText().reviewers.reply;
  const pick = usePick();
  const point = review.items.find((i) => i.id === item);
  return <span>{point ? `${point.id} ${pick(point.question)}` : r.whole}{point && point.remark !== "" && <span className="soft small"> {point.remark}</span>}</span>;
}

function ReplyForm({ review }: { review: Review }) {
  const r = useText().reviewers.reply;
  const notify = useNotify();
  const run = useReviewStep(review);
  const [said, setSaid] = useState<Record<string, AdoptedPoint>>({});
  const [note, setNote] = useState("");
  const set = (item: string, part: Partial<AdoptedPoint>) => setSaid((old) => ({ ...old, [item]: { item, adopted: true, text: "", ...old[item], ...part } }));
  const points = review.course.points.map((item) => said[item]).filter((p) => p !== undefined);
  const ready = points.length === review.course.points.length && points.every((p) => p.adopted || p.text.trim() !== "");
  return (
    <div className="stack">
      <span className="soft small">{r.hint}</span>
      {review.course.points.map((item) => (
        <div key={item} className="stack">
          <PointName review={review} item={item} />
          <div className="row">
            <Radio.Group value={said[item]?.adopted} aria-label={`${r.title} ${item}`} onChange={(e) => set(item, { adopted: e.target.value })} options={[{ value: true, label: r.adopted }, { value: false, label: r.refused }]} />
            <Input className="grow" value={said[item]?.text ?? ""} placeholder={said[item]?.adopted === false ? r.why : r.text} aria-label={`${said[item]?.adopted === false ? r.why : r.text} ${item}`} onChange={(e) => set(item, { text: e.target.value })} />
          </div>
        </div>
      ))}
      <Input.TextArea rows={2} value={note} placeholder={r.note} aria-label={r.note} onChange={(e) => setNote(e.target.value)} />
      <div><Button type="primary" disabled={!ready} loading={run.isPending} onClick={() => run.mutate({ step: "reply", points, note }, { onSuccess: () => notify.done(r.signed) })}>{r.sign}</Button></div>
    </div>
  );
}
