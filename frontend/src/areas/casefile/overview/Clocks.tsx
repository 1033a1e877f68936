import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import type { Clock } from "@/api";
import { usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Nothing } from "@/ui/states";

/** Clocks lists the deadlines that run, each with the sum it came from. */
export function Clocks({ clocks }: { clocks: Clock[] }) {
  const t = useText();
  const o = t.casefile.overview;
  return (
    <Panel title={o.clocks} flush>
      {clocks.length === 0 ? <Nothing title={o.clocksNone} small /> : <ul className="line-list">{clocks.map((c) => <Line key={c.id} clock={c} />)}</ul>}
    </Panel>
  );
}

function Line({ clock }: { clock: Clock }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const running = clock.state === "running" || clock.state === "overdue";
  return (
    <li>
      <div className="row">
        <span className="grow one-line" title={clock.article}>{pick(clock.label)}</span>
        {clock.provisional && running && <Badge tone="amber" title={o.provisionalHint}>{o.provisional}</Badge>}
        {running ? <Due days={clock.days_left} /> : <Badge tone="quiet">{clock.state === "met" ? o.met : o.suspended}</Badge>}
        <Popover trigger="click" placement="left" title={o.arithmetic} content={<Sum clock={clock} />}>
          <Button size="small" type="text" icon={<QuestionCircleOutlined />} aria-label={o.arithmetic} title={o.arithmetic} />
        </Popover>
      </div>
      <div className="faint small num">
        {o.start} {clock.start_on} · {o.due} {clock.due_legal}
        {clock.due_strict !== clock.due_legal && ` (${o.strict} ${clock.due_strict})`}
      </div>
    </li>
  );
}

function Sum({ clock }: { clock: Clock }) {
  const t = useText();
  const pick = usePick();
  return (
    <div style={{ maxWidth: 360 }} className="stack">
      <ol className="stack" style={{ gap: 2 }}>{clock.arithmetic.map((line, i) => <li key={i} className="num">{pick(line)}</li>)}</ol>
      <span className="faint small">{t.common.article} {clock.article}</span>
    </div>
  );
}
