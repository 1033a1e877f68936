import type { Fault } from "@/api";
import { useText } from "@/text";

/** FaultList says what is wrong with a change, by file and row. */
export function FaultList({ faults }: { faults: Fault[] }) {
  const r = useText().rulebook;
  return (
    <div className="problem" role="alert">
      <h3>{r.edit.faults(faults.length)}</h3>
      <ul className="stack" style={{ gap: 4 }}>
        {faults.map((f, i) => <li key={i}><span className="mono small">{f.file}{f.row ? ` · ${f.row}` : ""}</span> {f.what}</li>)}
      </ul>
    </div>
  );
}
