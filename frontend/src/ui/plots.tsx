// Small plots drawn by hand: a bar cut by stage, columns by month and columns by day. Lengths start at zero and mean counts.
import { count, percent } from "@/format";
import { useText } from "@/text";
import { palette } from "./theme";

// Stages run from dark to pale green, then on into grey: order without alarm (amber and red are kept for deadlines).
const shades = [
  "#0e6468", "#2a777a", "#468a8c", "#629d9e", "#7eb0b0", "#9ac3c2", "#b6d5d4", "#52626d", "#6b7983", "#848f98", "#9ea7ae", "#b7bec4", "#d1d6da",
];

export interface Part { key: string; label: string; count: number }

/** StateBar shows how the whole is divided; each part leads to its cases. */
export function StateBar({ parts, onOpen }: { parts: Part[]; onOpen: (key: string) => void }) {
  const total = parts.reduce((sum, p) => sum + p.count, 0);
  const shown = parts.map((p, i) => ({ ...p, colour: shades[i % shades.length] })).filter((p) => p.count > 0);
  return (
    <div>
      <div className="state-bar">
        {shown.map((p) => (
          <button
            key={p.key} type="button" tabIndex={-1} title={`${p.label} ${count(p.count)} (${percent(p.count, total)}%)`} aria-label={`${p.label} ${p.count}`}
            style={{ flexGrow: p.count, flexBasis: 0, background: p.colour }} onClick={() => onOpen(p.key)}
          />
        ))}
      </div>
      <div className="legend">
        {shown.map((p) => (
          <button key={p.key} type="button" className="plain-button" onClick={() => onOpen(p.key)}>
            <span className="swatch" style={{ background: p.colour }} />
            <span className="legend-name one-line small" title={p.label}>{p.label}</span>
            <span className="grow" />
            <span className="num small strong">{count(p.count)}</span>
          </button>
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
