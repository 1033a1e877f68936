import { UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef } from "react";
import { Link, useNavigate } from "react-router";
import { type Library, type RulebookVersion, useLibrary } from "@/api";
import { count, minute } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded } from "@/ui/states";
import { FaultList } from "../change/FaultList";
import { useWho } from "../names";
import { Unfit } from "./Unfit";
import { useImport } from "./useImport";

/** VersionsTab lists the versions that the office has adopted, and takes a rulebook in from a file. */
export function VersionsTab() {
  const library = useLibrary();
  return <Loaded query={library}>{(data) => <Versions library={data} />}</Loaded>;
}

function Versions({ library }: { library: Library }) {
  const who = useWho();
  const r = useText().rulebook;
  const v = r.versions;
  const navigate = useNavigate();
  const offer = library.amendments.find((a) => a.state === "open" && a.origin === "program");
  const columns: Column<RulebookVersion>[] = [
    { key: "label", title: v.label, width: 210, render: (x) => <span className="row"><strong className="num">{x.label}</strong>{x.version === library.current && <Badge tone="accent">{r.current}</Badge>}{isLater(x, library) && <Badge tone="amber">{r.notYet(x.in_force_from)}</Badge>}</span> },
    { key: "source", title: v.source, render: (x) => <span title={x.source}>{x.source}</span> },
    { key: "own", title: r.source, width: 170, render: (x) => (x.own > 0 ? v.own(x.own) : v.program) },
    { key: "from", title: v.from, width: 116, render: (x) => <span className="num">{x.in_force_from}</span> },
    { key: "cases", title: v.cases, width: 140, end: true, render: (x) => v.casesOf(count(x.cases), count(x.open_cases)) },
    { key: "changes", title: v.changes, width: 84, end: true, render: (x) => count(x.changes) },
    { key: "by", title: v.by, width: 170, render: (x) => `${who(x.proposed_by)} / ${who(x.approved_by)}` },
    { key: "adopted", title: v.adopted, width: 148, render: (x) => <span className="num soft">{minute(x.adopted_at)}</span> },
  ];
  return (
    <div className="stack stack-loose">
      {offer && <div className="problem problem-quiet"><h3>{r.proposal.programOffer}</h3><p>{r.proposal.programHint} <Link to={`/rulebook/proposals/${offer.id}`}>{v.amendment}</Link></p></div>}
      {library.unfit.map((u) => <Unfit key={u.version} unfit={u} />)}
      <div className="row">
        <span className="grow" />
        {library.versions.length > 1 && <Link to="/rulebook/compare">{v.compareWith}</Link>}
        {library.may_propose && <ImportBundle />}
      </div>
      <RowTable label={r.tabs.versions} columns={columns} rows={library.versions} rowKey={(x) => x.version} onOpen={(x) => void navigate(`/rulebook/versions/${x.version}`)} keyboard minWidth={1080} />
    </div>
  );
}

/** isLater tells a version that was adopted after the one in use and is not in force yet. */
export function isLater(version: RulebookVersion, library: Library): boolean {
  const at = (hash: string) => library.versions.findIndex((v) => v.version === hash);
  return at(version.version) < at(library.current);
}

function ImportBundle() {
  const r = useText().rulebook;
  const input = useRef<HTMLInputElement>(null);
  const { take, bad } = useImport();
  return (
    <span className="row">
      {bad !== undefined && <FaultList faults={[{ file: bad, what: `${r.draft.badFile} ${r.draft.badFileHint}` }]} />}
      <input ref={input} type="file" accept=".json,application/json" hidden aria-label={r.versions.import} onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = "";
        if (file) {
          void take(file);
        }
      }} />
      <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>{r.versions.import}</Button>
    </span>
  );
}
