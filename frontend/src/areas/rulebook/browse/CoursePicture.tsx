import { useText } from "@/text";
import { type Arrow, box, type Picture, type Placed, type StepRow } from "../layout";

export interface Chosen { state?: string; step?: string }

interface CoursePictureProps { picture: Picture; steps: StepRow[]; chosen: Chosen; choose: (chosen: Chosen) => void; phaseName: (code: string) => string }

/** CoursePicture is the drawing itself: phases as bands, states as boxes, steps as arrows; what is chosen stands out. */
export function CoursePicture({ picture, steps, chosen, choose, phaseName }: CoursePictureProps) {
  const d = useText().rulebook.diagram;
  const isNear = (a: Arrow) => (chosen.step !== undefined ? a.step === chosen.step : chosen.state !== undefined && (a.from === chosen.state || a.to === chosen.state));
  const anything = chosen.state !== undefined || chosen.step !== undefined;
  const near = picture.arrows.filter(isNear);
  const labelOf = (a: Arrow) => steps.find((s) => s.id === a.step)?.label ?? a.step;
  return (
    <svg className={anything ? "course-svg choosing" : "course-svg"} viewBox={`0 0 ${picture.width} ${picture.height}`} style={{ minWidth: picture.width * 0.82, maxWidth: picture.width * 1.15 }} role="group" aria-label={d.label} onClick={() => choose({})}>
      <defs>
        {["line", "strong"].map((name) => <marker key={name} id={`arrow-${name}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" className={`arrow-${name}`} /></marker>)}
      </defs>
      {picture.bands.map((band, i) => (
        <g key={band.phase}>
          {i % 2 === 1 && <rect x={0} y={band.y} width={picture.width} height={band.height} className="course-band" />}
          <text x={12} y={band.y + band.height / 2 + 4} className="course-phase">{phaseName(band.phase)}</text>
        </g>
      ))}
      {picture.arrows.filter((a) => !near.includes(a)).map((a, i) => <Line key={i} arrow={a} label={labelOf(a)} choose={() => choose({ step: a.step })} />)}
      {near.map((a, i) => <Line key={i} arrow={a} label={labelOf(a)} strong choose={() => choose({ step: a.step })} />)}
      {picture.boxes.map((s) => {
        const linked = near.some((a) => a.from === s.id || a.to === s.id);
        return <StateBox key={s.id} state={s} chosen={chosen.state === s.id} linked={linked} choose={() => choose({ state: s.id })} />;
      })}
      {(near.length <= 9 ? near : []).map((a, i) => <text key={i} x={a.x} y={a.y + 4} className={a.back ? "course-label end" : "course-label"}>{labelOf(a)}</text>)}
    </svg>
  );
}

function Line({ arrow, label, strong, choose }: { arrow: Arrow; label: string; strong?: boolean; choose: () => void }) {
  return (
    <g
      className={strong ? "course-arrow strong" : "course-arrow"}
      onClick={(event) => {
        event.stopPropagation();
        choose();
      }}
    >
      <title>{label}</title>
      <path d={arrow.path} className="course-hit" />
      <path d={arrow.path} className={arrow.back ? "course-line back" : "course-line"} markerEnd={`url(#arrow-${strong ? "strong" : "line"})`} />
    </g>
  );
}

function StateBox({ state, chosen, linked, choose }: { state: Placed; chosen: boolean; linked: boolean; choose: () => void }) {
  const d = useText().rulebook.diagram;
  return (
    <g
      className={["course-state", chosen ? "chosen" : "", linked ? "linked" : "", state.final ? "final" : ""].join(" ").trim()}
      tabIndex={0} role="button" aria-pressed={chosen} aria-label={state.final ? `${state.label} (${d.final})` : state.label}
      onClick={(event) => {
        event.stopPropagation();
        choose();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          choose();
        }
      }}
    >
      <rect x={state.x} y={state.y} width={box.width} height={box.height} rx={5} />
      {state.final && <rect x={state.x + 3} y={state.y + 3} width={box.width - 6} height={box.height - 6} rx={3} className="inner" />}
      <text x={state.x + box.width / 2} y={state.y + box.height / 2 + 4}>{short(state.label)}</text>
    </g>
  );
}

/** short cuts a label to what fits into a box: about nine Chinese characters or eighteen letters. */
function short(label: string): string {
  let width = 0;
  for (const [i, c] of [...label].entries()) {
    width += c > "\u2fff" ? 13 : 6.6;
    if (width > box.width - 14) {
      return `${[...label].slice(0, i - 1).join("")}…`;
    }
  }
  return label;
}
