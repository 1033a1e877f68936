import { Button, Modal } from "antd";
import { useState } from "react";
import { useBlocker } from "react-router";
import type { PaperDetail } from "@/api";
import { count, diffLines } from "@/format";
import { useText } from "@/text";
import { Diff } from "@/ui/Marked";
import { useNotify } from "@/ui/notify";
import { useSaveDraft } from "../queries";

/** DraftEditor edits the text of a draft. Nothing is lost by leaving: the window asks first. Saving makes a new version. */
export function DraftEditor({ paper, caseId, onClose }: { paper: PaperDetail; caseId: string; onClose: () => void }) {
  const t = useText();
  const p = t.casefile.papers;
  const notify = useNotify();
  const before = paper.pages.map((x) => x.text).join("\n");
  const [text, setText] = useState(before);
  const [comparing, setComparing] = useState(false);
  const changed = text !== before;
  const save = useSaveDraft(paper.id, caseId);
  const handleSave = () =>
    save.mutate(text, {
      onSuccess: () => {
        notify.done(t.common.saved);
        onClose();
      },
    });
  const leaving = useBlocker(({ currentLocation, nextLocation }) => changed && !save.isSuccess && currentLocation.pathname !== nextLocation.pathname);
  return (
    <div className="draft-editor">
      <textarea
        autoFocus value={text} aria-label={p.editDraft} spellCheck={false} onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if ((e.ctrlKey || e.metaKey) && e.key === "s") {
            e.preventDefault();
            handleSave();
          }
        }}
      />
      <div className="draft-foot">
        <span className="soft small num">{p.chars(count(Array.from(text).length))}</span>
        {changed && <span className="tone-amber small">{p.edited}</span>}
        <span className="grow" />
        <Button disabled={!changed} onClick={() => setComparing(true)}>{p.compare}</Button>
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={handleSave}>{p.saveDraft} <kbd>Ctrl S</kbd></Button>
      </div>
      <Modal open={comparing} title={p.compare} footer={null} onCancel={() => setComparing(false)} width={860}><Diff parts={diffLines(before, text)} /></Modal>
      <Modal open={leaving.state === "blocked"} title={p.edited} okText={t.common.back} cancelText={t.common.state.home} footer={[<Button key="leave" onClick={() => leaving.proceed?.()}>{t.common.notSaved} →</Button>, <Button key="stay" type="primary" onClick={() => leaving.reset?.()}>{t.common.back}</Button>]} onCancel={() => leaving.reset?.()} />
    </div>
  );
}
