import type { Change } from "@/api";
import { usePick, useText } from "@/text";
import { Diff } from "@/ui/Marked";
import { useWriteValue } from "@/ui/values";

/** Changes shows what differs from the reviewed case: words as an inline diff, values as before and after. */
export function Changes({ changes }: { changes: Change[] }) {
  const t = useText();
  const pick = usePick();
  const write = useWriteValue();
  if (changes.length === 0) {
    return <p className="soft">{t.review.changesNone}</p>;
  }
  const value = (change: Change, text: string) => (change.part === "fields" && /^-?\d+$/.test(text) ? write(change.item, Number(text)) : text || "—");
  return (
    <ul className="stack stack-loose">
      {changes.map((change, i) => (
        <li key={i}>
          <div className="row"><strong>{pick(change.label)}</strong></div>
          {change.diff ? <Diff parts={change.diff} brief /> : (
            <div className="row row-wrap"><span className="soft small">{t.review.before}</span><del className="diff-removed">{value(change, change.before)}</del><span className="soft small">{t.review.after}</span><ins className="diff-added">{value(change, change.after)}</ins></div>
          )}
        </li>
      ))}
    </ul>
  );
}
