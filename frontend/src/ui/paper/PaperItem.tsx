import { FileTextOutlined, PlayCircleOutlined, WarningOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Paper } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "../Badge";
import { isRecording } from "./marks";
import { Picture } from "./Thumb";

interface PaperItemProps { paper: Paper; title: string; chosen: boolean; cover: boolean; mark?: ReactNode; onChoose: (id: string) => void }

/** PaperItem is a paper in the list: its first page in small, its title, and what is to be known before it is opened. */
export function PaperItem({ paper, title, chosen, cover, mark, onChoose }: PaperItemProps) {
  const t = useText();
  const p = t.casefile.papers;
  const pick = usePick();
  const recording = isRecording(paper);
  return (
    <button type="button" className={cover ? "paper-item paper-item-cover" : "paper-item"} aria-current={chosen} title={`${title}\n${[paper.code, pick(paper.name)].join(" ")}\n${paper.file_name}`} onClick={() => onChoose(paper.id)}>
      {cover && <span className="cover">{paper.has_image ? <Picture paper={paper} page={1} /> : recording ? <PlayCircleOutlined /> : <FileTextOutlined />}</span>}
      <span className={cover ? "two-lines grow" : "one-line grow"}>{title}</span>
      <span className="paper-signs">
        {recording && <PlayCircleOutlined className="soft" aria-label={p.recording} />}
        {paper.status === "unreadable" && <WarningOutlined className="tone-red" aria-label={p.status.unreadable} />}
        {mark}
        {paper.draft && <Badge tone="amber">{p.draft}</Badge>}
        {!paper.sort_confirmed && paper.code !== "" && <span className="paper-dot" title={p.sortUnconfirmed} />}
      </span>
    </button>
  );
}
