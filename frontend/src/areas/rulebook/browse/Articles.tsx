import { useMemo } from "react";
import { type LawArticle } from "@/api";

/** articleName is how an article is cited. */
export function articleName(a: { no: number; sub: number }): string {
  return a.sub > 0 ? `第${a.no}条之${a.sub}` : `第${a.no}条`;
}

/** Articles lists articles under the headings that they stand in; the wanted one is brought into view. */
export function Articles({ content, wanted }: { content: LawArticle[]; wanted?: string }) {
  const rows = useMemo(() => content.map((a, i) => ({ a, head: a.part !== "" && a.part !== content[i - 1]?.part })), [content]);
  return (
    <div className="law-articles">
      {rows.map(({ a, head }, i) => {
        const key = `${a.no}${a.sub > 0 ? `-${a.sub}` : ""}`;
        return (
          <div key={i}>
            {head && <h3 className="law-part">{a.part}</h3>}
            <article className={["law-article", key === wanted ? "wanted" : "", a.no === 0 ? "front" : ""].join(" ").trim()} ref={key === wanted ? (node) => node?.scrollIntoView({ block: "center" }) : undefined}>
              {a.no > 0 && <strong className="law-no">{articleName(a)}</strong>}
              <div>{a.text.split("\n").map((line, n) => <p key={n}>{line}</p>)}</div>
            </article>
          </div>
        );
      })}
    </div>
  );
}
