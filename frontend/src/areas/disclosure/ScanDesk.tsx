import { Checkbox, Input, Select, Button } from "antd";
import { useState } from "react";
import type { Disclosure, MaskRule, Region, Scan } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import type { Marking } from "@/ui/paper/marks";
import { PaperView } from "@/ui/paper/PaperView";
import { CoverList } from "./CoverList";
import { drawn, inReadingOrder, marksOf, movedTo, type Working } from "./covers";
import { FieldsDialog } from "./FieldsDialog";
import { FinishedPane } from "./FinishedPane";
import { useCovers } from "./useCovers";

interface ScanDeskProps { data: Disclosure; scan: Scan; page: number; onPage: (page: number) => void; editable: boolean; onSeen: (sha: string) => void; side: (list: React.ReactNode) => React.ReactNode }

/** ScanDesk is the desk over a paper that goes out as pictures: the page with its boxes, the page as it will be published, the boxes in order. */
export function ScanDesk({ data, scan, page, onPage, editable, onSeen, side }: ScanDeskProps) {
  const t = useText();
  const s = t.disclosure.scan;
  const pick = usePick();
  const { covers, change, undo, saving } = useCovers(data.id, scan, editable);
  const [chosen, setChosen] = useState("");
  const [box, setBox] = useState<{ page: number; region: Region; quote: string }>();
  const [asked, setAsked] = useState<Working>();
  const sorted = inReadingOrder(covers);
  const choose = (c: Working) => {
    setChosen(c.id);
    onPage(c.page);
  };
  const replace = (old: Working, next?: Working) => change(covers.flatMap((c) => (c.id !== old.id ? [c] : next ? [next] : [])));
  const toggle = (c: Working) => {
    if (!editable) {
      return;
    }
    if (c.by === "person") {
      replace(c);
    } else if (c.accepted && c.level === "must") {
      setAsked(c); // to leave it open needs a reason
    } else {
      replace(c, { ...c, accepted: !c.accepted });
    }
  };
  const move = (by: number) => {
    const at = sorted.findIndex((c) => c.id === chosen);
    const next = sorted[Math.max(0, Math.min(sorted.length - 1, at + by))];
    if (next) {
      choose(next);
    }
  };
  const current = covers.find((c) => c.id === chosen);
  const closed = editable ? undefined : t.disclosure.desk.notMasking;
  useActions([
    { id: "cover.next", label: s.next, keys: ["j", "ArrowDown"], run: () => move(1), quiet: true },
    { id: "cover.previous", label: s.previous, keys: ["k", "ArrowUp"], run: () => move(-1), quiet: true },
    { id: "cover.toggle", label: s.toggle, keys: ["x", " "], run: () => current && toggle(current), disabled: closed },
    { id: "cover.undo", label: s.undo, keys: ["ctrl+z"], run: () => undo?.(), disabled: closed ?? (undo ? undefined : s.nothingToUndo) },
  ]);
  const marking: Marking = {
    words: { begin: s.draw, box: s.box, label: (labels, quote) => s.markLabel(labels, quote) },
    marks: marksOf(covers, (c) => pick(c.label)), chosen,
    onChoose: (m) => setChosen(m.key),
    onDraw: editable ? (place) => place.region && setBox({ page: place.page, region: place.region, quote: place.quote }) : undefined,
    onMove: editable ? (m, place) => {
      const old = covers.find((c) => c.id === m.key);
      if (old && place.region) {
        const next = movedTo(old, place.region);
        replace(old, next);
        setChosen(next.id);
      }
    } : undefined,
    onRemove: editable ? (m) => { const old = covers.find((c) => c.id === m.key); if (old) { toggle(old); } } : undefined,
  };
  return (
    <>
      <section className="mask-pane" aria-label={s.original}>
        <PaperView paper={scan.paper} page={page} onPage={onPage} marking={marking} />
        {box && (
          <NewCover
            key={JSON.stringify(box)} quote={box.quote} rules={data.rules} onClose={() => setBox(undefined)}
            onAdd={(rule, reason, everywhere) => {
              const next = drawn(scan.paper.id, box.page, box.region, box.quote, rule, reason, everywhere);
              change([...covers, next]);
              setChosen(next.id);
              setBox(undefined);
            }}
          />
        )}
      </section>
      <FinishedPane data={data} scan={scan} page={page} saving={saving} onSeen={onSeen} />
      {side(<CoverList data={data} scan={scan} covers={sorted} chosen={chosen} saving={saving} onChoose={choose} onToggle={editable ? toggle : undefined} onUndo={editable ? undo : undefined} editable={editable} />)}
      {asked && <FieldsDialog title={s.leaveOpen} busy={false} onClose={() => setAsked(undefined)} fields={[{ key: "reason", label: t.disclosure.desk.reason, need: true }]}
        onOk={(v) => { const reason = v.reason?.trim() ?? ""; replace(asked, { ...asked, accepted: false, reason: { zh: reason, en: reason } }); setAsked(undefined); }} />}
    </>
  );
}

/** NewCover asks by which rule a box that was drawn hides what is under it, and why. What was said last stands there already. */
function NewCover({ quote, rules, onAdd, onClose }: { quote: string; rules: MaskRule[]; onAdd: (rule: MaskRule, reason: string, everywhere: boolean) => void; onClose: () => void }) {
  const t = useText();
  const s = t.disclosure.scan;
  const pick = usePick();
  const first = rules.find((r) => r.id === lastRule) ?? [...rules].reverse().find((r) => r.level === "manual") ?? rules[0];
  const [rule, setRule] = useState(first);
  const [reason, setReason] = useState<string>();
  const [everywhere, setEverywhere] = useState(true);
  const why = reason ?? pick(rule?.why);
  const alike = Array.from(quote.replace(/\s/g, "")).length > 1;
  return (
    <form
      className="new-mask"
      onSubmit={(event) => {
        event.preventDefault();
        if (rule && why.trim() !== "") {
          lastRule = rule.id;
          onAdd(rule, why.trim(), alike && everywhere);
        }
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <span className="small soft">{s.under}</span><strong className="one-line" title={quote}>{quote === "" ? <span className="faint">{s.nothingRead}</span> : quote}</strong>
      <span className="small soft">{s.rule}</span><Select<string> size="small" showSearch optionFilterProp="label" value={rule?.id} aria-label={s.rule} onChange={(id) => setRule(rules.find((r) => r.id === id))} options={rules.map((r) => ({ value: r.id, label: pick(r.label) }))} />
      <span className="small soft">{t.disclosure.desk.reason}</span><Input autoFocus size="small" value={why} aria-label={t.disclosure.desk.reason} onChange={(e) => setReason(e.target.value)} />
      <span />{alike ? <Checkbox checked={everywhere} onChange={(e) => setEverywhere(e.target.checked)}>{s.everywhere}</Checkbox> : <span />}
      <span />
      <span className="row"><Button size="small" type="primary" htmlType="submit" disabled={why.trim() === ""}>{s.cover} <kbd>Enter</kbd></Button><Button size="small" onClick={onClose}>{t.common.cancel}</Button></span>
    </form>
  );
}

let lastRule = ""; // by which the last box was drawn in this window
