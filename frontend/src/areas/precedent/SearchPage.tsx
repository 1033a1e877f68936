import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef, Popover, Segmented, Select } from "antd";
import { useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Hit, SearchResult } from "@/api";
import { count, runs } from "@/format";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { Marked } from "@/ui/Marked";
import { Page } from "@/ui/Page";
import { Loaded, Nothing } from "@/ui/states";
import { CoverageMeter } from "./Coverage";
import { type Asked, readAsked, writeAsked } from "./asked";
import { documentAddress } from "./collections";
import { Facets } from "./Facets";
import { useRead } from "./keeping";
import { pageSize, useSearch } from "./queries";
import { ExportButton, SaveButton, SavedPanel } from "./Saved";
import "./search.css";

/** SearchPage asks one question of every paper; a hit opens its page with the words marked. */
export function SearchPage() {
  const t = useText();
  const s = t.search;
  const [search, setSearch] = useSearchParams();
  const asked = readAsked(search);
  const query = useSearch(asked);
  const ask = (change: Partial<Asked>) => setSearch(writeAsked({ ...asked, offset: 0, ...change }));
  return (
    <Page title={s.title} actions={<><Link className="small" to="/collections">{t.collections.title}</Link><Link className="small" to="/search/batch">{s.batch.title}</Link><Link className="small" to="/similar">{t.similar.ofText}</Link></>}>
      <Box key={asked.q} asked={asked} ask={ask} />
      <CoverageMeter />
      {asked.q.trim() === "" ? <div className="search-start"><SavedPanel /><Nothing title={s.empty} hint={s.emptyHint} action={<Grammar onUse={(q) => ask({ q })} />} /></div> : (
        <Loaded query={query} lines={10}>{(data) => <Results data={data} asked={asked} ask={ask} />}</Loaded>
      )}
    </Page>
  );
}

function Box({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const t = useText();
  const s = t.search;
  const [typed, setTyped] = useState(asked.q);
  const box = useRef<InputRef>(null);
  useActions([{ id: "search.find", label: s.keyFind, keys: ["/"], run: () => box.current?.focus({ cursor: "all" }), quiet: true }]);
  const inCase = asked.scope.startsWith("case:");
  return (
    <form
      role="search" className="search-box"
      onSubmit={(event) => {
        event.preventDefault();
        ask({ q: typed.trim() });
      }}
    >
      <Input ref={box} size="large" autoFocus={asked.q === ""} allowClear value={typed} onChange={(e) => setTyped(e.target.value)} placeholder={s.placeholder} aria-label={s.title} suffix={<kbd>/</kbd>} />
      <Button type="primary" size="large" htmlType="submit">{s.go}</Button>
      <Popover trigger="click" placement="bottomRight" title={s.help} content={<Grammar onUse={setTyped} />}><Button size="large" icon={<QuestionCircleOutlined />} aria-label={s.help} title={s.help} /></Popover>
      <Segmented
        value={asked.scope} onChange={(scope) => ask({ scope })} aria-label={s.scope}
        options={[...(inCase ? [{ value: asked.scope, label: s.thisCase }] : []), { value: "office", label: s.office }, { value: "published", label: s.published }, { value: "collections", label: t.collections.scope }]}
      />
      <Select value={asked.sort} onChange={(sort) => ask({ sort })} aria-label={s.sort} popupMatchSelectWidth={false} options={[{ value: "", label: s.byScore }, { value: "newest", label: s.byDate }, { value: "oldest", label: s.byDateOld }, { value: "amount", label: s.byAmount }]} />
    </form>
  );
}

function Grammar({ onUse }: { onUse: (q: string) => void }) {
  const t = useText();
  return (
    <dl className="grammar">
      {t.search.grammar.map(([example, meaning]) => (
        <div key={example}><dt><button type="button" className="plain-button mono" onClick={() => onUse(example)}>{example}</button></dt><dd className="soft">{meaning}</dd></div>
      ))}
    </dl>
  );
}

interface ResultsProps { data: SearchResult; asked: Asked; ask: (change: Partial<Asked>) => void }

function Results({ data, asked, ask }: ResultsProps) {
  const t = useText();
  const s = t.search;
  const last = asked.offset + pageSize >= data.total;
  useActions([
    { id: "search.next", label: t.common.next, keys: ["]", "ArrowRight"], run: () => !last && ask({ offset: asked.offset + pageSize }), quiet: true },
    { id: "search.previous", label: t.common.previous, keys: ["[", "ArrowLeft"], run: () => asked.offset > 0 && ask({ offset: asked.offset - pageSize }), quiet: true },
  ]);
  return (
    <div className="stack">
      <Notices data={data} />
      {data.hits.length === 0 ? <Nothing title={s.none} hint={s.noneHint} action={asked.filter.length > 0 ? <Button onClick={() => ask({ filter: [] })}>{s.facets.clear(asked.filter.length)}</Button> : asked.scope !== "office" ? <Button onClick={() => ask({ scope: "office" })}>{s.leaveCase}</Button> : undefined} /> : (
        <div className="search-found">
          <Facets facets={data.facets} filter={asked.filter} onFilter={(filter) => ask({ filter })} />
          <div className="stack">
            <div className="row small soft num">
              <span>{s.total(count(data.total), data.exact)}</span>{data.loose && <span className="tone-amber">{s.loose(count(data.whole))}</span>}<span className="faint">{s.took(data.took_ms)}</span>
              <span className="grow" /><SaveButton asked={asked} /><ExportButton asked={asked} />
            </div>
            <Hits hits={data.hits} foreign={asked.scope === "collections"} />
            <div className="row">
              <span className="soft small num">{t.common.range(count(asked.offset + 1), count(asked.offset + data.hits.length), count(data.total))}</span><span className="grow" />
              <Button size="small" disabled={asked.offset === 0} onClick={() => ask({ offset: asked.offset - pageSize })}>{t.common.previous}</Button>
              <Button size="small" disabled={last} onClick={() => ask({ offset: asked.offset + pageSize })}>{t.common.next}</Button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function Notices({ data }: { data: SearchResult }) {
  const s = useText().search;
  const { state, percent } = data.index;
  if (state === "ready") {
    return null;
  }
  return <div className="problem problem-quiet" role="status">{state === "rebuilding" ? s.rebuilding(percent) : s.following(percent)}<span className="progress-line"><span style={{ width: `${percent}%` }} /></span></div>;
}

/** quoteOf is the marked words of a hit, to be marked again on the page. */
export function quoteOf(hit: Hit): string {
  return runs(hit.snippet, hit.marks).find((r) => r.marked)?.text ?? "";
}

function Hits({ hits, foreign }: { hits: Hit[]; foreign: boolean }) {
  const t = useText();
  const navigate = useNavigate();
  const [at, setAt] = useState(-1);
  const list = useRef<HTMLOListElement>(null);
  const address = (hit: Hit) => foreign ? documentAddress(hit.paper) : `/cases/${hit.case}/papers/${hit.paper}?page=${hit.page}&quote=${encodeURIComponent(quoteOf(hit))}`;
  const reads = useRead();
  const read = { mutate: (paper: string) => !foreign && reads.mutate(paper) };
  const step = (by: number) => {
    const next = Math.max(0, Math.min(hits.length - 1, at + by));
    setAt(next);
    list.current?.querySelectorAll<HTMLAnchorElement>("a.hit-title")[next]?.focus();
  };
  const current = hits[at];
  useActions([
    { id: "hit.next", label: t.casefile.list.keyNext, keys: ["j", "ArrowDown"], run: () => step(1), quiet: true },
    { id: "hit.previous", label: t.casefile.list.keyPrev, keys: ["k", "ArrowUp"], run: () => step(-1), quiet: true },
    { id: "hit.open", label: t.common.open, keys: ["o"], run: () => { if (current) { read.mutate(current.paper); void navigate(address(current)); } }, quiet: true },
  ]);
  return (
    <ol ref={list} className="hits panel">
      {hits.map((hit, i) => (
        <li key={`${hit.paper}-${hit.page}-${i}`} className="hit">
          <div className="row">
            <Link className="hit-title one-line" to={address(hit)} onFocus={() => setAt(i)} onClick={() => !hit.read && read.mutate(hit.paper)}>{hit.paper_title}{hit.page > 0 && ` · ${t.common.page(hit.page)}`}</Link>
            {hit.read && <Badge tone="quiet">{t.search.saved.read}</Badge>}
            <span className="grow" />
            <span className="faint small num">{hit.on}</span>
          </div>
          <p className="hit-words"><Marked text={hit.snippet} marks={hit.marks} /></p>
          {foreign ? <span className="small soft one-line">{t.collections.from(hit.case_title)} {hit.case_no}</span> : <Link className="small soft one-line" to={`/cases/${hit.case}`}>{hit.case_no || t.casefile.list.notNumbered} {hit.case_title}</Link>}
        </li>
      ))}
    </ol>
  );
}
