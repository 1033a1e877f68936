import type { Fault } from "@/api";
import { usePick, useText } from "@/text";

/** FaultList says what is wrong with a change, by file and row. */
export function FaultList({ faults }: { faults: (Omit<Fault, "what"> & { what: Fault["what"] | string })[] }) {
  const r = useText().rulebook;
  const pick = usePick();
  return (
    <div className="problem" role="alert">
      <h3>{r.edit.faults(faults.length)}</h3>
      <ul className="stack" style={{ gap: 4 }}>
        {faults.map((f, i) => <li key={i}><span className="mono small">{f.file}{f.row ? ` · ${f.row}` : ""}</span> {pick(f.what)}</li>)}
      </ul>
    </div>
  );
}
