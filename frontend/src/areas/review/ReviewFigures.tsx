import { Input } from "antd";
import { useState } from "react";
import type { ReviewStatistics } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing } from "@/ui/states";
import { useReviewStatistics } from "./queries";

/** ReviewFigures are the reviews of a time in counts; nothing that anybody wrote is read for them. */
export function ReviewFigures() {
  const f = useText().reviewers.figures;
  const [from, setFrom] = useState(`${today().slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today());
  const query = useReviewStatistics(from, to);
  return (
    <Panel title={f.title} extra={<span className="row"><Input size="small" type="date" value={from} aria-label={f.from} onChange={(e) => setFrom(e.target.value)} /><Input size="small" type="date" value={to} aria-label={f.to} onChange={(e) => setTo(e.target.value)} /></span>}>
      <Loaded query={query} lines={4}>{(data) => (data.rounds === 0 ? <Nothing title={f.none} small /> : <Counts data={data} />)}</Loaded>
    </Panel>
  );
}

function Counts({ data }: { data: ReviewStatistics }) {
  const f = useText().reviewers.figures;
  const figures: [string, string | number][] = [
    [f.rounds, data.rounds], [f.cases, data.cases], [f.signed, data.signed], [f.returned, data.returned], [f.open, data.open], [f.firstPass, f.of(data.first_pass, data.firsts)], [f.inTime, f.of(data.in_time, data.signed)], [f.median, data.median_days],
    [f.extended, data.extended], [f.asked, data.asked], [f.disputed, data.disputed], [f.again, data.again], [f.adopted, f.of(data.adopted, data.adopted + data.not_adopted)], [f.samePerson, data.same_person],
  ];
  return (
    <div className="stack stack-loose">
      <div className="figures">{figures.map(([label, n]) => <div key={label}><strong>{n}</strong><span className="soft small">{label}</span></div>)}</div>
      <Bars title={f.opinions} rows={data.opinions.filter((o) => o.count > 0)} />
      <Bars title={f.items} rows={data.items.slice(0, 10)} none={f.noItems} withID />
      <Bars title={f.reviewers} rows={data.reviewers} />
    </div>
  );
}

function Bars({ title, rows, none, withID }: { title: string; rows: ReviewStatistics["items"]; none?: string; withID?: boolean }) {
  const pick = usePick();
  const most = Math.max(1, ...rows.map((r) => r.count));
  if (rows.length === 0) {
    return none ? <span className="soft small">{none}</span> : null;
  }
  return (
    <section className="stack">
      <strong className="small">{title}</strong>
      {rows.map((r) => (
        <div key={r.id} className="factor-line" title={pick(r.label)}>
          <span className="one-line">{withID ? `${r.id} ${pick(r.label)}` : pick(r.label)}</span>
          <span className="progress-line"><span style={{ width: `${(r.count / most) * 100}%` }} /></span><span className="num">{r.count}</span>
        </div>
      ))}
    </section>
  );
}
