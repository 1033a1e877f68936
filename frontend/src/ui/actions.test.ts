import { afterEach, describe, expect, it, vi } from "vitest";
import { createRegistry, listenToKeys } from "./actions";

let stop = () => {};
afterEach(() => {
  stop();
  document.body.innerHTML = "";
});

function setUp() {
  const registry = createRegistry();
  stop = listenToKeys(registry, window);
  const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  return { registry, press };
}

describe("keys", () => {
  it("runs a single key and a sequence", () => {
    const { registry, press } = setUp();
    const one = vi.fn();
    const go = vi.fn();
    registry.set("a", [{ id: "j", label: "", keys: ["j"], run: one }, { id: "gc", label: "", keys: ["g c"], run: go }]);
    press("j");
    press("g");
    press("c");
    expect(one).toHaveBeenCalledOnce();
    expect(go).toHaveBeenCalledOnce();
  });
  it("leaves a person's typing alone, but not Ctrl+K", () => {
    const { registry, press } = setUp();
    const plain = vi.fn();
    const palette = vi.fn();
    registry.set("a", [{ id: "1", label: "", keys: ["1"], run: plain }, { id: "k", label: "", keys: ["ctrl+k"], run: palette }]);
    document.body.innerHTML = "<textarea></textarea><div role=dialog><button>x</button></div>";
    const box = document.querySelector("textarea") as HTMLElement;
    press("1", {}, box);
    press("1", {}, document.querySelector("button") as HTMLElement);
    press("1", { isComposing: true });
    expect(plain).not.toHaveBeenCalled();
    press("k", { ctrlKey: true }, box);
    expect(palette).toHaveBeenCalledOnce();
  });
  it("does not press a button twice: Enter belongs to the button that has the focus", () => {
    const { registry, press } = setUp();
    const open = vi.fn();
    registry.set("a", [{ id: "o", label: "", keys: ["Enter"], run: open }]);
    document.body.innerHTML = "<button>x</button>";
    press("Enter", {}, document.querySelector("button") as HTMLElement);
    expect(open).not.toHaveBeenCalled();
    press("Enter");
    expect(open).toHaveBeenCalledOnce();
  });
  it("does nothing for an action that is closed, and lets the page win over the shell", () => {
    const { registry, press } = setUp();
    const closed = vi.fn();
    const shell = vi.fn();
    const page = vi.fn();
    registry.set("shell", [{ id: "s", label: "", keys: ["n"], run: shell }]);
    registry.set("page", [{ id: "p", label: "", keys: ["n"], run: page }, { id: "x", label: "", keys: ["2"], run: closed, disabled: "why" }]);
    press("n");
    press("2");
    expect(page).toHaveBeenCalledOnce();
    expect(shell).not.toHaveBeenCalled();
    expect(closed).not.toHaveBeenCalled();
  });
});
