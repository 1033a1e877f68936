import { Link } from "react-router";
import type { ForeignCase } from "@/api";
import { yuan } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { documentAddress } from "./collections";
import { Reasons } from "./SimilarList";

/** ForeignList shows decisions of other offices that are like a case, each with its source; they stand apart from the office's own. */
export function ForeignList({ cases }: { cases: ForeignCase[] }) {
  const t = useText();
  const c = t.collections;
  const s = t.similar;
  return (
    <ol className="similar-list">
      {cases.map((one, i) => (
        <li key={one.document} className="hit similar-case">
          <div className="row">
            <span className="faint num">{i + 1}</span>
            <Link className="hit-title one-line" to={documentAddress(one.document)} title={one.title}>{one.title}</Link>
            <span className="grow" />
            <span className="faint small num">{one.no}</span>
          </div>
          <Reasons why={one.why} />
          <div className="row row-wrap small">
            <Badge tone="quiet">{c.from(one.name)}</Badge>
            {one.body !== "" && <span className="soft">{one.body}</span>}
            <span className="num">{one.on}</span>
            {one.fine > 0 && <span className="num strong">{s.fine(yuan(one.fine))}</span>}
            {one.copies > 0 && <span className="soft">{s.copies(one.copies)}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
