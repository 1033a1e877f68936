import { DownloadOutlined } from "@ant-design/icons";
import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { download, type PaperTemplateDetail, type PlaceholderName } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Page, Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded } from "@/ui/states";
import { ReturnTemplate } from "./ReturnTemplate";
import { TakeTemplate } from "./TakeTemplate";
import { useTemplate } from "./templates";
import "./templates.css";

/** TemplatePage is one template: what it says, what it may say and may not lack, and the ways to change it. */
export function TemplatePage() {
  const { procedure = "", code = "" } = useParams();
  const query = useTemplate(procedure, code);
  return <Loaded query={query} lines={12}>{(data) => <Template data={data} />}</Loaded>;
}

function Template({ data }: { data: PaperTemplateDetail }) {
  const s = useText().settings.templates;
  const pick = usePick();
  const notify = useNotify();
  const [mode, setMode] = useState<"take" | "return">();
  const address = `/api/templates/${data.procedure}/${data.code}/docx`;
  const save = (path: string) => void download("GET", path).catch(notify.failed);
  const reason = !data.may_propose ? s.who : data.open !== "" ? s.openHint : undefined;
  const actions = (
    <>
      <Button icon={<DownloadOutlined />} onClick={() => save(address)}>{s.download}</Button>
      {data.state === "own" && <Button onClick={() => save(`${address}?shipped=true`)}>{s.downloadShipped}</Button>}
      <ReasonButton type="primary" reason={reason} onClick={() => setMode("take")}>{s.take}</ReasonButton>
      {data.state === "own" && <ReasonButton reason={reason} onClick={() => setMode("return")}>{s.giveBack}</ReasonButton>}
    </>
  );
  return (
    <Page title={pick(data.label)} meta={<><Link to="/settings/templates">{s.backToList}</Link><Badge tone={data.state === "own" ? "accent" : "quiet"}>{s.states[data.state]}</Badge></>} actions={actions}>
      <div className="stack stack-loose">
        {data.open !== "" && <div className="problem problem-quiet"><h3>{s.openTitle}</h3><p><Link to={`/rulebook/proposals/${data.open}`}>{s.openLink}</Link></p></div>}
        <dl className="facts">
          <div className="fact"><dt>{s.procedure}</dt><dd>{[data.of, ...data.shared.map((x) => x.label)].map(pick).join(" · ")}</dd></div>
          {data.state === "own" && <><div className="fact"><dt>{s.file}</dt><dd>{data.file}</dd></div><div className="fact"><dt>{s.source}</dt><dd>{data.source}</dd></div><div className="fact"><dt>{s.since}</dt><dd className="num">{data.since} · {data.version}</dd></div></>}
        </dl>
        <div className="template-columns">
          <Words data={data} />
          <div className="stack stack-loose">
            <Panel title={s.must}>
              <ul className="stack">
                {data.marks.filter((m) => m.required).map((m) => <li key={m.name}><Mark name={m.name} /> <span className="soft small">{s.says}</span></li>)}
                {data.elements.map((e) => <li key={e.label.en}><strong>{pick(e.label)}</strong><div className="faint small">{e.article}</div></li>)}
              </ul>
            </Panel>
            <Marks data={data} />
          </div>
        </div>
      </div>
      {mode === "take" && <TakeTemplate template={data} onClose={() => setMode(undefined)} />}
      {mode === "return" && <ReturnTemplate template={data} onClose={() => setMode(undefined)} />}
    </Page>
  );
}

function Words({ data }: { data: PaperTemplateDetail }) {
  const s = useText().settings.templates;
  const [shown, setShown] = useState<"words" | "specimen">("words");
  return (
    <Panel title={s.words} extra={<Segmented value={shown} onChange={setShown} options={[{ value: "words", label: s.withMarks }, { value: "specimen", label: s.specimen }]} />}>
      <div className="template-words">{data.words[shown].split(/(\{\{[^}]*\}\})/).map((part, i) => (part.startsWith("{{") ? <mark key={i}>{part}</mark> : part))}</div>
    </Panel>
  );
}

/** Mark is a placeholder as it is written; a click copies it. */
function Mark({ name }: { name: string }) {
  const s = useText().settings.templates;
  const notify = useNotify();
  const text = `{{${name}}}`;
  return <button type="button" className="template-mark" title={s.copy} onClick={() => void navigator.clipboard.writeText(text).then(() => notify.done(s.copied(text)))}>{text}</button>;
}

const most = 60;

function Marks({ data }: { data: PaperTemplateDetail }) {
  const s = useText().settings.templates;
  const pick = usePick();
  const [words, setWords] = useState("");
  const fits = (m: PlaceholderName) => words.trim() === "" || `${m.name} ${m.label.zh} ${m.label.en}`.toLowerCase().includes(words.trim().toLowerCase());
  const groups: [string, PlaceholderName[], (name: string) => string][] = [
    [s.marks, data.marks.filter(fits), (n) => n], [s.tests, data.tests.filter(fits), (n) => `若 ${n}`], [s.more, words.trim() === "" ? [] : data.more.filter(fits), (n) => n],
  ];
  return (
    <Panel title={s.available}>
      <div className="stack">
        <p className="soft small">{s.testHint}</p>
        <Input.Search allowClear placeholder={s.findMark} aria-label={s.findMark} value={words} onChange={(e) => setWords(e.target.value)} />
        {groups.filter(([, list]) => list.length > 0).map(([title, list, write]) => (
          <section key={title} className="stack">
            <h3 className="faint small">{title} {list.length}</h3>
            <ul className="template-marks">{list.slice(0, most).map((m) => <li key={m.name}><Mark name={write(m.name)} />{pick(m.label) !== m.name && <span className="soft small">{pick(m.label)}</span>}</li>)}</ul>
          </section>
        ))}
        {words.trim() === "" && <p className="faint small">{s.moreHint(data.more.length)}</p>}
      </div>
    </Panel>
  );
}
