// Months as small grids, with the days of a period counted on them one by one.
import { type DayCell, type MonthDays } from "@/format";
import { usePick, useText } from "@/text";

/** Months draws a period: counted days carry their number, the others say why they do not count. */
export function Months({ months }: { months: MonthDays[] }) {
  const c = useText().common.calendar;
  const name = (month: string) => c.month(month.slice(0, 4), month.slice(5));
  return (
    <div className="months">
      {months.map((m) => (
        <section key={m.month} className="month">
          <h4 className="num">{name(m.month)}</h4>
          <div className="month-grid" role="table" aria-label={name(m.month)}>
            {c.weekdays.split(" ").map((d) => <span key={d} className="month-head">{d}</span>)}
            {Array.from({ length: m.lead }, (_, i) => <span key={`lead${i}`} />)}
            {m.days.map((d) => <Day key={d.date} day={d} />)}
          </div>
        </section>
      ))}
      <Legend />
    </div>
  );
}

function Day({ day }: { day: DayCell }) {
  const c = useText().common.calendar;
  const pick = usePick();
  const end = day.strict ? (day.legal ? c.end : c.strictEnd) : day.legal ? c.legalEnd : "";
  const words = [day.date, c.rest[day.rest], day.role === "start" ? c.start : pick(day.note), end, day.source ?? ""].filter((w) => w !== "").join(" · ");
  const name = ["day", `day-${day.role}`, `rest-${day.rest}`, day.strict ? "day-strict" : "", day.legal ? "day-legal" : ""].filter((w) => w !== "").join(" ");
  return (
    <span className={name} title={words} aria-label={day.number === undefined ? words : `${words} · ${day.number}`}>
      <span className="day-date">{day.day}</span>
      <span className="day-number">{day.role === "start" ? c.startMark : day.number ?? (day.role === "excluded" ? "×" : "")}</span>
    </span>
  );
}

function Legend() {
  const c = useText().common.calendar;
  const sign = (name: string, text: string, label: string) => <span className="row small soft" style={{ gap: 5 }}><span className={`day ${name}`} aria-hidden><span className="day-date" /><span className="day-number">{text}</span></span>{label}</span>;
  return (
    <div className="month-legend">
      {sign("day-start", c.startMark, c.start)}{sign("day-count rest-workday", "1", c.counted)}{sign("day-skip rest-weekend", "", c.rest.weekend)}{sign("day-skip rest-holiday", "", c.rest.holiday)}
      {sign("day-count rest-makeup", "1", c.rest.makeup)}{sign("day-excluded", "×", c.excluded)}{sign("day-count day-strict day-legal", "9", c.end)}
    </div>
  );
}
