import { Button, DatePicker, Drawer, InputNumber } from "antd";
import { useState } from "react";
import { type Clock, useWorkCalendar } from "@/api";
import { clockMonths, minute, type Rest } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge, Due } from "@/ui/Badge";
import { Months } from "@/ui/months";
import { ProblemView } from "@/ui/states";
import { useSupposition } from "./queries";

/** ClockDrawer shows one deadline whole: what it runs from and why, both ends, its sum line by line and day by day, and what it would be from another day. */
export function ClockDrawer({ caseId, clock, onClose }: { caseId: string; clock: Clock; onClose: () => void }) {
  const o = useText().casefile.clocks;
  const pick = usePick();
  const [from, setFrom] = useState<string>();
  const [extend, setExtend] = useState(0);
  const asked = from ?? (extend > 0 ? clock.start_on : undefined);
  const supposed = useSupposition(caseId, clock.id, asked, extend);
  const shown = asked === undefined ? clock : supposed.data ?? clock;
  return (
    <Drawer open onClose={onClose} title={`${clock.id} ${pick(clock.label)}`} size={760}>
      <div className="stack stack-loose">
        <div className="row" role="group" aria-label={o.whatIf}>
          <span className="soft">{o.whatIf}</span>
          <DatePicker size="small" allowClear aria-label={o.whatIfFrom} placeholder={o.whatIfFrom} onChange={(_, text) => setFrom(typeof text === "string" && text !== "" ? text : undefined)} />
          <span className="soft">{o.whatIfExtend}</span>
          <InputNumber<number> size="small" min={0} max={3650} value={extend} aria-label={o.whatIfExtend} onChange={(n) => setExtend(n ?? 0)} style={{ width: 72 }} />
          {asked !== undefined && <Badge tone="amber">{o.supposed}</Badge>}
          {asked !== undefined && <Button size="small" type="link" onClick={() => { setFrom(undefined); setExtend(0); }}>{o.asItIs}</Button>}
        </div>
        {supposed.isError && <ProblemView problem={supposed.error} />}
        <Sheet clock={shown} />
        <Drawn clock={shown} />
      </div>
    </Drawer>
  );
}

function Sheet({ clock }: { clock: Clock }) {
  const t = useText();
  const o = t.casefile.clocks;
  const pick = usePick();
  const open = clock.state === "running" || clock.state === "overdue";
  const rows: [string, React.ReactNode][] = [
    [o.startDay, <span key="start" className="num">{clock.start_on} · {pick(clock.start_why)}</span>],
    [o.length, o.lengthOf(clock.n, o.unit[clock.unit as keyof typeof o.unit] ?? clock.unit, clock.before)],
    [o.strictEnd, <span key="strict" className="num">{clock.due_strict || o.state.paused}</span>],
    [o.legalEnd, <span key="legal" className="num">{clock.due_at ? minute(clock.due_at) : clock.due_legal || o.state.paused}</span>],
    [o.left, open ? <span key="left"><Due days={clock.days_left} on={clock.warn_on} /> <span className="faint small">{o.workdaysLeft(clock.workdays_left)}</span></span> : o.state[clock.state]],
    [o.remind, <span key="remind" className="num">{clock.remind.join(" · ") || "—"}</span>],
    [t.common.article, <span key="article"><Article text={clock.article} /> <span className="faint small">{clock.source}</span></span>],
  ];
  const extension = pick(clock.extension);
  return (
    <section className="stack">
      <dl className="facts">{rows.map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      {clock.done_on && <p className="small">{o.doneOn(clock.done_on)}</p>}
      {extension !== "" && <p className="soft small">{extension}</p>}
      {clock.provisional && <div className="problem problem-quiet"><p>{o.provisionalHint}</p></div>}
    </section>
  );
}

function Drawn({ clock }: { clock: Clock }) {
  const o = useText().casefile.clocks;
  const pick = usePick();
  const calendar = useWorkCalendar().data;
  const special = new Map<string, Rest>((calendar?.days ?? []).map((d) => [d.date, d.kind]));
  return (
    <>
      <section className="stack">
        <h3>{o.arithmetic}</h3>
        <ol className="clock-sum">{clock.arithmetic.map((line, i) => <li key={i} className="num">{pick(line)}{clock.steps[i]?.source && <> <a className="small" href={clock.steps[i].source} target="_blank" rel="noreferrer">{o.notice}</a></>}</li>)}</ol>
      </section>
      <section className="stack"><h3>{o.drawn}</h3><Months months={clockMonths(clock, special)} /></section>
    </>
  );
}
