import type { ReactNode } from "react";

export interface Choice { id: string; open: boolean; code?: string; title: ReactNode; about?: ReactNode; end?: ReactNode }
interface ChoicesProps { label: string; choices: Choice[]; chosen?: string; onChoose: (id: string) => void }

/** Choices are things of which one is to be chosen, each with a line about it; those that are not open say there why. */
export function Choices({ label, choices, chosen, onChoose }: ChoicesProps) {
  const first = choices.find((c) => c.open);
  return (
    <div className="choices" role="radiogroup" aria-label={label}>
      {choices.map((c) => (
        <button key={c.id} type="button" role="radio" aria-checked={c.id === chosen} disabled={!c.open} autoFocus={c === first} className="choice" onClick={() => onChoose(c.id)}>
          {c.code && <span className="mono">{c.code}</span>}
          <span className="grow">
            <strong>{c.title}</strong>
            <span className="soft small choice-about">{c.about}</span>
          </span>
          {c.end}
        </button>
      ))}
    </div>
  );
}
