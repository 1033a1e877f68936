import { Button } from "antd";
import { useState } from "react";
import { useCan, useWorkCalendar, type WorkCalendar } from "@/api";
import { day } from "@/format";
import { useText } from "@/text";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded } from "@/ui/states";
import { NoticeDialog } from "./NoticeDialog";

type Year = WorkCalendar["years"][number];

/** CalendarPanel shows which years' holidays are on file, where they were announced, and takes up the next notice. */
export function CalendarPanel() {
  const s = useText().settings.calendar;
  const query = useWorkCalendar();
  return <Panel title={s.title} flush><Loaded query={query} lines={6}>{(data) => <Years data={data} />}</Loaded></Panel>;
}

function Years({ data }: { data: WorkCalendar }) {
  const s = useText().settings.calendar;
  const may = useCan()("changeSettings");
  const [year, setYear] = useState<number>();
  const next = Number(data.to.slice(0, 4)) + 1;
  const columns: Column<Year>[] = [
    { key: "year", title: s.year, width: 70, render: (y) => <span className="num">{y.year}</span> },
    { key: "workdays", title: s.workdays, width: 90, end: true, render: (y) => <span className="num">{y.workdays}</span> },
    { key: "notice", title: s.notice, render: (y) => <a className="one-line small" href={y.notice} target="_blank" rel="noreferrer">{y.notice}</a> },
    { key: "by", title: s.by, width: 150, render: (y) => <span className="soft small">{y.at ? `${y.by?.name ?? ""} ${day(y.at)}` : s.builtIn}</span> },
    { key: "change", title: "", width: 76, render: (y) => may && y.year >= next - 2 ? <Button size="small" type="link" onClick={() => setYear(y.year)}>{s.change}</Button> : null },
  ];
  return (
    <>
      <div className="row" style={{ padding: "10px 14px" }}>
        <span className="soft grow">{s.covered(data.from, data.to)}</span>
        {may && <Button onClick={() => setYear(next)}>{s.add(next)}</Button>}
      </div>
      <RowTable label={s.title} columns={columns} rows={[...data.years].reverse()} rowKey={(y) => String(y.year)} />
      {year !== undefined && <NoticeDialog key={year} year={year} calendar={data} onClose={() => setYear(undefined)} />}
    </>
  );
}
