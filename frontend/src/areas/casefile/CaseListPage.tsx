import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { type CaseRow, useCan, useNames } from "@/api";
import { count, yuan } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge, Due } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { CaseFilters } from "./CaseFilters";
import { limit, useFilter } from "./filter";
import { DropZone } from "./imports/DropZone";
import { ImportButton } from "./imports/ImportButton";
import { Pager } from "@/ui/Pager";
import { useCases } from "./queries";
import "./casefile.css";

const NewCase = lazy(() => import("./NewCase").then((m) => ({ default: m.NewCase })));

/** CaseListPage is every case of the office, fifty at a time; its filters live in the address. */
export function CaseListPage() {
  const t = useText();
  const can = useCan();
  const navigate = useNavigate();
  const { filter, set, clear, filtered } = useFilter();
  const query = useCases(filter);
  const [opening, setOpening] = useState(false);
  useActions(can("openCase") ? [{ id: "case.new", label: t.casefile.list.new, keys: ["n"], run: () => setOpening(true) }] : []);
  const actions = (
    <div className="row">
      {can("importPapers") && <ImportButton />}
      {can("openCase") && <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>{t.casefile.list.new}</Button>}
    </div>
  );
  return (
    <DropZone enabled={can("importPapers")}>
      <Page title={t.casefile.list.title} meta={query.data && <span className="soft num">{t.common.items(count(query.data.total))}</span>} actions={actions}>
        <CaseFilters filter={filter} set={set} clear={clear} filtered={filtered} />
        <Loaded query={query} lines={14}>
          {(data) =>
            data.cases.length === 0 ? (
              filtered ? (
                <Nothing title={t.casefile.list.noMatch} hint={t.casefile.list.noMatchHint} action={<Button onClick={clear}>{t.casefile.list.clear}</Button>} />
              ) : (
                <Nothing title={t.casefile.list.empty} hint={t.casefile.list.emptyHint} action={can("openCase") ? <Button type="primary" onClick={() => setOpening(true)}>{t.casefile.list.new}</Button> : undefined} />
              )
            ) : (
              <div className="stack" aria-busy={query.isPlaceholderData}>
                <CaseTable cases={data.cases} onOpen={(c) => void navigate(`/cases/${c.id}`)} />
                <Pager total={data.total} offset={filter.offset} limit={limit} onMove={(offset) => set({ offset })} />
              </div>
            )
          }
        </Loaded>
      </Page>
      <Suspense fallback={null}>{opening && <NewCase onClose={() => setOpening(false)} />}</Suspense>
    </DropZone>
  );
}

function CaseTable({ cases, onOpen }: { cases: CaseRow[]; onOpen: (c: CaseRow) => void }) {
  const t = useText();
  const l = t.casefile.list;
  const pick = usePick();
  const names = useNames();
  const columns: Column<CaseRow>[] = [
    { key: "no", title: l.no, width: 206, render: (c) => (c.no ? <span className="num">{c.no}</span> : <span className="faint">{l.notNumbered}</span>) },
    {
      key: "title", title: l.name, render: (c) => (
        <span className="row"><span className="one-line" title={c.title}>{c.title}</span>{c.major && <Badge tone="accent">{l.major}</Badge>}{c.restricted && <Badge tone="red">{t.casefile.restriction.restricted}</Badge>}</span>
      ),
    },
    { key: "kind", title: l.kind, width: 104, render: (c) => <span className="soft one-line" title={pick(names.procedure(c.procedure))}>{pick(names.kind(c.kind))}</span> },
    { key: "state", title: l.stage, width: 150, render: (c) => <span title={pick(names.state(c.state, c.procedure))}>{pick(names.state(c.state, c.procedure))}</span> },
    { key: "handlers", title: l.handlers, width: 118, render: (c) => <span className="soft">{c.handlers.map((h) => h.name).join(t.common.list)}</span> },
    { key: "filed", title: l.filed, width: 102, render: (c) => <span className="num soft">{c.filed_on || "—"}</span> },
    { key: "amount", title: l.amount, width: 104, end: true, render: (c) => (c.amount > 0 ? yuan(c.amount) : <span className="faint">—</span>) },
    { key: "clock", title: l.clock, width: 164, end: true, render: (c) => <span title={pick(c.clock?.label)}><Due days={c.clock?.days_left} on={c.clock?.due_legal} /></span> },
  ];
  return <RowTable label={l.title} columns={columns} rows={cases} rowKey={(c) => c.id} onOpen={onOpen} keyboard minWidth={1120} />;
}
