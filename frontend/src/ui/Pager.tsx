import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, InputNumber } from "antd";
import { count } from "@/format";
import { useText } from "@/text";
import { useActions } from "./actions";

interface PagerProps { total: number; offset: number; limit: number; onMove: (offset: number) => void }

/** Pager turns the pages of a long list: with its arrows, or by typing a page. */
export function Pager({ total, offset, limit, onMove }: PagerProps) {
  const t = useText();
  const pages = Math.max(1, Math.ceil(total / limit));
  const page = Math.floor(offset / limit) + 1;
  const go = (to: number) => onMove((Math.max(1, Math.min(pages, to)) - 1) * limit);
  useActions([
    { id: "list.next", label: t.casefile.list.keyPage, keys: ["]", "ArrowRight"], run: () => go(page + 1), quiet: true },
    { id: "list.previous", label: t.casefile.list.keyBack, keys: ["[", "ArrowLeft"], run: () => go(page - 1), quiet: true },
  ]);
  return (
    <div className="row pager">
      <span className="soft small num">{t.common.range(count(offset + 1), count(Math.min(total, offset + limit)), count(total))}</span>
      <span className="grow" />
      <Button size="small" icon={<LeftOutlined />} disabled={page <= 1} onClick={() => go(page - 1)} aria-label={t.common.previous} title={t.common.previous} />
      <InputNumber size="small" min={1} max={pages} value={page} controls={false} aria-label={t.common.page(page)} onPressEnter={(e) => go(Number(e.currentTarget.value))} style={{ width: 56 }} />
      <span className="soft small num">/ {count(pages)}</span>
      <Button size="small" icon={<RightOutlined />} disabled={page >= pages} onClick={() => go(page + 1)} aria-label={t.common.next} title={t.common.next} />
    </div>
  );
}
