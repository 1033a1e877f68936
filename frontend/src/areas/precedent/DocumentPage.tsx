import { Link, useParams } from "react-router";
import { yuan } from "@/format";
import { useText } from "@/text";
import { Page, Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { useDocument } from "./collections";

/** DocumentPage shows a decision of another office, with where it is from. */
export function DocumentPage() {
  const { id = "", n = "1" } = useParams();
  const t = useText();
  const c = t.collections;
  const query = useDocument(id, Number(n));
  return (
    <Loaded query={query} lines={12}>
      {(d) => {
        const rows: [string, string][] = [[c.no, d.no], [c.body, d.body], [c.party, d.party], [c.on, d.on], [c.fine, d.fine > 0 ? t.common.yuan(yuan(d.fine)) : ""], [c.articles, d.articles.join(t.common.list)], [c.types, d.types.join(t.common.list)]];
        return (
          <Page title={d.title} actions={<Link className="small" to="/collections">{c.title}</Link>}>
            <div className="stack stack-loose">
              <div className="problem problem-quiet">{c.foreign(d.collection.name, d.collection.source)}</div>
              <Panel title={c.particulars}>
                <dl className="facts-list">{rows.filter(([, value]) => value !== "").map(([label, value]) => <div key={label} className="row"><dt className="soft">{label}</dt><dd>{value}</dd></div>)}</dl>
              </Panel>
              <Panel title={c.text}><p className="prose">{d.text}</p></Panel>
            </div>
          </Page>
        );
      }}
    </Loaded>
  );
}
