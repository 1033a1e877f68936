import { Button, Input } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { AppstoreOutlined } from "@ant-design/icons";
import { type Paper, useRulebook } from "@/api";
import { compareCodes } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "../actions";
import { useRemembered } from "../remember";
import { useSize } from "../useSize";
import { PaperItem } from "./PaperItem";
import { inView, rowsOf, topsOf } from "./rows";
import { Thumb } from "./Thumb";
import "./paper.css";

/** titleOf is what a paper is called on the screen: its own title, else the name of its class, else the file. */
export function titleOf(paper: Paper, pick: ReturnType<typeof usePick>): string {
  return paper.title || (paper.code ? pick(paper.name) : "") || paper.file_name;
}

interface PaperListProps {
  papers: Paper[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Which keys move in the list; the case page uses j and k, the review desk keeps those for its checklist. */
  keys: { next: string[]; previous: string[] };
  /** What else the place of the list says of a paper. */
  mark?: (paper: Paper) => ReactNode;
  /** With the open page, the pages of the open paper stand beneath it. */
  page?: number;
  onPage?: (page: number) => void;
  unread?: (paper: Paper, page: number) => boolean;
}

/** PaperList shows the papers in the order of the dossier: main file, annex, and what is not yet classified. Only what is in view is drawn. */
export function PaperList({ papers, chosen, onChoose, keys, mark, page, onPage, unread }: PaperListProps) {
  const t = useText();
  const pick = usePick();
  const [filter, setFilter] = useState("");
  const [covers, setCovers] = useRemembered<boolean>("covers", true);
  const [pane, size] = useSize();
  const [scroll, setScroll] = useState(0);
  const groups = useGroups(papers, filter);
  const columns = onPage ? Math.max(1, Math.floor((size.width - 16) / 88)) : 0;
  const rows = useMemo(() => rowsOf(groups, { covers, columns, openPaper: chosen }), [groups, covers, columns, chosen]);
  const tops = useMemo(() => topsOf(rows), [rows]);
  const [from, to] = inView(tops, scroll, Math.max(size.height, 200), 480);
  const flat = groups.flatMap((g) => g.papers);
  const at = flat.findIndex((p) => p.id === chosen);
  const step = (by: number) => {
    const next = flat[Math.max(0, Math.min(flat.length - 1, at + by))];
    if (next) {
      onChoose(next.id);
    }
  };
  useActions([
    { id: "paper.next", label: t.casefile.papers.nextPaper, keys: keys.next, run: () => step(1), quiet: true },
    { id: "paper.previous", label: t.casefile.papers.prevPaper, keys: keys.previous, run: () => step(-1), quiet: true },
    { id: "paper.covers", label: t.desk.view.covers, keys: ["y"], run: () => setCovers(!covers), quiet: true },
  ]);
  useEffect(() => {
    const own = rows.findIndex((r) => r.kind === "pages" && r.paper.id === chosen && page !== undefined && page >= r.from && page <= r.to);
    const i = own >= 0 ? own : rows.findIndex((r) => r.kind === "paper" && r.paper.id === chosen);
    const [top = 0, bottom = 0] = [tops[i], tops[i + 1]];
    const node = pane.current;
    if (node && i >= 0 && (top < node.scrollTop || bottom > node.scrollTop + node.clientHeight)) {
      node.scrollTop = top < node.scrollTop ? Math.max(0, top - 30) : bottom - node.clientHeight + 30;
    }
  }, [chosen, page, rows, tops, pane, size.height]);
  return (
    <div className="paper-list">
      <div className="paper-filter row">
        <Input size="small" allowClear value={filter} placeholder={t.casefile.papers.find} aria-label={t.casefile.papers.find} onChange={(e) => setFilter(e.target.value)} />
        <Button size="small" type="text" icon={<AppstoreOutlined />} aria-pressed={covers} aria-label={t.desk.view.covers} title={t.desk.view.covers} onClick={() => setCovers(!covers)} />
      </div>
      <div ref={pane} className="paper-scroll" role="region" aria-label={t.review.desk.showPapers} tabIndex={0} onScroll={(e) => setScroll(e.currentTarget.scrollTop)}>
        <div className="paper-rows" style={{ height: tops.at(-1) ?? 0 }}>
          {rows.slice(from, to).map((row, i) => (
            <div key={row.key} className="paper-row" style={{ top: tops[from + i], height: row.height }}>
              {row.kind === "group" && <h3>{row.label}</h3>}
              {row.kind === "paper" && <PaperItem paper={row.paper} title={titleOf(row.paper, pick)} chosen={row.paper.id === chosen} cover={covers} mark={mark?.(row.paper)} onChoose={onChoose} />}
              {row.kind === "pages" && (
                <div className="thumbs">
                  {Array.from({ length: row.to - row.from + 1 }, (_, k) => row.from + k).map((n) => <Thumb key={n} paper={row.paper} page={n} open={n === page} unread={unread?.(row.paper, n) ?? false} onOpen={() => onPage?.(n)} />)}
                </div>
              )}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function useGroups(papers: Paper[], filter: string) {
  const t = useText();
  const pick = usePick();
  const book = useRulebook().data;
  return useMemo(() => {
    const side = new Map(book?.papers.map((p) => [p.code, p.side]));
    const named = papers.filter((p) => `${p.code} ${titleOf(p, pick)} ${p.file_name}`.toLowerCase().includes(filter.toLowerCase()));
    const sorted = [...named].sort((a, b) => compareCodes(a.code, b.code) || a.on.localeCompare(b.on));
    const annex = (p: Paper) => ["副", "back", "annex"].includes(side.get(p.code) ?? "");
    return [
      { label: t.casefile.papers.side.front, papers: sorted.filter((p) => p.code !== "" && !annex(p)) },
      { label: t.casefile.papers.side.back, papers: sorted.filter((p) => p.code !== "" && annex(p)) },
      { label: t.casefile.papers.unsorted, papers: sorted.filter((p) => p.code === "") },
    ].filter((g) => g.papers.length > 0);
  }, [papers, filter, book, t, pick]);
}
