import { Modal, Select } from "antd";
import { useState } from "react";
import { nameOf, type PaperDetail } from "@/api";
import { diffLines, minute } from "@/format";
import { useText } from "@/text";
import { Diff } from "@/ui/Marked";
import { Loaded } from "@/ui/states";
import { useVersion } from "../queries";

/** Versions compares the present text of a draft with an earlier one. */
export function Versions({ paper, onClose }: { paper: PaperDetail; onClose: () => void }) {
  const t = useText();
  const p = t.casefile.papers;
  const earlier = paper.versions.filter((v) => v.sha256 !== paper.sha256).reverse();
  const [chosen, setChosen] = useState(earlier[0]?.sha256 ?? "");
  const query = useVersion(paper.id, chosen);
  const now = paper.pages.map((x) => x.text).join("\n");
  return (
    <Modal open title={p.versions} footer={null} onCancel={onClose} width={860}>
      <div className="stack stack-loose">
        <div className="row">
          <Select value={chosen} onChange={setChosen} style={{ minWidth: 260 }} aria-label={p.versions} options={earlier.map((v) => ({ value: v.sha256, label: `${minute(v.at)}  ${nameOf(v.by)}` }))} />
          <span>→</span><span className="soft">{p.current}</span>
        </div>
        <div style={{ maxHeight: "62vh", overflow: "auto" }}>
          <Loaded query={query}>{(old) => (old.text === now ? <p className="soft">{p.unchanged}</p> : <Diff parts={diffLines(old.text, now)} />)}</Loaded>
        </div>
      </div>
    </Modal>
  );
}
