import { Button, Input, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Disclosure, MaskDraft, MaskRule } from "@/api";
import { usePick, useText } from "@/text";
import { Nothing } from "@/ui/states";
import { type Chosen, chosenIn, masked, segments } from "./segments";

function useInView(chosen: string) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen !== "") {
      box.current?.querySelector(`[data-mask="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: "center" });
    }
  }, [chosen]);
  return box;
}

interface OriginalPaneProps { data: Disclosure; chosen: string; onChoose: (id: string) => void; onAdd?: (draft: MaskDraft) => void }

/** OriginalPane is the decision as issued; selecting words offers to mask them. */
export function OriginalPane({ data, chosen, onChoose, onAdd }: OriginalPaneProps) {
  const t = useText();
  const d = t.disclosure.desk;
  const box = useInView(chosen);
  const [words, setWords] = useState<Chosen>();
  const handleSelect = () => setWords(box.current ? chosenIn(box.current, window.getSelection()) : undefined);
  return (
    <section className="mask-pane" aria-label={d.original}>
      <div className="mask-pane-head"><strong>{d.original}</strong><span className="faint small one-line">{onAdd ? d.selectHint : ""}</span></div>
      <div ref={box} className="mask-text prose" tabIndex={0} role="region" aria-label={d.original} onMouseUp={onAdd && handleSelect} onKeyUp={onAdd && handleSelect}>
        {segments(data.text, data.masks).map((s) =>
          s.mask ? (
            <mark
              key={s.start} data-start={s.start} data-mask={s.mask.id} title={s.mask.mask} onClick={() => onChoose(s.mask?.id ?? "")}
              className={[s.mask.accepted ? "mask-on" : "mask-off", s.mask.id === chosen ? "mask-chosen" : ""].join(" ")}
            >
              {s.text}
            </mark>
          ) : <span key={s.start} data-start={s.start}>{s.text}</span>,
        )}
      </div>
      {words && onAdd && <NewMask key={`${words.start}-${words.end}`} words={words} rules={data.rules} onAdd={onAdd} onClose={() => setWords(undefined)} />}
    </section>
  );
}

function NewMask({ words, rules, onAdd, onClose }: { words: Chosen; rules: MaskRule[]; onAdd: (draft: MaskDraft) => void; onClose: () => void }) {
  const t = useText();
  const d = t.disclosure.desk;
  const pick = usePick();
  const [rule, setRule] = useState(() => rules.find((r) => r.level === "manual") ?? rules[0]);
  const [mask, setMask] = useState("");
  const [typed, setTyped] = useState<string>();
  const reason = typed ?? pick(rule?.why);
  return (
    <form
      className="new-mask"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ start: words.start, end: words.end, mask, reason: reason.trim(), rule: rule?.id ?? "", accepted: true });
        onClose();
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <span className="small soft">{d.selected}</span><strong className="one-line" title={words.text}>{words.text}</strong>
      <span className="small soft">{t.disclosure.scan.rule}</span><Select<string> size="small" showSearch optionFilterProp="label" value={rule?.id} aria-label={t.disclosure.scan.rule} onChange={(id) => setRule(rules.find((r) => r.id === id))} options={rules.map((r) => ({ value: r.id, label: pick(r.label) }))} />
      <span className="small soft">{d.replaceWith}</span><Input size="small" value={mask} aria-label={d.replaceWith} placeholder={d.replaceByRule} onChange={(e) => setMask(e.target.value)} />
      <span className="small soft">{d.reason}</span><Input size="small" value={reason} aria-label={d.reason} onChange={(e) => setTyped(e.target.value)} />
      <span />
      <span className="row"><Button size="small" type="primary" htmlType="submit" disabled={reason.trim() === ""}>{d.addMask}</Button><Button size="small" onClick={onClose}>{t.common.cancel}</Button></span>
    </form>
  );
}

/** PublicPane is what the public will read, as the server made it; what was put in is marked where both agree. */
export function PublicPane({ data, chosen }: { data: Disclosure; chosen: string }) {
  const t = useText();
  const d = t.disclosure.desk;
  const box = useInView(chosen);
  const pieces = masked(data.text, data.masks);
  const same = pieces.map((p) => p.text).join("") === data.public_text;
  return (
    <section className="mask-pane" aria-label={d.public}>
      <div className="mask-pane-head"><strong>{d.public}</strong></div>
      <div ref={box} className="mask-text prose" tabIndex={0} role="region" aria-label={d.public}>
        {data.public_text === "" ? <Nothing title={t.common.none} small /> : same ? (
          pieces.map((p, i) => (p.mask ? <mark key={i} data-mask={p.mask.id} className={p.mask.id === chosen ? "mask-put mask-chosen" : "mask-put"}>{p.text}</mark> : <span key={i}>{p.text}</span>))
        ) : data.public_text}
      </div>
    </section>
  );
}
