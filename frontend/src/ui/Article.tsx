import { Popover } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Cited, useCitations } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "./Badge";
import { Loaded } from "./states";

/** citesLaw tells a text that cites an article from one that does not. */
export function citesLaw(text: unknown): text is string {
  return typeof text === "string" && /第[〇零一二两三四五六七八九十百千\d]+条/.test(text);
}

/** Article is a citation of law that opens what it says: by pointing at it, or with the keyboard. With the day of an act it carries a red mark when it was not in force on that day; else the present day counts. */
export function Article({ text, on }: { text: string; on?: string }) {
  const c = useText().rulebook.cited;
  const [open, setOpen] = useState(false);
  const day = on ?? today();
  const query = useCitations(text, day, open || on !== undefined);
  const lapsed = on !== undefined && query.data?.some((cited) => cited.in_force === "not_met") === true;
  return (
    <Popover
      open={open} onOpenChange={setOpen} trigger={["hover", "focus"]} mouseEnterDelay={0.25} destroyOnHidden
      content={<div className="article-card"><Loaded query={query} lines={2}>{(list) => <Provisions list={list} day={day} />}</Loaded></div>}
    >
      <span className="article" tabIndex={0} role="note" onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>{text}{lapsed && <> <Badge tone="red">{c.lapsed}</Badge></>}</span>
    </Popover>
  );
}

/** Provisions are the articles that a text cites, each with what it says and whether it was in force on a day. */
export function Provisions({ list, day }: { list: Cited[]; day: string }) {
  const c = useText().rulebook.cited;
  if (list.length === 0) {
    return <span className="soft">{c.unknown}</span>;
  }
  return <ul className="stack">{list.map((cited, i) => <Provision key={i} cited={cited} day={day} />)}</ul>;
}

function Provision({ cited, day }: { cited: Cited; day: string }) {
  const c = useText().rulebook.cited;
  const pick = usePick();
  const { from, to } = { from: cited.in_force_from ?? "", to: cited.in_force_to ?? "" };
  const number = cited.no && cited.label ? c.article(cited.no, cited.sub ?? 0) : ""; // without a label the text itself names the article
  const address = cited.instrument && (cited.no && cited.gist ? `/rulebook/law/common/articles?row=${encodeURIComponent(`${cited.instrument}/${cited.no}`)}` : `/rulebook/law/common/instruments?row=${encodeURIComponent(cited.instrument)}`);
  const name = `${pick(cited.label) || cited.text} ${number}`.trim();
  return (
    <li className="stack" style={{ gap: 2 }}>
      <strong>{address ? <Link to={address}>{name}</Link> : name}</strong>
      <span className={cited.gist ? undefined : "faint"}>{pick(cited.gist) || c.noGist}</span>
      {cited.full && (
        <div className="article-full">
          {cited.full.part !== "" && <div className="faint small">{cited.full.part}</div>}
          {cited.full.text.split("\n").map((line, i) => <p key={i}>{line}</p>)}
          <Link className="small" to={`/rulebook/laws/${cited.full.law}?article=${cited.no}${cited.sub ? `-${cited.sub}` : ""}`}>{c.wholeText(cited.full.edition)}</Link>
        </div>
      )}
      <span className="row row-wrap small">
        {(from !== "" || to !== "") && <span className="faint num">{c.span(from, to)}</span>}
        {cited.in_force === "not_met" && <Badge tone="red">{c.notInForce(day)}</Badge>}
        {cited.replaced_by && <span className="soft">{c.replacedBy} <Link to={`/rulebook/law/common/articles?row=${encodeURIComponent(cited.replaced_by)}`}>{cited.replaced_by}</Link></span>}
      </span>
    </li>
  );
}
