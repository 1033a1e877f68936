import { useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { type SimilarCase, type SimilarCases, useNames, type Why } from "@/api";
import { yuan } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { Nothing } from "@/ui/states";
import { useWriteValue } from "@/ui/values";
import "./search.css";

interface SimilarListProps {
  found: SimilarCases;
  /** What to say when there is no text to compare. */
  noFacts: string;
  noFactsHint: string;
  onMark?: (other: string, similar: boolean, rank: number) => void;
}

/** SimilarList shows similar cases, the most similar first: why, how each ended, and what review said of it. */
export function SimilarList({ found, noFacts, noFactsHint, onMark }: SimilarListProps) {
  const t = useText();
  const s = t.similar;
  const navigate = useNavigate();
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(-1);
  const current = found.cases[at];
  const step = (by: number) => {
    const next = Math.max(0, Math.min(found.cases.length - 1, at + by));
    setAt(next);
    list.current?.querySelectorAll<HTMLAnchorElement>("a.hit-title")[next]?.focus();
  };
  const mark = (similar: boolean) => current && onMark?.(current.case, similar, at + 1);
  const whyNot = onMark ? undefined : s.mayNotMark;
  useActions([
    { id: "similar.next", label: s.keyNext, keys: ["j", "ArrowDown"], run: () => step(1), quiet: true },
    { id: "similar.previous", label: s.keyPrevious, keys: ["k", "ArrowUp"], run: () => step(-1), quiet: true },
    { id: "similar.open", label: t.common.open, keys: ["o"], run: () => { if (current) { void navigate(`/cases/${current.case}`); } }, quiet: true },
    { id: "similar.yes", label: s.keyYes, keys: ["y"], run: () => mark(true), disabled: whyNot },
    { id: "similar.no", label: s.keyNo, keys: ["x"], run: () => mark(false), disabled: whyNot },
  ]);
  if (!found.facts) {
    return <Nothing title={noFacts} hint={noFactsHint} />;
  }
  return (
    <>
      <div className="similar-head row row-wrap small soft">
        {found.types.length > 0 && <span title={found.guessed ? s.guessedHint : undefined}>{found.guessed ? s.guessed : s.about} <strong>{found.types.join(t.common.list)}</strong></span>}
        <span className="grow" />
        <span className="num">{found.rate.marked > 0 ? s.rate(found.rate.similar, found.rate.marked) : s.rateNone}</span>
        {found.index.state !== "ready" && <span className="tone-amber" role="status">{s.following}</span>}
      </div>
      {found.cases.length === 0 ? <Nothing title={s.none} hint={s.noneHint} /> : (
        <ol ref={list} className="similar-list">
          {found.cases.map((one, i) => <Row key={one.case} one={one} rank={i + 1} onFocus={() => setAt(i)} onMark={onMark} />)}
        </ol>
      )}
    </>
  );
}

interface RowProps { one: SimilarCase; rank: number; onFocus: () => void; onMark?: SimilarListProps["onMark"] }

function Row({ one, rank, onFocus, onMark }: RowProps) {
  const t = useText();
  const s = t.similar;
  const pick = usePick();
  const names = useNames();
  const { decision, opinion } = one;
  return (
    <li className="hit similar-case">
      <div className="row">
        <span className="faint num">{rank}</span>
        <Link className="hit-title one-line" to={`/cases/${one.case}`} title={one.title} onFocus={onFocus}>{one.title}</Link>
        <span className="grow" />
        <span className="faint small num">{one.no}</span>
      </div>
      <Reasons why={one.why} />
      <div className="row row-wrap small">
        {decision ? <><Badge tone="accent">{pick(names.paper(decision.code))}</Badge><span className="num">{decision.no} {decision.on}</span><span className="num strong">{one.fine > 0 ? s.fine(yuan(one.fine)) : s.noFine}</span></> : <Badge tone="quiet">{s.open}</Badge>}
        {opinion && <span className="soft" title={opinion.text}>{s.opinion} <strong>{pick(names.opinion(opinion.code))}</strong> {s.by(opinion.by.name, opinion.on)}</span>}
        {one.copies.length > 0 && <span className="soft">{s.copies(one.copies.length)} {one.copies.map((c) => <Link key={c.case} className="num similar-copy" to={`/cases/${c.case}`}>{c.no} {c.decided ? yuan(c.fine) : s.open}</Link>)}</span>}
        <span className="grow" />
        {one.marks.map((m) => <span key={m.by.id} className={m.similar ? "tone-accent" : "soft"}>{s.markedAs(m.by.name, m.similar)}</span>)}
        {onMark && (
          <span className="row similar-marks" role="group" aria-label={s.mark}>
            <button type="button" className="plain-button" onFocus={onFocus} onClick={() => onMark(one.case, true, rank)}>{s.yes}</button>
            <button type="button" className="plain-button" onFocus={onFocus} onClick={() => onMark(one.case, false, rank)}>{s.no}</button>
          </span>
        )}
      </div>
    </li>
  );
}

/** Reasons are what the two cases have in common. */
export function Reasons({ why }: { why: Why }) {
  const s = useText().similar;
  const write = useWriteValue();
  const { articles, types, words, degree, near } = why;
  return (
    <div className="row row-wrap small">
      {types.length > 0 && <Badge tone="accent" title={types.join(" / ")}>{s.type}</Badge>}
      {articles.length > 0 && <Badge tone="accent" title={articles.join(" / ")}>{s.article}</Badge>}
      {degree !== "" && <Badge>{s.degree} {write("x.factor", degree)}</Badge>}
      {near && <Badge>{s.near}</Badge>}
      {words.length > 0 && <span className="soft">{s.words} {words.map((w) => <mark key={w} className="similar-word">{w}</mark>)}</span>}
    </div>
  );
}
