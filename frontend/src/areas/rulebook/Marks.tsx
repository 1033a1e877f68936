import { useText } from "@/text";
import { type Mark, marksOf } from "./tables";

const tones: Record<Mark, string> = { S: "mark-s", K: "mark-k", D: "mark-d", O: "mark-o" };
const all: Mark[] = ["S", "K", "D", "O"];

/** Marks shows where a rule comes from, as letters with their meaning. */
export function Marks({ source }: { source?: string }) {
  const m = useText().rulebook.marks;
  return <span className="marks" title={source}>{marksOf(source).map((mark) => <span key={mark} className={`source-mark ${tones[mark]}`} aria-label={m[mark]}>{mark}</span>)}</span>;
}

/** MarksLegend says what the letters mean. */
export function MarksLegend() {
  const r = useText().rulebook;
  return (
    <div className="row row-wrap small soft" role="note" aria-label={r.legend}>
      <span className="faint">{r.legend}</span>
      {all.map((mark) => <span key={mark} className="row" style={{ gap: 4 }}><span className={`source-mark ${tones[mark]}`}>{mark}</span>{r.marks[mark]}</span>)}
    </div>
  );
}
