import { Button, Input, Modal, Segmented, Upload } from "antd";
import { useState } from "react";
import type { HolidaysNotice, NoticeEffect, WorkCalendar } from "@/api";
import { isDate } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useNoticeEffect, useTakeNotice } from "./queries";

/** startOf is the notice that a year is revised from: as the office took it up, or as the calendar has its days. */
export function startOf(year: number, calendar: WorkCalendar): HolidaysNotice {
  const known = calendar.years.find((y) => y.year === year);
  if (known?.taken) {
    return known.taken;
  }
  const days = calendar.days.filter((d) => d.date.startsWith(String(year))).map((d) => ({ name: "", date: d.date, isOffDay: d.kind === "holiday" }));
  return { year, papers: known ? [known.notice] : [""], days: days.length > 0 ? days : [{ name: "", date: `${year}-01-01`, isOffDay: true }] };
}

/** readNotice takes a notice out of a file's text; undefined if it is none. */
export function readNotice(text: string): HolidaysNotice | undefined {
  try {
    const raw = JSON.parse(text) as Partial<HolidaysNotice>;
    if (typeof raw.year !== "number" || !Array.isArray(raw.days)) {
      return undefined;
    }
    return { year: raw.year, papers: Array.isArray(raw.papers) ? raw.papers.map(String) : [], days: raw.days.map((d) => ({ name: String(d.name), date: String(d.date), isOffDay: Boolean(d.isOffDay) })) };
  } catch {
    return undefined;
  }
}

/** NoticeDialog takes a notice in, by file or by hand, shows what it changes, and asks for a second look before it is kept. */
export function NoticeDialog({ year, calendar, onClose }: { year: number; calendar: WorkCalendar; onClose: () => void }) {
  const t = useText();
  const s = t.settings.calendar;
  const notify = useNotify();
  const [notice, setNotice] = useState(() => startOf(year, calendar));
  const effect = useNoticeEffect();
  const take = useTakeNotice();
  const seen = effect.data;
  const keep = () => seen && take.mutate({ notice, mark: seen.mark }, { onSuccess: () => { notify.done(s.done); onClose(); } });
  const footer = seen
    ? [<Button key="back" onClick={() => { effect.reset(); take.reset(); }}>{s.back}</Button>, <Button key="keep" type="primary" loading={take.isPending} onClick={keep}>{s.confirm}</Button>]
    : [<Button key="cancel" onClick={onClose}>{t.common.cancel}</Button>, <Button key="look" type="primary" loading={effect.isPending} onClick={() => effect.mutate(notice)}>{s.look}</Button>];
  return (
    <Modal open title={s.add(notice.year)} onCancel={onClose} width={680} footer={footer}>
      <div className="stack">
        {seen ? <Effect effect={seen} /> : <Editor notice={notice} onChange={setNotice} />}
        {effect.isError && <ProblemView problem={effect.error} />}
        {take.isError && <ProblemView problem={take.error} />}
      </div>
    </Modal>
  );
}

function Editor({ notice, onChange }: { notice: HolidaysNotice; onChange: (n: HolidaysNotice) => void }) {
  const t = useText();
  const s = t.settings.calendar;
  const [bad, setBad] = useState(false);
  const change = (i: number, part: Partial<HolidaysNotice["days"][number]>) => onChange({ ...notice, days: notice.days.map((d, k) => (k === i ? { ...d, ...part } : d)) });
  const read = (file: File) => {
    void file.text().then((text) => {
      const found = readNotice(text);
      setBad(found === undefined);
      if (found) {
        onChange(found);
      }
    });
    return false;
  };
  return (
    <>
      <div className="row">
        <Upload accept=".json,application/json" showUploadList={false} beforeUpload={read}><Button>{s.file}</Button></Upload>
        <span className="soft">{s.address}</span>
        <Input className="grow" aria-label={s.address} value={notice.papers[0] ?? ""} placeholder="https://www.gov.cn/" onChange={(e) => onChange({ ...notice, papers: [e.target.value, ...notice.papers.slice(1)] })} />
      </div>
      {bad && <p className="tone-red" role="alert">{s.badFile}</p>}
      <div className="notice-days">
        {notice.days.map((d, i) => (
          <div key={i} className="row">
            <Input size="small" className="num" style={{ width: 116 }} aria-label={s.date} value={d.date} status={d.date === "" || isDate(d.date) ? undefined : "error"} placeholder={`${notice.year}-01-01`} onChange={(e) => change(i, { date: e.target.value.trim() })} />
            <Segmented<boolean> size="small" value={d.isOffDay} onChange={(v) => change(i, { isOffDay: v })} options={[{ value: true, label: s.off }, { value: false, label: s.on }]} />
            <Input size="small" className="grow" aria-label={s.name} placeholder={s.name} value={d.name} onChange={(e) => change(i, { name: e.target.value })} />
            <Button size="small" type="text" onClick={() => onChange({ ...notice, days: notice.days.filter((_, k) => k !== i) })}>{t.common.remove}</Button>
          </div>
        ))}
      </div>
      <div><Button size="small" onClick={() => onChange({ ...notice, days: [...notice.days, { name: notice.days.at(-1)?.name ?? "", date: "", isOffDay: true }] })}>{s.addRow}</Button></div>
    </>
  );
}

function Effect({ effect }: { effect: NoticeEffect }) {
  const t = useText();
  const s = t.settings.calendar;
  const rest = t.common.calendar.rest;
  return (
    <>
      <p>{s.effect(effect.days_off, effect.makeups)}</p>
      <p className="strong num">{s.counts(effect.year, effect.before, effect.after)}</p>
      {!effect.works_out && <div className="problem problem-quiet"><p>{s.unusual}</p></div>}
      <h3>{effect.changes.length === 0 ? s.noChanges : s.changes}</h3>
      <ul className="notice-days">
        {effect.changes.map((c) => <li key={c.date} className="row small"><span className="num">{c.date}</span><span className="soft grow">{c.name}</span><span>{rest[c.was]} → <strong>{rest[c.is]}</strong></span></li>)}
      </ul>
    </>
  );
}
