import { Button, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type DrawnReview, nameOf, type Quality, type ReviewSample, useCan, usePeople } from "@/api";
import { day, today } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page, Panel } from "@/ui/Page";
import { useActions } from "@/ui/actions";
import { Loaded, Nothing } from "@/ui/states";
import { useQuality, useQualityStep } from "./queries";
import { ReviewersPanel } from "./ReviewersPanel";
import { ReviewFigures } from "./ReviewFigures";
import "./review.css";

/** QualityPage is how well the office reviews: random draws, factors of feedback, training and staff. */
export function QualityPage() {
  const q = useText().quality;
  const query = useQuality();
  return <Page title={q.title}><Loaded query={query} lines={9}>{(data) => <Figures data={data} />}</Loaded></Page>;
}

function Figures({ data }: { data: Quality }) {
  const t = useText();
  const q = t.quality;
  const pick = usePick();
  const chief = useCan()("assign");
  const [dialog, setDialog] = useState<"draw" | "train">();
  useActions(chief ? [{ id: "quality.draw", label: q.draw, keys: ["d"], run: () => setDialog("draw") }] : []);
  const share = data.officers > 0 ? data.reviewers / data.officers : 0;
  const named = data.factors.filter((f) => f.count > 0).sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...named.map((f) => f.count));
  const hours = new Map<string, number>();
  data.training.forEach((x) => hours.set(x.person.name, (hours.get(x.person.name) ?? 0) + x.hours));
  return (
    <div className="stack stack-loose">
      <div className="row"><span className="num">{q.staff(data.reviewers, data.officers)}</span><Badge tone={share < 0.05 ? "red" : "accent"}>{q.share(`${(share * 100).toFixed(1)}%`)}</Badge>{share < 0.05 && <span className="tone-red">{q.shareLow}</span>}</div>
      <ReviewFigures />
      <Panel title={q.samples} flush={data.samples.length > 0} extra={chief && <Button size="small" onClick={() => setDialog("draw")}>{q.draw} <kbd>d</kbd></Button>}>
        {data.samples.length === 0 ? <Nothing title={q.none} small /> : <ul className="course">{data.samples.map((s) => <Sample key={s.id} sample={s} />)}</ul>}
      </Panel>
      <Panel title={q.factors}>
        {named.length === 0 ? <Nothing title={q.noFactors} small /> : named.map((f) => <div key={f.id} className="factor-line"><span>{pick(f.label)}</span><span className="progress-line"><span style={{ width: `${(f.count / most) * 100}%` }} /></span><span className="num">{f.count}</span></div>)}
      </Panel>
      <Panel title={q.training} extra={chief && <Button size="small" onClick={() => setDialog("train")}>{q.train}</Button>}>
        {data.training.length === 0 ? <Nothing title={q.noTraining} small /> : (
          <>
            <p className="row row-wrap">{[...hours].map(([name, n]) => <span key={name}><strong>{name}</strong> {q.total(n)}</span>)}</p>
            {data.training.map((x) => <div key={`${x.person.id} ${x.held_on} ${x.topic}`} className="small"><span className="num soft">{x.held_on}</span> {x.person.name} · {q.total(x.hours)} · {x.topic}</div>)}
          </>
        )}
      </Panel>
      <ReviewersPanel />
      {dialog === "draw" && <DrawDialog onClose={() => setDialog(undefined)} />}
      {dialog === "train" && <TrainDialog onClose={() => setDialog(undefined)} />}
    </div>
  );
}

function Sample({ sample }: { sample: ReviewSample }) {
  const t = useText();
  const q = t.quality;
  return (
    <li>
      <span className="row row-wrap"><strong className="num">{q.of(sample.from_on, sample.to_on, sample.reviews.length, sample.candidates)}</strong><span className="soft small">{q.seed} <code>{sample.seed}</code></span><span className="soft small">{t.course.by(nameOf(sample.by), day(sample.at))}</span></span>
      {sample.reviews.map((r) => <Drawn key={r.id} sample={sample.id} review={r} />)}
    </li>
  );
}

function Drawn({ sample, review }: { sample: string; review: DrawnReview }) {
  const q = useText().quality;
  const judge = useCan()("judge");
  const run = useQualityStep();
  const [score, setScore] = useState<number | null>(review.rated ? review.score : null);
  const [note, setNote] = useState(review.note);
  const rate = () => score !== null && run.mutate({ step: "rate", sample, review: review.id, score, note });
  return (
    <div className="drawn-line">
      <Link className="one-line" to={`/reviews/${review.id}`}>{review.case_title} <span className="faint num">{review.case_no}</span></Link>
      {review.rated && <Badge tone="accent">{`${review.score} ${review.by?.name ?? ""}`}</Badge>}
      {review.mine && <span className="soft small">{q.mine}</span>}
      {judge && !review.mine && <><InputNumber size="small" min={0} max={100} value={score} aria-label={q.score} onChange={setScore} /><Input size="small" value={note} placeholder={q.note} aria-label={q.note} onChange={(e) => setNote(e.target.value)} /><Button size="small" disabled={score === null} loading={run.isPending} onClick={rate}>{q.rate}</Button></>}
    </div>
  );
}

function DrawDialog({ onClose }: { onClose: () => void }) {
  const q = useText().quality;
  const run = useQualityStep();
  const [from, setFrom] = useState(`${today().slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today());
  const [count, setCount] = useState<number | null>(3);
  const [seed, setSeed] = useState("");
  return (
    <Modal open title={q.drawTitle} okText={q.draw} confirmLoading={run.isPending} okButtonProps={{ disabled: !count || from > to }} onCancel={onClose} onOk={() => run.mutate({ step: "draw", from_on: from, to_on: to, count: count ?? 1, seed }, { onSuccess: onClose })}>
      <div className="stack">
        <div className="row"><Input type="date" value={from} aria-label={q.from} onChange={(e) => setFrom(e.target.value)} /><Input type="date" value={to} aria-label={q.to} onChange={(e) => setTo(e.target.value)} /><InputNumber min={1} max={500} value={count} aria-label={q.count} onChange={setCount} /></div>
        <Input autoFocus value={seed} placeholder={q.seed} aria-label={q.seed} onChange={(e) => setSeed(e.target.value)} />
        <span className="soft small">{q.seedHint}</span>
      </div>
    </Modal>
  );
}

function TrainDialog({ onClose }: { onClose: () => void }) {
  const q = useText().quality;
  const run = useQualityStep();
  const people = (usePeople().data ?? []).filter((p) => p.active && (p.roles.includes("reviewer") || p.roles.includes("chief"))).map((p) => ({ value: p.id, label: p.name }));
  const [person, setPerson] = useState<string>();
  const [heldOn, setHeldOn] = useState(today());
  const [hours, setHours] = useState<number | null>(8);
  const [topic, setTopic] = useState("");
  return (
    <Modal open title={q.train} okText={q.train} confirmLoading={run.isPending} okButtonProps={{ disabled: !person || !hours || topic.trim() === "" }} onCancel={onClose} onOk={() => run.mutate({ step: "train", person: person ?? "", held_on: heldOn, hours: hours ?? 1, topic }, { onSuccess: onClose })}>
      <div className="stack">
        <Select autoFocus value={person} options={people} placeholder={q.person} aria-label={q.person} onChange={setPerson} />
        <div className="row"><Input type="date" value={heldOn} aria-label={q.heldOn} onChange={(e) => setHeldOn(e.target.value)} /><InputNumber min={1} max={200} value={hours} aria-label={q.hours} onChange={setHours} /></div>
        <Input value={topic} placeholder={q.topic} aria-label={q.topic} onChange={(e) => setTopic(e.target.value)} />
      </div>
    </Modal>
  );
}
