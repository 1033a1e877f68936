import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import type { MajorRule, Material } from "@/api";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { useWriteValue } from "@/ui/values";

/** Materials lists what legal review needs, missing first. */
export function Materials({ materials }: { materials: Material[] }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const missing = materials.filter((m) => !m.present && m.level === "must").length;
  const levels: Record<string, string> = { must: o.must, when: o.conditional, should: o.should };
  const sorted = [...materials].sort((a, b) => Number(a.present) - Number(b.present));
  if (materials.length === 0) {
    return null;
  }
  return (
    <Panel title={o.materials} flush extra={missing > 0 ? <Badge tone="red">{o.materialsMissing(missing)}</Badge> : <span className="tone-accent small">{o.materialsAll}</span>}>
      <ul className="line-list">
        {sorted.map((m) => (
          <li key={m.id} className="row" title={m.article}>
            {m.present ? <CheckOutlined className="tone-accent" aria-label={o.have} /> : <CloseOutlined className={m.level === "must" ? "tone-red" : "faint"} aria-label={o.missing} />}
            <span className="grow">{pick(m.name)}{!m.present && pick(m.missing) !== "" && <span className="soft small"> {pick(m.missing)}</span>}</span>
            {m.papers.length > 0 && <span className="mono faint">{m.papers.join(" ")}</span>}
            <span className="faint small">{levels[m.level] ?? m.level}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** MajorRules says which criteria make the decision a major one, and from which facts. */
export function MajorRules({ rules }: { rules: MajorRule[] }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const write = useWriteValue();
  return (
    <Panel title={o.major} flush extra={rules.length === 0 ? <span className="faint small">{o.majorNone}</span> : undefined}>
      {rules.length > 0 && (
        <ul className="line-list">
          {rules.map((rule) => (
            <li key={rule.id}>
              <div>{pick(rule.label)} <span className="faint small"><Article text={rule.article} /></span></div>
              <div className="soft small">{rule.because.map((b) => `${pick(b.label)} ${write(b.field, b.value)}`).join(" · ")}</div>
            </li>
          ))}
          <li className="faint small">{o.majorHint}</li>
        </ul>
      )}
    </Panel>
  );
}
