import { Modal } from "antd";
import { type ReviewItem, useCitations } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Provisions } from "@/ui/Article";
import { Loaded, Nothing } from "@/ui/states";

/** LawDialog shows the articles behind a point as they were in force on the day of the act. */
export function LawDialog({ item, on, onClose }: { item: ReviewItem; on?: string; onClose: () => void }) {
  const t = useText();
  const l = t.desk.law;
  const pick = usePick();
  const day = on ?? today();
  const query = useCitations(item.article, day, item.article !== "");
  return (
    <Modal open title={`${l.title} · ${item.id}`} footer={<span className="soft small">{l.on(day)}</span>} onCancel={onClose} width={620}>
      <div className="stack">
        <p className="soft">{pick(item.question)}</p>
        {item.article === "" ? <Nothing title={l.none} small /> : <><strong>{item.article}</strong><Loaded query={query} lines={3}>{(list) => <Provisions list={list} day={day} />}</Loaded></>}
      </div>
    </Modal>
  );
}
