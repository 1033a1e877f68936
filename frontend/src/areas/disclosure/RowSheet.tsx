import type { Disclosure } from "@/api";
import { bytes, shortHash } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { Nothing } from "@/ui/states";

/** RowSheet is the row of the credit table: every field, its value, and what is wrong with it. */
export function RowSheet({ data }: { data: Disclosure }) {
  const t = useText();
  const d = t.disclosure.desk;
  const pick = usePick();
  return (
    <dl className="row-sheet">
      {data.row.map((r) => (
        <div key={r.code} className={r.problems.length > 0 ? "row-field row-bad" : "row-field"}>
          <dt title={r.code}>{pick(r.label)}{r.required && <span className="tone-red" title={d.required}> *</span>}</dt>
          {r.private && <Badge tone="quiet">{d.private}</Badge>}
          <dd>{r.value === "" ? <span className="faint">{d.emptyValue}</span> : r.value}{r.public !== undefined && !r.private && r.public !== r.value && <div className="small soft">{d.publicValue}{t.common.sep}{r.public}</div>}{r.problems.map((p, i) => <div key={i} className="tone-amber small">{pick(p)}</div>)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Problems lists what stands against publishing, and the files once they are written. */
export function Problems({ data, onField }: { data: Disclosure; onField: (field: string) => void }) {
  const t = useText();
  const d = t.disclosure.desk;
  const pick = usePick();
  const nameOfPage = (field: string) => {
    const [, paper, page] = /^scan\/([^/]+)\/(\d+)$/.exec(field) ?? [];
    return paper === undefined ? (field === "text" ? t.disclosure.scan.text : field) : `${data.scans.find((one) => one.paper.id === paper)?.title ?? ""} ${t.common.page(Number(page))}`;
  };
  return (
    <div className="mask-problems stack stack-loose">
      {data.problems.length === 0 ? <Nothing title={d.noProblems} small /> : (
        <ul className="stack">
          {data.problems.map((p, i) => (
            <li key={`${p.id} ${i}`} className={p.level === "block" ? "stop stop-block" : "stop"}>
              <div>{pick(p.message)}{p.article ? <span className="faint small"> · {t.common.article} <Article text={p.article} /></span> : null}</div>
              {p.field !== "" && <button type="button" className="plain-button small tone-accent" onClick={() => onField(p.field)}>{pick(data.row.find((r) => r.code === p.field)?.label) || nameOfPage(p.field)}</button>}
            </li>
          ))}
        </ul>
      )}
      {data.files && data.files.length > 0 && (
        <section className="stack">
          <strong>{d.files}</strong>
          <ul>{data.files.map((f) => <li key={f.name} className="row small"><a className="one-line grow" href={`/api/disclosures/${data.id}/files/${encodeURIComponent(f.name)}`} download>{f.name}</a><span className="num soft">{bytes(f.size)}</span><code className="faint" title={f.sha256}>{shortHash(f.sha256)}</code></li>)}</ul>
        </section>
      )}
    </div>
  );
}
