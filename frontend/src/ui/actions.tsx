// The action registry: what can be done now, with its keys. The keyboard, the key map and the command palette all read it.
import { createContext, type ReactNode, useContext, useEffect, useId, useState } from "react";

export interface Action {
  id: string;
  label: string;
  /** "j", "ctrl+k", "shift+Enter", or a sequence such as "g c". */
  keys?: string[];
  run: () => void;
  /** Why it cannot be done now; the action is listed but does nothing. */
  disabled?: string;
  scope?: "global";
  /** Movement keys are shown in the key map but not offered as commands. */
  quiet?: boolean;
}

export interface Registry {
  set(owner: string, actions: Action[]): void;
  drop(owner: string): void;
  /** The newest owner comes first, so that a page's key wins over the shell's. */
  list(): Action[];
}

/** createRegistry keeps the actions of everything that is on the screen. */
export function createRegistry(): Registry {
  const owners = new Map<string, Action[]>();
  return {
    set: (owner, actions) => void owners.set(owner, actions),
    drop: (owner) => void owners.delete(owner),
    list: () => [...owners.values()].reverse().flat(),
  };
}

const RegistryContext = createContext<Registry>(createRegistry());

export function ActionsProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(createRegistry);
  useEffect(() => listenToKeys(registry, window), [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useRegistry(): Registry {
  return useContext(RegistryContext);
}

/** useActions offers actions for as long as the component is on the screen. */
export function useActions(actions: Action[]): void {
  const registry = useContext(RegistryContext);
  const owner = useId();
  useEffect(() => registry.set(owner, actions));
  useEffect(() => () => registry.drop(owner), [registry, owner]);
}

const editable = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]";
const ownArrows = "[role=menu],[role=listbox],[role=tablist],[role=radiogroup],.ant-segmented,.ant-select";

/** stroke names a key press the way actions write it. */
export function stroke(event: KeyboardEvent): string {
  const held = [event.ctrlKey || event.metaKey ? "ctrl+" : "", event.altKey ? "alt+" : ""].join("");
  const shift = event.shiftKey && event.key.length > 1 ? "shift+" : "";
  return held + shift + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function ignored(event: KeyboardEvent, key: string): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (key.startsWith("ctrl+")) {
    return false;
  }
  if (event.isComposing || target.closest(editable) !== null || target.closest("[role=dialog]") !== null) {
    return true;
  }
  if (key === "Enter" || key === " ") {
    return target.closest("button,a,summary") !== null;
  }
  return key.startsWith("Arrow") && target.closest(ownArrows) !== null;
}

/** listenToKeys runs the action whose key, or sequence of keys, was pressed; it returns the way to stop. */
export function listenToKeys(registry: Registry, target: Window): () => void {
  let prefix = "";
  let pressedAt = 0;
  const handleKey = (event: KeyboardEvent) => {
    const key = stroke(event);
    if (event.defaultPrevented || ignored(event, key)) {
      return;
    }
    const sequence = prefix !== "" && event.timeStamp - pressedAt < 1200 ? `${prefix} ${key}` : key;
    const actions = registry.list();
    const found = actions.find((a) => a.keys?.includes(sequence)) ?? actions.find((a) => a.keys?.includes(key));
    const begins = actions.some((a) => a.keys?.some((k) => k.startsWith(`${key} `)));
    prefix = begins && !found ? key : "";
    pressedAt = event.timeStamp;
    if (found && found.disabled === undefined) {
      event.preventDefault();
      found.run();
    }
  };
  target.addEventListener("keydown", handleKey);
  return () => target.removeEventListener("keydown", handleKey);
}
