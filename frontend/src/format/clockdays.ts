// The days of a period, one by one, for drawing them in months.

export interface ClockStep { kind: string; from: string; to: string; days: number; text: { zh: string; en: string }; source?: string }
export interface ClockDays { start_on: string; due_strict: string; due_legal: string; steps: ClockStep[] }
export type Rest = "workday" | "weekend" | "holiday" | "makeup";

/** DayCell is one day: what it is by itself, what the count does with it, and its number if it counts. */
export interface DayCell {
  date: string; day: number; rest: Rest; role: "outside" | "start" | "count" | "skip" | "excluded" | "within";
  number?: number; strict?: boolean; legal?: boolean; note?: { zh: string; en: string }; source?: string;
}

export interface MonthDays { month: string; lead: number; days: DayCell[] }

const oneDay = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** nextDay moves a date by whole days. */
export function nextDay(date: string, by = 1): string {
  return new Date(at(date) + by * oneDay).toISOString().slice(0, 10);
}

/** mostMonths bounds what is drawn; longer periods show their first and last months. */
const mostMonths = 15;

function monthsOf(from: string, to: string): string[] {
  const list: string[] = [];
  for (let y = Number(from.slice(0, 4)), m = Number(from.slice(5, 7)); ; m === 12 ? (y++, m = 1) : m++) {
    const month = `${y}-${String(m).padStart(2, "0")}`;
    if (month > to.slice(0, 7)) {
      return list.length <= mostMonths ? list : [...list.slice(0, 2), ...list.slice(-2)];
    }
    list.push(month);
  }
}

/** restOf tells what a day is by itself; `special` are the days that depart from the week. */
export function restOf(date: string, special: ReadonlyMap<string, Rest>): Rest {
  const weekday = new Date(at(date)).getUTCDay();
  return special.get(date) ?? (weekday === 0 || weekday === 6 ? "weekend" : "workday");
}

const roles: Record<string, DayCell["role"]> = { count: "count", makeup: "count", weekend: "skip", holiday: "skip", suspended: "excluded", month: "within" };

/** marks gives every day that the steps speak of its role and number. Periods that run backwards are numbered backwards. */
function marks(clock: ClockDays): Map<string, Pick<DayCell, "role" | "number" | "note" | "source">> {
  const out = new Map<string, Pick<DayCell, "role" | "number" | "note" | "source">>();
  let counted = 0;
  for (const step of clock.steps) {
    const role = roles[step.kind];
    if (role === undefined || step.from === "") {
      continue;
    }
    const back = step.to <= clock.start_on && step.kind !== "month";
    const length = Math.round((at(step.to) - at(step.from)) / oneDay);
    for (let i = 0; i <= length; i++) {
      const date = back ? nextDay(step.to, -i) : nextDay(step.from, i);
      if (role === "within" && out.has(date)) {
        continue;
      }
      out.set(date, { role, number: role === "count" ? ++counted : undefined, note: step.text, source: step.source });
    }
  }
  out.set(clock.start_on, { role: "start" });
  return out;
}

/** clockMonths lays a period out in months, the weeks beginning on Monday. */
export function clockMonths(clock: ClockDays, special: ReadonlyMap<string, Rest>): MonthDays[] {
  const known = marks(clock);
  const ends = [clock.start_on, clock.due_strict, clock.due_legal, ...known.keys()].filter((d) => d !== "").sort();
  const first = ends[0];
  const last = ends.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  return monthsOf(first, last).map((month) => {
    const days: DayCell[] = [];
    for (let date = `${month}-01`; date.startsWith(month); date = nextDay(date)) {
      const mark = known.get(date);
      days.push({ date, day: Number(date.slice(8)), rest: restOf(date, special), role: mark?.role ?? "outside", number: mark?.number, note: mark?.note, source: mark?.source,
        strict: date === clock.due_strict || undefined, legal: date === clock.due_legal || undefined });
    }
    return { month, lead: (new Date(at(`${month}-01`)).getUTCDay() + 6) % 7, days };
  });
}
