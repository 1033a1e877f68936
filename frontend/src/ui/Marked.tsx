import { type DiffPart, runs } from "@/format";

/** Marked shows text with marks at rune offsets. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) {
  return runs(text, marks).map((run, i) => (run.marked ? <mark key={i}>{run.text}</mark> : <span key={i}>{run.text}</span>));
}

/** Diff shows what was taken out and what was put in. Long unchanged stretches are cut in the middle when `brief`. */
export function Diff({ parts, brief }: { parts: DiffPart[]; brief?: boolean }) {
  return (
    <div className="prose">
      {parts.map((part, i) => {
        const text = brief && part.op === "same" ? shorten(part.text) : part.text;
        if (part.op === "added") {
          return <ins key={i} className="diff-added">{text}</ins>;
        }
        return part.op === "removed" ? <del key={i} className="diff-removed">{text}</del> : <span key={i}>{text}</span>;
      })}
    </div>
  );
}

function shorten(text: string): string {
  return text.length > 240 ? `${text.slice(0, 100)} …… ${text.slice(-100)}` : text;
}
