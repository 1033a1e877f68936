import { Button, Dropdown } from "antd";
import { useState } from "react";
import { download, nameOf, type Showing, useCan } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing } from "@/ui/states";
import { FieldsDialog } from "./FieldsDialog";
import { useNoteShown, useShowings } from "./queries";

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
  const moments = [...new Set(showings.map((x) => pick(x.moment)))];
  return (
    <div className="showings">
      {moments.map((moment) => (
        <section key={moment}>
          <h3 className="small soft">{moment}</h3>
          {showings.filter((x) => pick(x.moment) === moment).map((x) => (
            <div key={x.id} className="showing">
              <Badge tone={x.done ? "quiet" : x.due === "unknown" ? "plain" : "amber"}>{x.done ? s.done : x.due === "unknown" ? s.unsettled : s.open}</Badge>
              <div className="grow">
                <div>{pick(x.label)}</div>
                <div className="small soft">{pick(x.says)}</div>
                <div className="small"><Article text={x.article} />{x.papers.length > 0 && <span className="soft"> · {s.byPaper} {x.papers.join(" ")}</span>}{x.noted_on !== "" && <span className="soft"> · {nameOf(x.noted_by)} {x.noted_on} {x.note}</span>}</div>
              </div>
              {can("editFacts") && x.papers.length === 0 && <Button size="small" onClick={() => setAsked(x)}>{s.note}</Button>}
            </div>
          ))}
        </section>
      ))}
      {asked && <FieldsDialog title={s.note} busy={note.isPending} onClose={() => setAsked(undefined)} fields={[{ key: "on", label: s.on, need: true, day: true, begin: today() }, { key: "note", label: s.how }]}
        onOk={(v) => note.mutate({ showing: asked.id, on: v.on ?? "", note: v.note ?? "" }, { onSuccess: () => { notify.done(s.noted); setAsked(undefined); } })} />}
    </div>
  );
}
