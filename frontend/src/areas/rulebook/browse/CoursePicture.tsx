import { useText } from "@/text";
import { type Arrow, box, linesOf, type Picture, type Placed, type StepRow } from "../layout";

export interface Chosen { state?: string; step?: string }

interface CoursePictureProps { picture: Picture; steps: StepRow[]; chosen: Chosen; choose: (chosen: Chosen) => void; phaseName: (code: string) => string }

/** CoursePicture is the drawing itself: phases as bands, states as boxes, steps as arrows; what is chosen stands out. */
export function CoursePicture({ picture, steps, chosen, choose, phaseName }: CoursePictureProps) {
  const d = useText().rulebook.diagram;
  const isNear = (a: Arrow) => (chosen.step !== undefined ? a.step === chosen.step : chosen.state !== undefined && (a.from === chosen.state || a.to === chosen.state));
  const anything = chosen.state !== undefined || chosen.step !== undefined;
  const near = picture.arrows.filter(isNear);
  const labelled = near.filter((a, i) => near.findIndex((b) => b.step === a.step) === i).slice(0, 9);
  const labelOf = (a: Arrow) => steps.find((s) => s.id === a.step)?.label ?? a.step;
  return (
    <svg className={anything ? "course-svg choosing" : "course-svg"} viewBox={`0 0 ${picture.width} ${picture.height}`} style={{ minWidth: picture.width * 0.76, maxWidth: picture.width * 1.15 }} role="group" aria-label={d.label} onClick={() => choose({})}>
      <defs>
        {["line", "strong"].map((name) => <marker key={name} id={`arrow-${name}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" className={`arrow-${name}`} /></marker>)}
      </defs>
      {picture.bands.map((band, i) => (
        <g key={band.phase}>
          {i % 2 === 1 && <rect x={0} y={band.y} width={picture.width} height={band.height} className="course-band" />}
          <Words x={12} y={band.y + band.height / 2} lines={linesOf(phaseName(band.phase), 96)} className="course-phase" />
        </g>
      ))}
      {picture.arrows.filter((a) => !near.includes(a)).map((a, i) => <Line key={i} arrow={a} label={labelOf(a)} choose={() => choose({ step: a.step })} />)}
      {near.map((a, i) => <Line key={i} arrow={a} label={labelOf(a)} strong choose={() => choose({ step: a.step })} />)}
      {picture.boxes.map((s) => {
        const linked = near.some((a) => a.from === s.id || a.to === s.id);
        return <StateBox key={s.id} state={s} chosen={chosen.state === s.id} linked={linked} choose={() => choose({ state: s.id })} />;
      })}
      {labelled.map((a) => <text key={a.step} x={a.x} y={a.y + 4} className={a.back ? "course-label end" : "course-label"}>{labelOf(a)}</text>)}
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
      <title>{state.label}</title>
      <Words x={state.x + box.width / 2} y={state.y + box.height / 2} lines={linesOf(state.label, box.width - 12)} />
    </g>
  );
}

/** Words sets one or two lines of text around a middle. */
function Words({ x, y, lines, className }: { x: number; y: number; lines: string[]; className?: string }) {
  return <text className={className}>{lines.map((line, i) => <tspan key={i} x={x} y={y + 4 + (i - (lines.length - 1) / 2) * 14}>{i + 1 < lines.length && /[a-z]$/i.test(line) ? `${line} ` : line}</tspan>)}</text>; // read aloud, the lines are words apart
}
