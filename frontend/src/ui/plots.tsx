// Small plots drawn by hand: a bar cut by stage, columns by month and columns by day. Lengths start at zero and mean counts.
import { count } from "@/format";
import { useText } from "@/text";
import { palette } from "./theme";

// Phases run from dark to pale green, then on into grey: order without alarm (amber and red are kept for deadlines).
const shades = ["#0e6468", "#3a8284", "#629d9e", "#8ab8b8", "#b6d5d4", "#6b7983", "#9ea7ae", "#d1d6da"];

export interface Bar { key: string; label: string; parts: { key: string; count: number }[] }

/** PartBars shows how each whole is divided into the same parts, on one scale; each part leads to its cases. */
export function PartBars({ bars, parts, onOpen }: { bars: Bar[]; parts: { key: string; label: string }[]; onOpen: (bar: string, part?: string) => void }) {
  const sum = (bar: Bar) => bar.parts.reduce((n, p) => n + p.count, 0);
  const longest = Math.max(1, ...bars.map(sum));
  const at = (key: string) => Math.max(0, parts.findIndex((p) => p.key === key));
  const colour = (key: string) => shades[at(key) % shades.length];
  return (
    <div className="part-bars">
      {bars.map((bar) => (
        <div key={bar.key} className="part-row">
          <button type="button" className="plain-button small one-line" onClick={() => onOpen(bar.key)}>{bar.label}</button>
          <div className="part-track">
            <div className="state-bar" style={{ width: `${(100 * sum(bar)) / longest}%` }}>
              {bar.parts.map((p) => {
                const name = `${bar.label} ${parts[at(p.key)]?.label ?? p.key} ${count(p.count)}`;
                return <button key={p.key} type="button" title={name} aria-label={name} style={{ flexGrow: p.count, flexBasis: 0, background: colour(p.key) }} onClick={() => onOpen(bar.key, p.key)} />;
              })}
            </div>
          </div>
          <span className="num small strong">{count(sum(bar))}</span>
        </div>
      ))}
      <div className="row small soft part-legend">
        {parts.filter((p) => bars.some((bar) => bar.parts.some((q) => q.key === p.key))).map((p) => (
          <span key={p.key} className="row"><span className="swatch" style={{ background: colour(p.key) }} />{p.label}</span>
        ))}
      </div>
    </div>
  );
}

export interface Month { month: string; opened: number; decided: number }

/** MonthColumns shows cases opened and decided, month by month, on one scale. */
export function MonthColumns({ months }: { months: Month[] }) {
  const t = useText();
  const width = 520;
  const height = 150;
  const floor = height - 22;
  const top = Math.max(1, ...months.map((m) => Math.max(m.opened, m.decided)));
  const slot = width / Math.max(1, months.length);
  const bar = Math.min(14, slot * 0.32);
  const tall = (n: number) => (n / top) * (floor - 18);
  return (
    <figure>
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={t.workbench.byMonth}>
        <line className="axis" x1={0} x2={width} y1={floor + 0.5} y2={floor + 0.5} />
        {months.map((m, i) => {
          const x = i * slot + slot / 2;
          return (
            <g key={m.month}>
              <title>{`${m.month}  ${t.workbench.opened} ${m.opened}  ${t.workbench.decided} ${m.decided}`}</title>
              <rect x={i * slot} y={0} width={slot} height={floor} fill="transparent" />
              <rect x={x - bar - 1} y={floor - tall(m.opened)} width={bar} height={tall(m.opened)} fill={palette["accent-line"]} />
              <rect x={x + 1} y={floor - tall(m.decided)} width={bar} height={tall(m.decided)} fill={palette.accent} />
              <text x={x} y={height - 6} textAnchor="middle">{m.month.slice(5)}</text>
              {Math.max(m.opened, m.decided) === top && (
                <text x={x} y={floor - tall(top) - 5} textAnchor="middle">{top}</text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="row small soft">
        <span className="swatch" style={{ background: palette["accent-line"] }} />{t.workbench.opened}
        <span className="swatch" style={{ background: palette.accent, marginLeft: 10 }} />{t.workbench.decided}
      </figcaption>
    </figure>
  );
}

export interface DayEnds { day: string; count: number; provisional: number }

/** DayColumns shows how many deadlines end on each of the days to come; what may still move is pale. */
export function DayColumns({ days }: { days: DayEnds[] }) {
  const t = useText();
  const width = 520;
  const height = 120;
  const floor = height - 22;
  const top = Math.max(1, ...days.map((d) => d.count));
  const slot = width / Math.max(1, days.length);
  const tall = (n: number) => (n / top) * (floor - 18);
  const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  return (
    <figure>
      <svg className="plot" viewBox={`0 0 ${width} ${height}`} width="100%" role="img" aria-label={t.workbench.aheadHint}>
        {days.map((d, i) => (
          <g key={d.day}>
            <title>{`${d.day}  ${t.workbench.periods(count(d.count))}`}</title>
            <rect x={i * slot} y={0} width={slot} height={floor} fill={weekend(d.day) ? palette.sunken : "transparent"} />
            <rect x={i * slot + 1.5} y={floor - tall(d.count)} width={slot - 3} height={tall(d.count - d.provisional)} fill={i < 7 ? palette.amber : palette.accent} />
            <rect x={i * slot + 1.5} y={floor - tall(d.provisional)} width={slot - 3} height={tall(d.provisional)} fill={palette["accent-line"]} />
            {i % 7 === 0 && <text x={i * slot} y={height - 6}>{d.day.slice(5)}</text>}
            {d.count === top && days.findIndex((x) => x.count === top) === i && <text x={i * slot + slot / 2} y={floor - tall(top) - 5} textAnchor="middle">{top}</text>}
          </g>
        ))}
        <line className="axis" x1={0} x2={width} y1={floor + 0.5} y2={floor + 0.5} />
      </svg>
      <figcaption className="row small soft">
        <span className="swatch" style={{ background: palette.amber }} />{t.workbench.dueSoon}
        <span className="swatch" style={{ background: palette["accent-line"], marginLeft: 10 }} />{t.workbench.provisional}
      </figcaption>
    </figure>
  );
}
