import { Link } from "react-router";
import type { Fined, Penalties } from "@/api";
import { yuan } from "@/format";
import { useText } from "@/text";
import { palette } from "@/ui/theme";
import { Nothing } from "@/ui/states";
import { useWriteValue } from "@/ui/values";
import { documentAddress } from "./collections";
import { ends, place } from "./range";
import "./search.css";

/** PenaltyRange shows past fines under the same articles, with this case and the band of the standard marked. */
export function PenaltyRange({ range }: { range: Penalties }) {
  const s = useText().similar;
  if (range.fines.length + range.others.length === 0) {
    return <Nothing small title={s.rangeNone} hint={s.rangeNoneHint} />;
  }
  const same = range.fines.filter((f) => f.same).length;
  const outsideStandard = range.mine > 0 && range.standard.high > 0 && (range.mine < range.standard.low || range.mine > range.standard.high);
  const outsideMiddle = range.mine > 0 && same > 3 && (range.mine < range.low || range.mine > range.high);
  return (
    <div className="stack">
      <div className="row row-wrap small soft"><span>{range.articles.join(" ")}</span><span className="grow" /><span className="num">{s.of(range.fines.length, same)}</span></div>
      <Plot range={range} />
      <Legend range={range} />
      {outsideStandard && <p className="tone-amber small">{s.outsideStandard}</p>}
      {outsideMiddle && <p className="tone-amber small">{s.outsideMiddle}</p>}
      <List fines={[...range.fines, ...range.others]} />
    </div>
  );
}

const width = 640;
const height = 120;
const side = 28;
const floor = 78;

/** Plot sets each fine on one scale of money; fines that would cover each other are stacked. */
function Plot({ range }: { range: Penalties }) {
  const s = useText().similar;
  const scale = ends(range);
  const x = (fen: number) => side + place(fen, scale) * (width - 2 * side);
  const stacked = new Map<number, number>();
  const dots = [...range.fines, ...range.others].map((f) => {
    const column = Math.round(x(f.fine) / 9);
    const level = stacked.get(column) ?? 0;
    stacked.set(column, level + 1);
    return { ...f, cx: x(f.fine), cy: floor - 7 - Math.min(level, 6) * 9 };
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="plot penalty-plot" role="img" aria-label={s.plot}>
      {range.standard.high > 0 && <rect x={x(range.standard.low)} y={8} width={Math.max(2, x(range.standard.high) - x(range.standard.low))} height={floor - 8} fill={palette["accent-soft"]}><title>{s.standard}</title></rect>}
      {range.high > 0 && <rect x={x(range.low)} y={floor - 2} width={Math.max(2, x(range.high) - x(range.low))} height={4} fill={palette["accent-line"]}><title>{s.middle}</title></rect>}
      <line className="axis" x1={side} x2={width - side} y1={floor + 0.5} y2={floor + 0.5} />
      {range.median > 0 && <line x1={x(range.median)} x2={x(range.median)} y1={floor - 6} y2={floor + 6} stroke={palette["accent-strong"]} strokeWidth={2} />}
      {dots.map((d) => <circle key={d.case} cx={d.cx} cy={d.cy} r={4} fill={d.source ? palette.surface : d.same ? palette.accent : palette["line-strong"]} stroke={d.source ? palette["line-strong"] : undefined}><title>{`${d.source ? `${d.source} ` : ""}${d.title} ${yuan(d.fine)} ${d.on}`}</title></circle>)}
      {range.mine > 0 && (
        <g>
          <line x1={x(range.mine)} x2={x(range.mine)} y1={14} y2={floor + 8} stroke={palette.red} strokeWidth={2} />
          <text x={x(range.mine)} y={10} textAnchor={anchor(place(range.mine, scale))} style={{ fill: palette.red }}>{s.thisCase} {yuan(range.mine)}</text>
        </g>
      )}
      {[scale.low, scale.high].map((fen, i) => <text key={fen} x={i === 0 ? side : width - side} y={floor + 22} textAnchor={i === 0 ? "start" : "end"}>{yuan(fen)}</text>)}
      {range.median > 0 && <text x={x(range.median)} y={floor + 36} textAnchor={anchor(place(range.median, scale))}>{s.median} {yuan(range.median)}</text>}
    </svg>
  );
}

function anchor(at: number): "start" | "middle" | "end" {
  return at < 0.15 ? "start" : at > 0.85 ? "end" : "middle";
}

function Legend({ range }: { range: Penalties }) {
  const t = useText();
  const s = t.similar;
  const write = useWriteValue();
  const between = (band: { low: number; high: number }) => `${yuan(band.low)}–${t.common.yuan(yuan(band.high))}`;
  return (
    <div className="row row-wrap small soft num">
      <span className="swatch" style={{ background: palette.accent }} />{s.sameDegree}{range.degree !== "" && ` (${write("x.factor", range.degree)})`}
      <span className="swatch" style={{ background: palette["line-strong"] }} />{s.otherDegree}
      {range.others.length > 0 && <><span className="swatch" style={{ background: palette.surface, border: `1px solid ${palette["line-strong"]}` }} />{t.collections.foreignFine}</>}
      {range.high > 0 && <><span className="swatch" style={{ background: palette["accent-line"] }} />{s.middle} {between({ low: range.low, high: range.high })}</>}
      {range.standard.high > 0 && <><span className="swatch" style={{ background: palette["accent-soft"] }} />{s.standard} {between(range.standard)}</>}
      {range.law.high > 0 && <span>{s.law} {between(range.law)}</span>}
    </div>
  );
}

/** List is the plot in words, for keyboard and reader. */
function List({ fines }: { fines: Fined[] }) {
  const t = useText();
  const s = t.similar;
  const write = useWriteValue();
  return (
    <details className="small">
      <summary>{s.table}</summary>
      <ul className="fined-list num">
        {[...fines].sort((a, b) => b.fine - a.fine).map((f) => (
          <li key={f.case} className="row">
            <span className="fined-sum">{t.common.yuan(yuan(f.fine))}</span><span className="soft">{f.on}</span><span className="soft nowrap">{write("x.factor", f.degree)}</span>
            <Link className="one-line" to={f.source ? documentAddress(f.case) : `/cases/${f.case}`}>{f.source && `${t.collections.from(f.source)} `}{f.no} {f.title}</Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
