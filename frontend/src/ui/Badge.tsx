import type { ReactNode } from "react";
import { urgency } from "@/format";
import { useText } from "@/text";

export type Tone = "plain" | "quiet" | "accent" | "amber" | "red";

/** Badge is a short word with a tone; the word carries the meaning, the colour only repeats it. */
export function Badge({ tone = "plain", title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return <span className={tone === "plain" ? "badge" : `badge badge-${tone}`} title={title}>{children}</span>;
}

/** Due says how long is left: amber within three days, red when overdue. */
export function Due({ days, on }: { days?: number; on?: string }) {
  const t = useText();
  if (days === undefined) {
    return <span className="faint num">{on ?? "—"}</span>;
  }
  const tone = { overdue: "tone-red", soon: "tone-amber", calm: "soft" }[urgency(days)];
  return (
    <span className={`num nowrap ${tone}`} title={on}>
      {days < 0 ? t.common.daysOver(-days) : t.common.daysLeft(days)}
    </span>
  );
}
