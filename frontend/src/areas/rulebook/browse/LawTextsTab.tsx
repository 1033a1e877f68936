import { Button, Empty, Input } from "antd";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { type LawText, nameOf, useLibrary } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Loaded, Nothing } from "@/ui/states";
import { useLawSearch, useLawText, useLawTexts, useWithdrawLaw } from "../queries";
import { Articles, articleName } from "./Articles";
import { ImportLaw } from "./ImportLaw";

/** LawTextsTab shows the full texts of laws that the office has imported: by law and edition, article by article, with a search over all. */
export function LawTextsTab() {
  const t = useText();
  const l = t.rulebook.laws;
  const { id } = useParams();
  const query = useLawTexts();
  const library = useLibrary().data;
  const [search, setSearch] = useState("");
  const [importing, setImporting] = useState(false);
  const button = library?.may_propose && <Button type="primary" onClick={() => setImporting(true)}>{l.importOne}</Button>;
  return (
    <div className="law-texts">
      <Loaded query={query}>
        {(data) => data.laws.length === 0 ? <Nothing title={l.empty} hint={l.emptyHint} action={button} /> : (
          <>
            <aside className="panel law-list stack">
              <div className="stack"><Input.Search allowClear placeholder={l.search} aria-label={l.search} onSearch={setSearch} onChange={(e) => e.target.value === "" && setSearch("")} />{button}</div>
              <LawList laws={data.laws} chosen={id} />
            </aside>
            <section className="panel law-body">
              {search.trim() !== "" ? <Hits query={search} laws={data.laws} onOpen={() => setSearch("")} /> : id ? <LawView key={id} id={id} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={l.choose} />}
            </section>
          </>
        )}
      </Loaded>
      {importing && <ImportLaw onClose={() => setImporting(false)} />}
    </div>
  );
}

function LawList({ laws, chosen }: { laws: LawText[]; chosen: string | undefined }) {
  const l = useText().rulebook.laws;
  const pick = usePick();
  return (
    <ul className="line-list">
      {laws.map((law) => (
        <li key={law.id}>
          <Link to={`/rulebook/laws/${law.id}`} aria-current={law.id === chosen ? "page" : undefined} className={law.id === chosen ? "law-link chosen" : "law-link"}>
            <span>{pick(law.label) || law.instrument} {law.edition}</span>
            <span className="faint small num">{l.span(law.in_force_from, law.in_force_to)} · {l.count(law.articles)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function LawView({ id }: { id: string }) {
  const t = useText();
  const l = t.rulebook.laws;
  const pick = usePick();
  const notify = useNotify();
  const query = useLawText(id);
  const library = useLibrary().data;
  const withdraw = useWithdrawLaw();
  const [params] = useSearchParams();
  const wanted = params.get("article") ?? "";
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <Loaded query={query}>
      {(law) => (
        <div className="stack stack-loose">
          <header className="stack" style={{ gap: 4 }}>
            <div className="row"><h2 className="grow">{pick(law.label) || law.instrument} {law.edition}</h2><a href={`/api/rulebook/laws/${law.id}/original`}>{l.original}</a>
              {library?.may_propose && <button type="button" className="plain-button soft small" onClick={() => setAsking(!asking)}>{l.withdraw}</button>}</div>
            <span className="faint small num">{l.span(law.in_force_from, law.in_force_to)} · {l.count(law.articles)} · {l.imported(nameOf(law.by), minute(law.at))} · {law.name}</span>
            {law.findings.length > 0 && <span className="small">{law.findings.map((f) => <Badge key={f.kind + f.article} tone="amber">{pick(f.says)}</Badge>)}</span>}
            {asking && <div className="row"><Input autoFocus value={reason} placeholder={l.reason} aria-label={l.reason} onChange={(e) => setReason(e.target.value)} /><Button danger loading={withdraw.isPending} disabled={reason.trim() === ""} onClick={() => withdraw.mutate({ id: law.id, reason }, { onSuccess: () => notify.done(l.withdrawn), onError: (e) => notify.failed(e) })}>{l.withdraw}</Button></div>}
          </header>
          <Articles content={law.content} wanted={wanted} />
        </div>
      )}
    </Loaded>
  );
}

function Hits({ query, laws, onOpen }: { query: string; laws: LawText[]; onOpen: () => void }) {
  const l = useText().rulebook.laws;
  const pick = usePick();
  const found = useLawSearch(query);
  return (
    <Loaded query={found}>
      {(data) => data.hits.length === 0 ? <Nothing title={l.none} hint={l.noneHint} small /> : (
        <div className="stack">
          <span className="faint small">{l.found(data.hits.length)}</span>
          {data.hits.map((hit) => {
            const law = laws.find((x) => x.id === hit.law);
            return (
              <div key={`${hit.law}/${hit.no}-${hit.sub}`} className="stack" style={{ gap: 2 }}>
                <Link to={`/rulebook/laws/${hit.law}?article=${hit.no}${hit.sub > 0 ? `-${hit.sub}` : ""}`} onClick={onOpen}><strong>{law ? pick(law.label) : ""} {law?.edition} {articleName(hit)}</strong></Link>
                {hit.part !== "" && <span className="faint small">{hit.part}</span>}
                <span>{hit.text}</span>
              </div>
            );
          })}
        </div>
      )}
    </Loaded>
  );
}
