import { Modal } from "antd";
import { useText } from "@/text";
import { type Action, useRegistry } from "@/ui/actions";

const names: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Enter: "Enter", Escape: "Esc", " ": "Space" };

function Keys({ keys }: { keys: string[] }) {
  return (
    <span className="row">
      {keys.map((k) => (
        <kbd key={k}>{k.split(" ").map((part) => part.split("+").map((p) => names[p] ?? (p === "ctrl" ? "Ctrl" : p === "shift" ? "Shift" : p)).join("+")).join(" ")}</kbd>
      ))}
    </span>
  );
}

/** KeyMap lists the keys that work now, read from what is on the screen. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const t = useText();
  const actions = useRegistry().list().filter((a) => a.keys && a.keys.length > 0);
  const section = (title: string, list: Action[]) =>
    list.length > 0 && (
      <section className="keymap-section">
        <h3>{title}</h3>
        <dl>
          {list.map((a) => (
            <div key={a.id}><dt>{a.label}</dt><dd><Keys keys={a.keys ?? []} /></dd></div>
          ))}
        </dl>
      </section>
    );
  return (
    <Modal open title={t.shell.keymap.title} onCancel={onClose} footer={<span className="soft small">{t.shell.keymap.hint}</span>} width={720}>
      <div className="keymap">
        {section(t.shell.keymap.here, actions.filter((a) => a.scope !== "global"))}
        {section(t.shell.keymap.everywhere, actions.filter((a) => a.scope === "global"))}
      </div>
    </Modal>
  );
}
