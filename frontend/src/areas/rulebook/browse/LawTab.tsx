import { Input, type InputRef } from "antd";
import { useMemo, useRef } from "react";
import { NavLink, useNavigate, useParams, useSearchParams } from "react-router";
import { type Tables, useLibrary, useRulebook } from "@/api";
import { count } from "@/format";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Loaded, Nothing } from "@/ui/states";
import { MarksLegend } from "../Marks";
import { useTableNames } from "../names";
import { useTables } from "../queries";
import { addressOf, common, courseTables, findRows, proceduresOf, tableOf, tablesOf } from "../tables";
import { CourseView } from "./CourseView";
import { RowDrawer } from "./RowDrawer";
import { TableView } from "./TableView";

/** course is the drawn course of a procedure, among its tables. */
const course = "course";
const mostFound = 200;

/** LawTab shows the law as the program uses it: what holds for each procedure, and what holds for all. */
export function LawTab() {
  const [query] = useSearchParams();
  const version = query.get("version") ?? "current";
  const tables = useTables(version);
  return <Loaded query={tables} lines={12}>{(data) => <Law tables={data} version={version} />}</Loaded>;
}

function Law({ tables, version }: { tables: Tables; version: string }) {
  const t = useText();
  const r = t.rulebook;
  const navigate = useNavigate();
  const params = useParams();
  const [query, setQuery] = useSearchParams();
  const procedures = proceduresOf(tables, useOrder());
  const folder = params.folder ?? procedures[0]?.id ?? common;
  const schema = params.table ?? (folder === common ? tablesOf(tables, common)[0] ?? "" : course);
  const words = query.get("q") ?? "";
  const box = useRef<InputRef>(null);
  const keep = version === "current" ? "" : `?version=${version}`;
  const places = procedures.map((p) => p.id).concat(common).flatMap((id) => [...(id === common ? [] : [course]), ...tablesOf(tables, id)].map((s) => `/rulebook/law/${id}/${s}`));
  const step = (by: number) => {
    const next = places[places.indexOf(`/rulebook/law/${folder}/${schema}`) + by];
    return next !== undefined && navigate(next + keep);
  };
  useActions([
    { id: "rules.find", label: r.keySearch, keys: ["/"], run: () => box.current?.focus() },
    { id: "rules.next", label: r.keyNext, keys: ["]"], run: () => void step(1) },
    { id: "rules.previous", label: r.keyPrev, keys: ["["], run: () => void step(-1) },
  ]);
  const change = (key: string, value: string | undefined) => setQuery((old) => {
    const next = new URLSearchParams(old);
    if (value) { next.set(key, value); } else { next.delete(key); }
    return next;
  }, { replace: key === "q" });
  return (
    <div className="law">
      <Contents tables={tables} folder={folder} schema={schema} keep={keep} />
      <div className="law-main stack">
        <div className="row row-wrap">
          <Input.Search ref={box} allowClear defaultValue={words} placeholder={r.search} aria-label={r.search} style={{ width: 300 }} onSearch={(v) => change("q", v.trim())} onChange={(e) => e.target.value === "" && change("q", undefined)} />
          <VersionNote version={version} />
          <span className="grow" />
          <MarksLegend />
        </div>
        {words !== "" ? <FoundRows tables={tables} words={words} version={version} /> : schema === course ? <CourseView tables={tables} folder={folder} onOpen={(file, id) => void navigate(addressOf(file, id, version === "current" ? undefined : version))} />
          : <TableView tables={tables} folder={folder} schema={schema} version={version} onOpen={(id) => change("row", id)} />}
        {query.get("row") !== null && schema !== course && words === "" && <RowDrawer key={`${folder}/${schema}/${query.get("row")}`} tables={tables} folder={folder} schema={schema} id={query.get("row") ?? ""} readOnly={version !== "current"} onClose={() => change("row", undefined)} />}
      </div>
    </div>
  );
}

/** useOrder is the order in which people know the procedures: by kind. */
function useOrder(): string[] {
  return (useRulebook().data?.kinds ?? []).flatMap((k) => k.procedures.map((p) => p.id));
}

function VersionNote({ version }: { version: string }) {
  const r = useText().rulebook;
  const library = useLibrary().data;
  const shown = library?.versions.find((v) => v.version === version || v.label === version);
  return shown && shown.version !== library?.current ? <span className="soft small num">{r.version} {shown.label}</span> : null;
}

interface ContentsProps { tables: Tables; folder: string; schema: string; keep: string }

/** Contents is the list of tables: the procedures, the one that is open with its tables, and what holds for all. */
function Contents({ tables, folder, schema, keep }: ContentsProps) {
  const r = useText().rulebook;
  const names = useTableNames();
  const folders = [...proceduresOf(tables, useOrder()).map((p) => p.id), common];
  const rowsOf = (id: string, s: string) => tableOf(tables, id, s)?.table.rows.length;
  return (
    <nav className="law-contents" aria-label={r.tables}>
      {folders.map((id) => (
        <div key={id}>
          <NavLink className={id === folder ? "law-folder open" : "law-folder"} to={`/rulebook/law/${id}${keep}`}>{names.folder(id)}</NavLink>
          {id === folder && (
            <ul>
              {[...(id === common ? [] : [course]), ...tablesOf(tables, id)].map((s) => (
                <li key={s}>
                  <NavLink className={s === schema ? "law-table active" : "law-table"} aria-current={s === schema ? "page" : undefined} to={`/rulebook/law/${id}/${s}${keep}`}>
                    <span className="grow one-line">{s === course ? r.course : names.table(s)}</span>
                    {s !== course && <span className="faint small num">{rowsOf(id, s) || ""}</span>}
                  </NavLink>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </nav>
  );
}

function FoundRows({ tables, words, version }: { tables: Tables; words: string; version: string }) {
  const r = useText().rulebook;
  const names = useTableNames();
  const navigate = useNavigate();
  const { found, total } = useMemo(() => findRows(tables, words, mostFound), [tables, words]);
  if (total === 0) {
    return <Nothing title={r.searchNone} hint={r.searchNoneHint} />;
  }
  const schemas = [...courseTables, ...new Set(found.map((f) => f.schema))].filter((s, i, all) => all.indexOf(s) === i && found.some((f) => f.schema === s));
  return (
    <div className="stack stack-loose">
      <span className="faint small num">{r.found(count(found.length), count(total))}</span>
      {schemas.map((s) => (
        <section key={s} className="stack">
          <h2 className="law-group">{names.table(s)}</h2>
          <ul className="panel found-rows">
            {found.filter((f) => f.schema === s).map((f) => (
              <li key={`${f.file}/${f.row.id}`}>
                <button type="button" className="plain-button found-row" onClick={() => void navigate(addressOf(f.file, f.row.id, version === "current" ? undefined : version))}>
                  <span className="mono faint one-line">{f.row.id}</span>
                  <span className="one-line">{names.write(f.row.label, "label", f.row.row) || f.row.id}</span>
                  <span className="soft small one-line">{names.folder(f.folder)}</span>
                  <span className="faint small one-line">{f.row.article}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
