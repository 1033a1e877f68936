import { useNavigate } from "react-router";
import type { CaseRecord, Recording } from "@/api";
import { usePick, useText } from "@/text";
import { Nothing } from "@/ui/states";
import { palette } from "@/ui/theme";
import { second } from "./words";

const lane = 22;
const left = 150;
const width = 1000;

interface DayOfRecordings { day: string; recordings: Recording[] }

/** daysOf groups recordings with a time by the day on which they began. */
function daysOf(recordings: Recording[]): DayOfRecordings[] {
  const days = new Map<string, Recording[]>();
  for (const r of recordings.filter((x) => x.started_at)) {
    const day = (r.started_at ?? "").slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), r]);
  }
  return [...days].map(([day, list]) => ({ day, recordings: list })).sort((a, b) => a.day.localeCompare(b.day));
}

/** SpanLanes draws when each event was recorded, day by day, with the breaks that count: a gap is seen at a glance. */
export function SpanLanes({ record }: { record: CaseRecord }) {
  const s = useText().record.spans;
  const days = daysOf(record.recordings);
  if (days.length === 0) {
    return <Nothing small title={s.empty} />;
  }
  return <div className="stack">{days.map((d) => <Day key={d.day} day={d} record={record} />)}</div>;
}

function Day({ day, record }: { day: DayOfRecordings; record: CaseRecord }) {
  const r = useText().record;
  const pick = usePick();
  const navigate = useNavigate();
  const time = (instant: string) => Date.parse(instant);
  const end = (x: Recording) => (x.ended_at ? time(x.ended_at) : time(x.started_at ?? "") + x.duration_ms);
  const gaps = record.findings.filter((f) => f.check === "gap" && f.from.startsWith(day.day));
  const from = Math.min(...day.recordings.map((x) => time(x.started_at ?? "")));
  const to = Math.max(from + 60_000, ...day.recordings.map(end));
  const x = (at: number) => left + ((at - from) / (to - from)) * (width - left - 10);
  const events = [...new Set(day.recordings.map((y) => y.event))];
  const height = events.length * lane + 22;
  const ticks = Array.from({ length: 6 }, (_, i) => from + ((to - from) * i) / 5);
  const written = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 19);
  return (
    <figure>
      <figcaption className="soft small num">{r.spans.day(day.day, day.recordings.length)}</figcaption>
      <svg className="plot span-lanes" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={r.spans.label}>
        <defs>
          <pattern id="break" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill={palette["red-soft"]} /><line x1="0" y1="0" x2="0" y2="6" stroke={palette.red} strokeWidth="2" /></pattern>
        </defs>
        {events.map((event, i) => {
          const list = day.recordings.filter((y) => y.event === event);
          const label = list[0] && pick(list[0].label);
          return (
            <g key={event} transform={`translate(0 ${i * lane})`}>
              <text x={0} y={15}>{(label || r.noEvent).slice(0, 18)}</text>
              <line className="axis" x1={left} x2={width - 10} y1={lane - 1.5} y2={lane - 1.5} />
              {gaps.filter((g) => g.event === event).map((g) => (
                <rect key={g.from} x={x(time(g.from))} y={3} width={Math.max(2, x(time(g.to)) - x(time(g.from)))} height={lane - 7} fill="url(#break)" opacity={g.counts === "" ? 0.4 : 1}><title>{r.spans.gap(g.from.slice(11, 19), g.to.slice(11, 19))}</title></rect>
              ))}
              {list.map((y) => {
                const at = x(time(y.started_at ?? ""));
                return (
                  <rect
                    key={y.id} className="span-bar" x={at} y={y.sort === "photo" ? 1 : 3} width={Math.max(y.sort === "photo" ? 3 : 2, x(end(y)) - at)} height={lane - (y.sort === "photo" ? 3 : 7)} rx={2} tabIndex={0} role="link" aria-label={y.name}
                    fill={y.sort === "photo" ? palette.amber : y.sort === "audio" ? palette["accent-line"] : palette.accent} onClick={() => void navigate(`/recordings/${y.id}`)} onKeyDown={(e) => e.key === "Enter" && void navigate(`/recordings/${y.id}`)}
                  ><title>{`${y.name}\n${second(y.started_at)} – ${second(y.ended_at).slice(11)}`}</title></rect>
                );
              })}
            </g>
          );
        })}
        {ticks.map((at, i) => <text key={i} x={x(at)} y={height - 5} textAnchor={i === 0 ? "start" : i === 5 ? "end" : "middle"}>{written(at)}</text>)}
      </svg>
    </figure>
  );
}
