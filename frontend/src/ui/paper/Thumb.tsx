import { useEffect, useState } from "react";
import type { Paper } from "@/api";
import { useText } from "@/text";
import { useSeen } from "./custody";
import { pictureUrl } from "./pictures";

/** A page that is only scrolled past is not asked for. */
const rest = 80;

/** Picture is a page in small. */
export function Picture({ paper, page }: { paper: Paper; page: number }) {
  const [stays, setStays] = useState(false);
  const [broken, setBroken] = useState(false);
  const { seen } = useSeen(paper, false);
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), rest);
    return () => clearTimeout(timer);
  }, []);
  return stays && seen && !broken ? <img src={pictureUrl(paper, page, 200)} alt="" fetchPriority="low" draggable={false} onError={() => setBroken(true)} /> : null;
}

interface ThumbProps { paper: Paper; page: number; open: boolean; unread: boolean; onOpen: () => void }

/** Thumb is a page of the open paper in small; a dot says that nobody at this desk has read it yet. */
export function Thumb({ paper, page, open, unread, onOpen }: ThumbProps) {
  const t = useText();
  const label = unread ? t.desk.reading.unreadPage(page) : t.common.page(page);
  return (
    <button type="button" className="thumb" aria-current={open ? "page" : undefined} aria-label={label} title={label} onClick={onOpen}>
      <span className="thumb-face"><Picture paper={paper} page={page} /></span>
      <span className="num">{page}{unread && <span className="thumb-unread" />}</span>
    </button>
  );
}
