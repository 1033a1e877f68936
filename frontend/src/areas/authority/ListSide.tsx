import { Button } from "antd";
import { type ListFlag, nameOf, type OpenListDetail } from "@/api";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";

const mostFlags = 12;

/** ListSide is what stands beside the rows: flags, versions, and where they were published. */
export function ListSide({ list, openRow }: { list: OpenListDetail; openRow: (id: string) => void }) {
  const l = useText().lists;
  return (
    <aside className="stack stack-loose">
      <Panel title={l.flags}><Flags list={list} openRow={openRow} /></Panel>
      <Panel title={l.versions}><Versions list={list} /></Panel>
    </aside>
  );
}

function Flags({ list, openRow }: { list: OpenListDetail; openRow: (id: string) => void }) {
  const l = useText().lists;
  const pick = usePick();
  const line = (f: ListFlag) => (
    <>
      <Badge tone={f.kind === "citation" || f.kind === "ended" ? "red" : "amber"}>{l.flagKinds[f.kind]}</Badge> {pick(f.text)}
    </>
  );
  if (list.flags.length === 0) {
    return <span className="faint">{l.flagsEmpty}</span>;
  }
  return (
    <ul className="stack list-flags">
      {list.flags.slice(0, mostFlags).map((f, i) => (
        <li key={i} className="small">{f.row === "" ? line(f) : <button type="button" className="plain-button" onClick={() => openRow(f.row)}>{line(f)}</button>}</li>
      ))}
      {list.flags.length > mostFlags && <li className="faint small">{l.more(list.flags.length - mostFlags)}</li>}
    </ul>
  );
}

function Versions({ list }: { list: OpenListDetail }) {
  const l = useText().lists;
  if (list.versions.length === 0) {
    return <span className="faint">{l.versionsEmpty}</span>;
  }
  return (
    <ul className="stack">
      {list.versions.map((v) => {
        const posting = list.postings.find((p) => p.version === v.version);
        return (
          <li key={v.version} className="stack" style={{ gap: 2 }}>
            <span className="row"><strong className="num">{l.versionOf(v.version, v.valid_from)}</strong><span className="grow" /><Button size="small" type="link" href={`/api/lists/${list.id}/files/xlsx?version=${v.version}`}>Excel</Button></span>
            <span className="small">{v.reason}</span>
            <span className="small soft">{l.by(nameOf(v.by), v.at.slice(0, 10))}</span>
            {posting ? <span className="small soft list-address">{l.postedOn(posting.day)} · {posting.address}</span> : <span className="small faint">{l.notPosted}</span>}
          </li>
        );
      })}
      {list.article !== "" && <li className="small"><Article text={list.article} /></li>}
    </ul>
  );
}
