import { DownOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Segmented } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { download, type ListRow, type OpenListDetail, useCan, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Page, Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { Chart } from "./Chart";
import { ApproveDialog, PostDialog } from "./ListDialogs";
import { ListSide } from "./ListSide";
import { PasteDialog } from "./PasteDialog";
import { useList, useRefresh, useSincePosted } from "./queries";
import { RowDialog } from "./RowDialog";
import "./authority.css";

type Open = { what: "row"; row?: ListRow } | { what: "paste" } | { what: "approve" } | { what: "post" };

/** ListPage is one list: its rows as they are kept, what wants looking at, its versions and where they were published. */
export function ListPage() {
  const { id = "" } = useParams();
  return <Loaded query={useList(id)}>{(list) => <Shown key={list.id} list={list} />}</Loaded>;
}

function Shown({ list }: { list: OpenListDetail }) {
  const l = useText().lists;
  const pick = usePick();
  const can = useCan();
  const [open, setOpen] = useState<Open>();
  const [since, setSince] = useState<"approved" | "posted">("approved");
  const keep = can("keepLists");
  useActions(keep ? [{ id: "list.add", label: l.add, keys: ["n"], run: () => setOpen({ what: "row" }) }] : []);
  const close = () => setOpen(undefined);
  const openRow = (id: string) => setOpen({ what: "row", row: list.kept.find((r) => r.id === id) });
  return (
    <Page title={<>{pick(list.label)} <span className="mono soft">{list.id}</span></>} actions={<Actions list={list} keep={keep} open={setOpen} />}>
      <div className="list-columns">
        <div className="stack stack-loose">
          {list.posting && <Segmented size="small" value={since} onChange={setSince} options={[{ value: "approved" as const, label: l.sinceApproved }, { value: "posted" as const, label: l.sincePosted(list.posting.version, list.posting.day) }]} />}
          <Panel flush>{list.kept.length === 0 ? <Nothing title={l.rowsEmpty} hint={list.from ? l.rowsEmptyFill : l.rowsEmptyHint} /> : since === "posted" ? <SincePosted list={list} openRow={openRow} /> : <Rows list={list} rows={list.kept} onOpen={(row) => setOpen({ what: "row", row })} />}</Panel>
          {list.from === "courses" && <Chart />}
        </div>
        <ListSide list={list} openRow={openRow} />
      </div>
      {open?.what === "row" && <RowDialog list={list} row={open.row} onClose={close} />}
      {open?.what === "paste" && <PasteDialog list={list} onClose={close} />}
      {open?.what === "approve" && <ApproveDialog list={list} onClose={close} />}
      {open?.what === "post" && <PostDialog list={list} onClose={close} />}
    </Page>
  );
}

/** SincePosted shows the rows beside what the public was told last. */
function SincePosted({ list, openRow }: { list: OpenListDetail; openRow: (id: string) => void }) {
  const l = useText().lists;
  return (
    <Loaded query={useSincePosted(list.id, true)}>
      {({ rows }) => {
        const changed = rows.filter((r) => r.state !== "same");
        return changed.length === 0 ? <Nothing title={l.sameAsPosted} small /> : <Rows list={list} rows={changed} onOpen={(row) => openRow(row.id)} was />;
      }}
    </Loaded>
  );
}

const mostColumns = 5;

function Rows({ list, rows, onOpen, was }: { list: OpenListDetail; rows: ListRow[]; onOpen: (row: ListRow) => void; was?: boolean }) {
  const l = useText().lists;
  const pick = usePick();
  const fields = list.fields.filter((f) => f.type !== "picture").slice(0, mostColumns);
  const flagged = new Set(list.flags.map((f) => f.row));
  const columns: Column<ListRow>[] = [
    ...fields.map((f, i): Column<ListRow> => ({ key: f.id, title: pick(f.label), width: f.type === "date" ? 110 : i === 0 ? 170 : undefined, render: (r) => <span className={r.state === "removed" ? "faint struck" : undefined} title={r.content[f.id]}>{r.content[f.id] ?? <span className="faint">—</span>}{was === true && r.state === "changed" && r.was?.[f.id] !== r.content[f.id] && <span className="faint struck"> {r.was?.[f.id]}</span>}</span> })),
    { key: "state", title: "", width: 120, end: true, render: (r) => <span className="row">{flagged.has(r.id) && r.state !== "removed" && <Badge tone="amber">{l.flags}</Badge>}{r.state !== "same" && <Badge tone={r.state === "removed" ? "red" : "accent"}>{l.states[r.state]}</Badge>}</span> },
  ];
  return <RowTable label={pick(list.label)} columns={columns} rows={rows} rowKey={(r) => r.id} onOpen={onOpen} keyboard minWidth={640} />;
}

function Actions({ list, keep, open }: { list: OpenListDetail; keep: boolean; open: (what: Open) => void }) {
  const l = useText().lists;
  const can = useCan();
  const notify = useNotify();
  const me = useSession().data?.person.id;
  const refresh = useRefresh(list.id);
  const keepReason = keep ? undefined : l.needKeep;
  const missing = list.flags.filter((f) => f.kind === "missing").length;
  const approveReason = !can("approveLists") ? l.needApprove : list.changes === 0 ? l.noChange : list.editors.some((e) => e.id === me) ? l.needOther : missing > 0 ? l.missing(missing) : undefined;
  const postReason = !can("publish") ? l.needPublish : list.version === undefined ? l.noVersion : undefined;
  const forms = Object.entries(l.forms).map(([key, label]) => ({ key, label }));
  return (
    <>
      {list.from !== "" && <ReasonButton reason={keepReason} title={l.refreshHint[list.from]} loading={refresh.isPending} onClick={() => refresh.mutate(undefined, { onSuccess: () => notify.done(l.refreshed), onError: notify.failed })}>{l.refresh}</ReasonButton>}
      <ReasonButton reason={keepReason} onClick={() => open({ what: "paste" })}>{l.paste}</ReasonButton>
      <ReasonButton reason={keepReason} icon={<PlusOutlined />} onClick={() => open({ what: "row" })}>{l.add}</ReasonButton>
      {list.version === undefined
        ? <ReasonButton reason={l.noVersion}>{l.download}</ReasonButton>
        : <Dropdown menu={{ items: forms, onClick: ({ key }) => void download("GET", `/api/lists/${list.id}/files/${key}`).catch(notify.failed) }}><Button>{l.download} <DownOutlined /></Button></Dropdown>}
      <ReasonButton reason={postReason} onClick={() => open({ what: "post" })}>{l.post}</ReasonButton>
      <ReasonButton type="primary" reason={approveReason} onClick={() => open({ what: "approve" })}>{l.approve}</ReasonButton>
    </>
  );
}
