import { Button } from "antd";
import { useState } from "react";
import type { Facet } from "@/api";
import { count } from "@/format";
import { usePick, useText } from "@/text";

const few = 6;

/** Facets counts what was found by its properties; a click narrows the search down to a value, another lets go of it. */
export function Facets({ facets, filter, onFilter }: { facets: Facet[]; filter: string[]; onFilter: (filter: string[]) => void }) {
  const s = useText().search.facets;
  const shown = facets.filter((f) => f.values.some((v) => v.on) || f.values.length > 1 || (f.values.length === 1 && f.others === 0 && filter.length === 0));
  return (
    <nav className="facets" aria-label={s.title}>
      {filter.length > 0 && <Button size="small" onClick={() => onFilter([])}>{s.clear(filter.length)}</Button>}
      {shown.map((facet) => <FacetGroup key={facet.facet} facet={facet} filter={filter} onFilter={onFilter} />)}
    </nav>
  );
}

function FacetGroup({ facet, filter, onFilter }: { facet: Facet; filter: string[]; onFilter: (filter: string[]) => void }) {
  const s = useText().search.facets;
  const pick = usePick();
  const [all, setAll] = useState(false);
  const values = all ? facet.values : facet.values.filter((v, i) => v.on || i < few);
  const most = Math.max(1, ...facet.values.map((v) => v.count));
  const toggle = (value: string, on: boolean) => {
    const key = `${facet.facet}:${value}`;
    onFilter(on ? filter.filter((f) => f !== key) : [...filter, key]);
  };
  return (
    <section>
      <h3 className="small soft">{s.names[facet.facet]}</h3>
      <ul>
        {values.map((v) => (
          <li key={v.value}>
            <button type="button" className={v.on ? "facet facet-on" : "facet"} aria-pressed={v.on} onClick={() => toggle(v.value, v.on)} title={pick(v.label) || v.value}>
              <span className="facet-bar" style={{ width: `${(v.count * 100) / most}%` }} />
              <span className="one-line">{pick(v.label) || v.value}</span><span className="num faint">{count(v.count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {facet.values.length > values.length && <button type="button" className="plain-button small tone-accent" onClick={() => setAll(true)}>{s.more(facet.values.length - values.length)}</button>}
      {all && facet.others > 0 && <span className="faint small">{s.others(facet.others)}</span>}
    </section>
  );
}
