import { CalendarOutlined, DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { Clock } from "@/api";
import { useLanguage, usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";
import { ClockDrawer } from "./ClockDrawer";
import { useCaseClocks } from "./queries";

/** Clocks lists the deadlines of a case that have begun, and below them those that wait for their first day. */
export function Clocks({ caseId, clocks }: { caseId: string; clocks: Clock[] }) {
  const { text: t, language } = useLanguage();
  const o = t.casefile.clocks;
  const [open, setOpen] = useState<string>();
  const [more, setMore] = useState(false);
  const waiting = useCaseClocks(caseId, more).data?.waiting;
  const opened = [...clocks, ...(waiting ?? [])].find((c) => c.id === open);
  const running = clocks.some((c) => c.state === "running" || c.state === "overdue");
  return (
    <Panel title={o.title} flush extra={running && <a className="small" href={`/api/cases/${caseId}/clocks.ics?lang=${language}`} download title={o.icsHint}><DownloadOutlined /> {o.ics}</a>}>
      {clocks.length === 0 ? <Nothing title={o.none} small /> : <ul className="line-list">{clocks.map((c) => <Line key={c.id} clock={c} onOpen={() => setOpen(c.id)} />)}</ul>}
      <div className="clock-more">
        <Button size="small" type="link" aria-expanded={more} onClick={() => setMore(!more)}>{more ? o.hideWaiting : o.showWaiting}</Button>
      </div>
      {more && waiting !== undefined && (waiting.length === 0 ? <Nothing title={o.noneWaiting} small /> : <ul className="line-list">{waiting.map((c) => <Line key={c.id} clock={c} onOpen={() => setOpen(c.id)} />)}</ul>)}
      {opened && <ClockDrawer key={opened.id} caseId={caseId} clock={opened} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}

function Line({ clock, onOpen }: { clock: Clock; onOpen: () => void }) {
  const o = useText().casefile.clocks;
  const pick = usePick();
  const waiting = clock.state === "waiting";
  const running = clock.state === "running" || clock.state === "overdue";
  return (
    <li>
      <div className="row">
        <button type="button" className="plain-button grow one-line" title={clock.article} onClick={onOpen}>{pick(clock.label)}</button>
        {clock.provisional && (running || waiting) && <Badge tone="amber" title={o.provisionalHint}>{o.provisional}</Badge>}
        {running ? <Due days={clock.days_left} on={clock.warn_on} /> : <Badge tone={clock.state === "late" ? "amber" : "quiet"}>{o.state[clock.state]}</Badge>}
        <Button size="small" type="text" icon={<CalendarOutlined />} aria-label={o.arithmetic} title={o.arithmetic} onClick={onOpen} />
      </div>
      <div className="faint small num">
        {waiting ? o.ifToday(pick(clock.start_why), clock.warn_on) : `${o.start} ${clock.start_on}${clock.due_legal === "" ? "" : ` · ${o.due} ${clock.due_legal}`}`}
        {!waiting && clock.due_strict !== clock.due_legal && ` (${o.strict} ${clock.due_strict})`}
      </div>
    </li>
  );
}
