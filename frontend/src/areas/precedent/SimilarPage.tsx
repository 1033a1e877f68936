import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useText } from "@/text";
import { Page, Panel } from "@/ui/Page";
import { Nothing, ProblemView, Waiting } from "@/ui/states";
import { useSimilarTo } from "./queries";
import { ForeignList } from "./ForeignList";
import { SimilarList } from "./SimilarList";
import "./search.css";

/** SimilarPage finds the office's cases that are like a text that is pasted in. */
export function SimilarPage() {
  const t = useText();
  const s = t.similar;
  const [text, setText] = useState("");
  const [decided, setDecided] = useState(false);
  const find = useSimilarTo();
  return (
    <Page title={s.ofText}>
      <div className="stack stack-loose">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            find.mutate({ text: text.trim(), decided });
          }}
        >
          <p className="soft">{s.ofTextHint}</p>
          <Input.TextArea autoFocus rows={7} maxLength={100000} value={text} onChange={(e) => setText(e.target.value)} placeholder={s.paste} aria-label={s.paste} />
          <div className="row">
            <Button type="primary" htmlType="submit" disabled={text.trim().length < 2} loading={find.isPending}>{s.find}</Button>
            <Checkbox checked={decided} onChange={(e) => setDecided(e.target.checked)}>{s.decided}</Checkbox>
          </div>
        </form>
        {find.isPending && <Waiting lines={6} />}
        {find.isError && <ProblemView problem={find.error} />}
        {find.data && <Panel title={s.title} flush><SimilarList found={find.data} noFacts={s.none} noFactsHint={s.noneHint} /></Panel>}
        {find.data && find.data.others.length > 0 && <Panel title={t.collections.others} flush extra={<span className="soft small">{t.collections.othersHint}</span>}><ForeignList cases={find.data.others} /></Panel>}
        {find.isIdle && <Nothing small title={s.paste} hint={s.ofTextHint} />}
      </div>
    </Page>
  );
}
