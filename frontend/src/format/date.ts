// Dates are "YYYY-MM-DD"; instants are RFC 3339 with +08:00. The office's day is the instant's own day, not the browser's.

/** day cuts an instant down to its date in the office's time. */
export function day(instant: string): string {
  return instant.slice(0, 10);
}

/** minute writes an instant as "2026-03-02 09:05" in the time zone it was written in. */
export function minute(instant: string): string {
  return instant.length >= 16 ? `${instant.slice(0, 10)} ${instant.slice(11, 16)}` : instant;
}

/** monthDay is the short form for tight columns: "03-02". */
export function monthDay(date: string): string {
  return date.slice(5, 10);
}

/** daysBetween counts calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${day(to)}T00:00:00Z`) - Date.parse(`${day(from)}T00:00:00Z`)) / 86_400_000);
}

/** isDate tells a real calendar date from something that only looks like one. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

export type Urgency = "overdue" | "soon" | "calm";

/** urgency sorts days left into what the colours say: overdue below 0, soon within 3 days. */
export function urgency(daysLeft: number | undefined): Urgency {
  if (daysLeft === undefined) {
    return "calm";
  }
  return daysLeft < 0 ? "overdue" : daysLeft <= 3 ? "soon" : "calm";
}

/** today is the date on this machine's clock, which stands in the office. */
export function today(now = new Date()): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}
