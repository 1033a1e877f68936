import { Button, Dropdown } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { download, nameOf, type Showing, useCan } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { milliseconds, moment } from "@/ui/paper/marks";
import { Loaded, Nothing } from "@/ui/states";
import { FieldsDialog } from "./FieldsDialog";
import { useFilms, useNoteShown, useShowings } from "./queries";

/** Showings is what must be shown and told in a case while it is dealt with, and whether it was. */
export function Showings({ caseId }: { caseId: string }) {
  const s = useText().disclosure.during;
  const notify = useNotify();
  const sheet = (form: string) => void download("GET", `/api/cases/${encodeURIComponent(caseId)}/showing-sheet?form=${form}`).catch(notify.failed);
  return (
    <Panel title={s.title} flush extra={<Dropdown menu={{ items: [{ key: "pdf", label: s.sheetPdf }, { key: "docx", label: s.sheetDocx }], onClick: ({ key }) => sheet(key) }}><Button size="small">{s.sheet}</Button></Dropdown>}>
      <Loaded query={useShowings(caseId)}>
        {({ showings }) => (showings.length === 0 ? <Nothing title={s.none} small /> : <List caseId={caseId} showings={showings.filter((x) => x.due !== "not_met")} />)}
      </Loaded>
    </Panel>
  );
}

function List({ caseId, showings }: { caseId: string; showings: Showing[] }) {
  const s = useText().disclosure.during;
  const pick = usePick();
  const can = useCan();
  const notify = useNotify();
  const note = useNoteShown(caseId);
  const [asked, setAsked] = useState<Showing>();
  const films = useFilms(caseId).data ?? [];
  const moments = [...new Set(showings.map((x) => pick(x.moment)))]; // of the procedure
  return (
    <div className="showings">
      {moments.map((when) => (
        <section key={when}>
          <h3 className="small soft">{when}</h3>
          {showings.filter((x) => pick(x.moment) === when).map((x) => (
            <div key={x.id} className="showing">
              <Badge tone={x.done ? "quiet" : x.due === "unknown" ? "plain" : "amber"}>{x.done ? s.done : x.due === "unknown" ? s.unsettled : s.open}</Badge>
              <div className="grow">
                <div>{pick(x.label)}</div>
                <div className="small soft">{pick(x.says)}</div>
                <div className="small"><Article text={x.article} />{x.papers.length > 0 && <span className="soft"> · {s.byPaper} {x.papers.join(" ")}</span>}{x.noted_on !== "" && <span className="soft"> · {nameOf(x.noted_by)} {x.noted_on} {x.note}</span>}{x.recording !== undefined && <> · <Link to={`/recordings/${x.recording}?at=${x.from_ms ?? 0}`}>{s.onRecording} {moment(x.from_ms ?? 0)}–{moment(x.to_ms ?? 0)}</Link></>}</div>
              </div>
              {can("editFacts") && x.papers.length === 0 && <Button size="small" onClick={() => setAsked(x)}>{s.note}</Button>}
            </div>
          ))}
        </section>
      ))}
      {asked && <FieldsDialog title={s.note} busy={note.isPending} onClose={() => setAsked(undefined)} fields={[
          { key: "on", label: s.on, need: true, day: true, begin: today() }, { key: "note", label: s.how },
          ...(films.length > 0 ? [{ key: "recording", label: s.recording, begin: asked.recording, options: films.map((r) => ({ value: r.id, label: `${r.name}${r.duration_ms > 0 ? ` · ${moment(r.duration_ms)}` : ""}` })) }, { key: "from", label: s.from, hint: "0:00", begin: asked.recording === undefined ? "" : moment(asked.from_ms ?? 0) }, { key: "to", label: s.to, hint: "0:30", begin: asked.recording === undefined ? "" : moment(asked.to_ms ?? 0) }] : []),
        ]}
        onOk={(v) => note.mutate({ showing: asked.id, on: v.on ?? "", note: v.note ?? "", ...(v.recording ? { recording: v.recording, from_ms: milliseconds(v.from ?? ""), to_ms: milliseconds(v.to ?? "") } : {}) }, { onSuccess: () => { notify.done(s.noted); setAsked(undefined); } })} />}
    </div>
  );
}
