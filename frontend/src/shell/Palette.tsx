import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, call, useMay } from "@/api";
import { useText } from "@/text";
import { type Action, useRegistry } from "@/ui/actions";

interface Choice { id: string; label: string; note: string; keys?: string; disabled?: string; run: () => void }

function choiceOf(action: Action, note: string): Choice {
  return { id: action.id, label: action.label, note, keys: action.keys?.[0], disabled: action.disabled, run: action.run };
}

/** useChoices joins the actions on the screen, the screens themselves, matching cases, and a search for the words. */
function useChoices(typed: string): Choice[] {
  const t = useText();
  const p = t.shell.palette;
  const navigate = useNavigate();
  const registry = useRegistry();
  const may = useMay();
  const [actions] = useState(() => registry.list().filter((a) => !a.quiet));
  const q = typed.trim();
  const cases = useQuery({
    queryKey: ["cases", "palette", q],
    queryFn: () => call(api.GET("/api/cases", { params: { query: { q, limit: 6 } } })),
    enabled: q.length >= 2 && may("case.read"),
    staleTime: 30_000,
  });
  const fits = (a: Action) => q === "" || a.label.toLowerCase().includes(q.toLowerCase());
  const found = (q.length >= 2 ? (cases.data?.cases ?? []) : []).map((c) => ({
    id: `case${c.id}`, label: c.title, note: c.no || t.casefile.list.notNumbered, run: () => void navigate(`/cases/${c.id}`),
  }));
  return [
    ...actions.filter((a) => a.scope !== "global" && fits(a)).map((a) => choiceOf(a, p.act)),
    ...found,
    ...actions.filter((a) => a.scope === "global" && fits(a)).map((a) => choiceOf(a, p.go)),
    ...(q !== "" && may("search.use") ? [{ id: "search", label: p.searchFor(q), note: p.find, run: () => void navigate(`/search?q=${encodeURIComponent(q)}`) }] : []),
  ];
}

/** Palette finds a screen, an action or a case by its words. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(typed);
  const active = Math.min(at, choices.length - 1);
  const run = (choice: Choice | undefined) => {
    if (choice && choice.disabled === undefined) {
      onClose();
      setTimeout(choice.run);
    }
  };
  const handleKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((active + step + choices.length) % Math.max(1, choices.length));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(choices[active]);
    }
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={600} style={{ top: 90 }} styles={{ container: { padding: 0 } }} title={<span className="sr-only">{t.shell.palette.title}</span>}>
      <input
        className="palette-input" autoFocus value={typed} placeholder={t.shell.palette.placeholder} aria-label={t.shell.palette.title} role="combobox" aria-expanded="true"
        aria-controls="palette-list" aria-activedescendant={choices[active] ? `palette-${active}` : undefined}
        onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={handleKey}
      />
      <ul id="palette-list" role="listbox" className="palette-list">
        {choices.map((choice, i) => (
          <li
            key={choice.id} id={`palette-${i}`} role="option" aria-selected={i === active} aria-disabled={choice.disabled !== undefined}
            className={i === active ? "palette-item palette-active" : "palette-item"} onMouseMove={() => setAt(i)} onClick={() => run(choice)}
          >
            <span className="one-line grow">{choice.label}</span>
            {choice.disabled !== undefined && <span className="tone-amber small one-line">{choice.disabled}</span>}
            <span className="faint small nowrap">{choice.note}</span>
            {choice.keys !== undefined && <kbd>{choice.keys}</kbd>}
          </li>
        ))}
        {choices.length === 0 && <li className="palette-item faint">{t.shell.palette.empty}</li>}
      </ul>
      <div className="palette-foot faint small">{t.shell.palette.hint}</div>
    </Modal>
  );
}
