import { Checkbox, Radio } from "antd";
import { useState } from "react";
import { count } from "@/format";
import { useText } from "@/text";
import type { Heap } from "./collect";

interface HeapChoiceProps { heaps: Heap[]; rest: number; apart: boolean; onChoose: (chosen: string[]) => void }

/** HeapChoice asks whether folders beside each other are cases of their own, and which; none chosen is one case for all. */
export function HeapChoice({ heaps, rest, apart, onChoose }: HeapChoiceProps) {
  const h = useText().imports.heaps;
  const all = heaps.map((heap) => heap.name);
  const [several, setSeveral] = useState(apart);
  const [chosen, setChosen] = useState(all);
  const tell = (now: boolean, names: string[]) => {
    setSeveral(now);
    setChosen(names);
    onChoose(now ? names : []);
  };
  return (
    <div className="stack">
      <Radio.Group value={several} onChange={(e) => tell(e.target.value as boolean, chosen)} options={[{ value: true, label: h.several(heaps.length) }, { value: false, label: h.one }]} />
      {several && (
        <Checkbox.Group className="heap-list" value={chosen} onChange={(names) => tell(true, names)} options={heaps.map((heap) => ({ value: heap.name, label: `${heap.name} · ${h.files(count(heap.files.length))}` }))} />
      )}
      {several && <span className="small soft">{rest > 0 ? h.rest(count(rest)) : h.left}</span>}
    </div>
  );
}
