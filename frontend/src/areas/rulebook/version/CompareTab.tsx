import { Select } from "antd";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { type Library, type Tables, useLibrary } from "@/api";
import { count } from "@/format";
import { useText } from "@/text";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing } from "@/ui/states";
import { compareTables } from "../changes";
import { RowDiff } from "../RowDiff";
import { useTables } from "../queries";

/** CompareTab compares any two versions, row by row. */
export function CompareTab() {
  const library = useLibrary();
  return <Loaded query={library}>{(data) => <Compare library={data} />}</Loaded>;
}

function Compare({ library }: { library: Library }) {
  const r = useText().rulebook;
  const v = r.versions;
  const [query, setQuery] = useSearchParams();
  const to = query.get("to") ?? library.versions[0]?.version ?? "";
  const from = query.get("from") ?? library.versions[1]?.version ?? "";
  const before = useTables(from);
  const after = useTables(to);
  const choose = (key: "from" | "to") => (
    <Select
      value={key === "from" ? from : to} aria-label={key === "from" ? v.before : v.after} style={{ minWidth: 240 }} onChange={(value: string) => setQuery({ from, to, [key]: value }, { replace: true })}
      options={library.versions.map((x) => ({ value: x.version, label: `${x.label} · ${x.source}` }))}
    />
  );
  return (
    <div className="stack stack-loose book-narrow">
      <div className="row row-wrap">
        <Link to="/rulebook/versions">← {r.tabs.versions}</Link>
        <span className="soft">{v.before}</span>{choose("from")}<span aria-hidden>→</span><span className="soft">{v.after}</span>{choose("to")}
      </div>
      {from === to || from === "" ? <Nothing title={v.same} /> : <Loaded query={before}>{(a) => <Loaded query={after}>{(b) => <Differences a={a} b={b} />}</Loaded>}</Loaded>}
    </div>
  );
}

function Differences({ a, b }: { a: Tables; b: Tables }) {
  const d = useText().rulebook.diff;
  const rows = useMemo(() => compareTables(a, b), [a, b]);
  return <Panel title={d.total(count(rows.length))}><RowDiff rows={rows} /></Panel>;
}
