import { Button, Input } from "antd";
import { useState } from "react";
import { type Synonyms, useCan } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { useSaveSynonyms, useSynonyms } from "./queries";

/** SynonymsPanel is the office's list of words that find each other: one group on a line, its words parted by spaces or commas. */
export function SynonymsPanel() {
  const s = useText().settings.synonyms;
  const reads = useCan()("search");
  const query = useSynonyms(reads);
  return reads ? <Panel title={s.title}><Loaded query={query} lines={4}>{(data) => <Groups key={data.at} data={data} />}</Loaded></Panel> : null;
}

const asText = (groups: string[][] | null) => (groups ?? []).map((words) => words.join("、")).join("\n");
const asGroups = (text: string) => text.split("\n").map((line) => line.split(/[\s,，、;；]+/).filter((word) => word !== ""));

function Groups({ data }: { data: Synonyms }) {
  const t = useText();
  const s = t.settings.synonyms;
  const notify = useNotify();
  const save = useSaveSynonyms();
  const before = asText(data.groups);
  const [text, setText] = useState(before);
  const changed = text !== before;
  return (
    <div className="stack">
      <p className="soft">{s.hint}</p>
      {data.may_change ? <Input.TextArea aria-label={s.title} autoSize={{ minRows: 4, maxRows: 16 }} placeholder={s.example} value={text} onChange={(e) => setText(e.target.value)} />
        : before === "" ? <Nothing title={s.none} small /> : <ul className="synonyms">{before.split("\n").map((line) => <li key={line}>{line}</li>)}</ul>}
      {save.isError && <ProblemView problem={save.error} />}
      <div className="row">
        <span className="faint small grow">{data.by ? s.changed(minute(data.at), data.by.name) : data.may_change ? "" : s.who}</span>
        {data.may_change && <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate(asGroups(text), { onSuccess: () => notify.done(s.saved) })}>{t.common.save}</Button>}
      </div>
    </div>
  );
}
