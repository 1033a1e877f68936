import { PlayCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Paper, useRulebook } from "@/api";
import { compareCodes } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "../actions";
import { Badge } from "../Badge";
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
}

/** PaperList shows the papers in the order of the dossier: main file, annex, and what is not yet classified. */
export function PaperList({ papers, chosen, onChoose, keys, mark }: PaperListProps) {
  const t = useText();
  const pick = usePick();
  const [filter, setFilter] = useState("");
  const groups = useGroups(papers, filter);
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
  ]);
  return (
    <div className="paper-list">
      {papers.length > 8 && (
        <div className="paper-filter"><Input size="small" allowClear value={filter} placeholder={t.casefile.papers.find} aria-label={t.casefile.papers.find} onChange={(e) => setFilter(e.target.value)} /></div>
      )}
      <div className="paper-scroll">
        {groups.map((group) => (
          <section key={group.label}>
            <h3>{group.label}</h3>
            <ul>{group.papers.map((p) => <Item key={p.id} mark={mark?.(p)} paper={p} title={titleOf(p, pick)} chosen={p.id === chosen} onChoose={onChoose} />)}</ul>
          </section>
        ))}
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

function Item({ paper, title, chosen, onChoose, mark }: { mark?: ReactNode; paper: Paper; title: string; chosen: boolean; onChoose: (id: string) => void }) {
  const t = useText();
  const pick = usePick();
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  const recording = /^(video|audio)\//.test(paper.media);
  return (
    <li>
      <button ref={element} type="button" className="paper-item" aria-current={chosen} title={`${title}\n${[paper.code, pick(paper.name)].join(" ")}\n${paper.file_name}`} onClick={() => onChoose(paper.id)}>
        <span className="one-line grow">{title}</span>
        {recording && <PlayCircleOutlined className="soft" aria-label={t.casefile.papers.recording} />}
        {paper.status === "unreadable" && <WarningOutlined className="tone-red" aria-label={t.casefile.papers.status.unreadable} />}
        {mark}
        {paper.draft && <Badge tone="amber">{t.casefile.papers.draft}</Badge>}
        {!paper.sort_confirmed && paper.code !== "" && <span className="paper-dot" title={t.casefile.papers.sortUnconfirmed} />}
      </button>
    </li>
  );
}
