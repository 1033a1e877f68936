import { Button, Checkbox, Form, Input, InputNumber, Segmented, Switch } from "antd";
import { type Settings, useCan, useKinds, useOffice, useRulebook } from "@/api";
import { Link } from "react-router";
import { shortHash } from "@/format";
import { type Language, useLanguage, usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Page, Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { CalendarPanel } from "./CalendarPanel";
import { SynonymsPanel } from "./SynonymsPanel";
import { TimestampPanel } from "./TimestampPanel";
import { useReindex, useSaveKinds, useSaveSettings, useSettings } from "./queries";

/** SettingsPage is what the office is, and the few things that can be chosen. */
export function SettingsPage() {
  const t = useText();
  const may = useCan()("changeSettings");
  const query = useSettings(may);
  return (
    <Page title={t.settings.title}>
      <div className="stack stack-loose" style={{ maxWidth: 860 }}>
        <Display />
        <OfficePanel />
        {may && <Panel title={t.settings.options}><Loaded query={query} lines={4}>{(data) => <Options data={data} />}</Loaded></Panel>}
        <KindsPanel may={may} />
        <Panel title={t.settings.templates.title}><div className="row"><span className="soft grow">{t.settings.templates.hint}</span><Link to="/settings/templates">{t.settings.templates.toList}</Link></div></Panel>
        <CalendarPanel />
        {may && <TimestampPanel />}
        <SynonymsPanel />
        <IndexPanel />
      </div>
    </Page>
  );
}

function Display() {
  const { language, text, choose } = useLanguage();
  const s = text.settings;
  return (
    <Panel title={s.appearance}>
      <div className="row"><span className="soft">{s.language}</span><Segmented<Language> value={language} onChange={choose} options={[{ value: "zh", label: s.chinese }, { value: "en", label: s.english }]} /></div>
    </Panel>
  );
}

function OfficePanel() {
  const s = useText().settings;
  const office = useOffice().data;
  const book = useRulebook().data;
  const rows: [string, string, string?][] = [
    [s.name, office?.name ?? ""], [s.uscc, office?.uscc ?? ""], [s.region, office?.region ?? ""], [s.codeWord, office?.code_word ?? ""], [s.version, office?.version ?? ""], [s.rulebook, book?.version ?? ""], [s.rulebookHash, shortHash(book?.hash ?? ""), book?.hash],
  ];
  return <Panel title={s.office}><dl className="facts">{rows.map(([label, value, full]) => <div key={label} className="fact"><dt>{label}</dt><dd title={full}>{value || "—"}</dd></div>)}</dl></Panel>;
}

function Options({ data }: { data: Settings }) {
  const t = useText();
  const s = t.settings;
  const can = useCan();
  const notify = useNotify();
  const [form] = Form.useForm<Settings>();
  const save = useSaveSettings();
  const editable = can("changeSettings");
  const entries = Object.entries(data);
  if (entries.length === 0) {
    return <Nothing title={s.noOptions} small />;
  }
  return (
    <Form form={form} layout="horizontal" labelAlign="left" labelCol={{ flex: "240px" }} labelWrap colon={false} disabled={!editable} initialValues={data} onFinish={(v: Settings) => save.mutate({ ...data, ...v }, { onSuccess: () => notify.done(s.saved) })}>
      {entries.map(([name, value]) => (
        <Form.Item key={name} name={name} label={s.known[name] ?? name} valuePropName={typeof value === "boolean" ? "checked" : "value"} style={{ marginBottom: 10 }}>
          {typeof value === "boolean" ? <Checkbox /> : typeof value === "number" ? <InputNumber style={{ width: 140 }} /> : <Input />}
        </Form.Item>
      ))}
      {save.isError && <ProblemView problem={save.error} />}
      {editable ? <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button> : <span className="faint small">{s.readOnly}</span>}
    </Form>
  );
}

/** KindsPanel switches kinds of action on and off. Legal review stands among them to say that it has no switch. */
function KindsPanel({ may }: { may: boolean }) {
  const t = useText();
  const s = t.settings;
  const pick = usePick();
  const kinds = useKinds().data ?? [];
  const save = useSaveKinds();
  const notify = useNotify();
  const on = kinds.filter((k) => k.on).map((k) => k.id);
  const turn = (id: string, up: boolean) => save.mutate(up ? [...on, id] : on.filter((k) => k !== id), { onSuccess: () => notify.done(s.saved) });
  return (
    <Panel title={s.kinds} extra={<span className="faint small">{s.kindsHint}</span>}>
      <div className="stack">
        {kinds.map((k) => (
          <div key={k.id} className="row">
            <Switch checked={k.on} disabled={!may || save.isPending || (k.on && on.length === 1)} onChange={(up) => turn(k.id, up)} aria-label={pick(k.label)} />
            <span>{pick(k.label)}</span>
            {k.procedures.length > 1 && <span className="faint small">{k.procedures.map((p) => pick(p.label)).join(t.common.list)}</span>}
          </div>
        ))}
        <div className="row"><Badge tone="accent">✓</Badge><span>{s.review}</span><span className="faint small">{s.reviewHint}</span></div>
      </div>
    </Panel>
  );
}

function IndexPanel() {
  const t = useText();
  const can = useCan();
  const notify = useNotify();
  const reindex = useReindex();
  return (
    <Panel title={t.settings.search}>
      <div className="row"><span className="soft grow">{t.ledger.reindexHint}</span><ReasonButton reason={can("verify") ? undefined : t.ledger.needs} loading={reindex.isPending} onClick={() => reindex.mutate(undefined, { onSuccess: () => notify.done(t.ledger.started) })}>{t.ledger.reindex}</ReasonButton></div>
    </Panel>
  );
}
