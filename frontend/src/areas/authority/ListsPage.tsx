import { useNavigate } from "react-router";
import type { ListFlag, OpenList } from "@/api";
import { usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useLists } from "./queries";

/** ListsPage shows where every list stands that is public before anybody is dealt with. */
export function ListsPage() {
  const l = useText().lists;
  const navigate = useNavigate();
  return (
    <Page title={l.title} meta={<span className="soft small">{l.hint}</span>}>
      <Loaded query={useLists()}>
        {(lists) => (lists.length === 0 ? <Nothing title={l.empty} hint={l.emptyHint} /> : <Table lists={lists} onOpen={(x) => void navigate(`/lists/${x.id}`)} />)}
      </Loaded>
    </Page>
  );
}

function Table({ lists, onOpen }: { lists: OpenList[]; onOpen: (list: OpenList) => void }) {
  const l = useText().lists;
  const pick = usePick();
  const columns: Column<OpenList>[] = [
    { key: "no", title: l.no, width: 64, render: (x) => <span className="mono soft">{x.id}</span> },
    { key: "name", title: l.name, render: (x) => pick(x.label) },
    { key: "rows", title: l.rows, width: 72, end: true, render: (x) => x.rows },
    { key: "changes", title: l.changes, width: 96, end: true, render: (x) => (x.changes > 0 ? <Badge tone="amber">{x.changes}</Badge> : <span className="faint">0</span>) },
    { key: "version", title: l.version, width: 190, render: (x) => (x.version ? <span className="num">{l.versionOf(x.version.version, x.version.valid_from)}</span> : <span className="faint">{l.never}</span>) },
    { key: "posted", title: l.posted, width: 150, render: (x) => (x.posting && x.posting.version === x.version?.version ? <span className="num">{l.postedOn(x.posting.day)}</span> : <span className="faint">{l.notPosted}</span>) },
    { key: "due", title: l.due, width: 130, render: (x) => (x.due ? <Due days={x.days_left} on={x.due} /> : <span className="faint">{l.noneDue}</span>) },
    { key: "flags", title: l.flags, width: 200, render: (x) => <FlagCounts flags={x.flags} /> },
  ];
  return <RowTable label={l.title} columns={columns} rows={lists} rowKey={(x) => x.id} onOpen={onOpen} keyboard minWidth={1080} />;
}

/** FlagCounts says how many flags of each kind there are. */
function FlagCounts({ flags }: { flags: ListFlag[] }) {
  const l = useText().lists;
  const kinds = (["citation", "ended", "body", "source", "missing"] as const).filter((kind) => flags.some((f) => f.kind === kind));
  if (kinds.length === 0) {
    return <span className="faint">—</span>;
  }
  return (
    <span className="row row-wrap">
      {kinds.map((kind) => <Badge key={kind} tone={kind === "citation" || kind === "ended" ? "red" : "amber"}>{l.flagKinds[kind]} {flags.filter((f) => f.kind === kind).length}</Badge>)}
    </span>
  );
}
