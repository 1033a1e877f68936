import type { ReactNode } from "react";
import type { Citation, Precheck } from "@/api";
import { usePick, useText } from "@/text";
import { Nothing } from "@/ui/states";
import { sortPrechecks } from "./rules";

/** PlaceOf draws a place that a pre-check found; the desk opens it beside the list, a case's page follows a link. */
export type PlaceOf = (place: Citation, title: string) => ReactNode;

/** Prechecks tells what the machine compared in the papers: what it found, what it could not look at, and what was in order. */
export function Prechecks({ checks, placeOf }: { checks: Precheck[]; placeOf: PlaceOf }) {
  const t = useText();
  const p = t.review.prechecks;
  const { found, unfound, unlooked, fine } = sortPrechecks(checks);
  if (checks.length === 0) {
    return <Nothing title={p.none} small />;
  }
  return (
    <div className="prechecks stack">
      <p className="soft small">{p.summary(found.length, fine.length, unfound.length + unlooked.length)}</p>
      {found.length > 0 && <ul>{found.map((c) => <PrecheckLine key={c.id} check={c} placeOf={placeOf} />)}</ul>}
      {unfound.length > 0 && <><p className="soft small">{p.unfound(unfound.length)}</p><ul>{unfound.map((c) => <PrecheckLine key={c.id} check={c} placeOf={placeOf} />)}</ul></>}
      {unlooked.length > 0 && <details><summary>{p.unlooked(unlooked.length)}</summary><ul>{unlooked.map((c) => <PrecheckLine key={c.id} check={c} placeOf={placeOf} />)}</ul></details>}
      {fine.length > 0 && <details><summary>{p.fine(fine.length)}</summary><ul>{fine.map((c) => <PrecheckLine key={c.id} check={c} placeOf={placeOf} />)}</ul></details>}
    </div>
  );
}

/** PrecheckLine is one question with what was found, each with the places where it stands, or why the machine could not look. */
export function PrecheckLine({ check, placeOf }: { check: Precheck; placeOf: PlaceOf }) {
  const t = useText();
  const p = t.review.prechecks;
  const pick = usePick();
  const titles = new Map(check.looked.map((l) => [l.paper, l.title]));
  const tone = check.result === "not_met" ? (check.level === "block" ? "tone-red" : "tone-amber") : "soft";
  return (
    <li className="precheck small">
      <span className={`nowrap ${tone}`}>{check.result === "not_met" ? p.level[check.level] : check.unfound ? p.notFound : p.result[check.result]}</span>
      <div className="grow">
        <div>{pick(check.question)}{check.item !== "" && <span className="faint"> · {check.item}</span>}{check.article !== "" && <span className="faint"> · {check.article}</span>}</div>
        {check.found.map((trace, i) => (
          <div key={i} className="row row-wrap">
            <span>{pick(trace.says)}</span>
            {trace.places.map((place, k) => <span key={k}>{placeOf(place, titles.get(place.paper) ?? "")}</span>)}
          </div>
        ))}
        {check.why && <div className="faint">{pick(check.why)}</div>}
        {check.found.length === 0 && check.looked.length > 0 && <div className="faint">{p.looked}{t.common.sep}{[...new Set(titles.values())].join(t.common.list)}</div>}
      </div>
    </li>
  );
}
