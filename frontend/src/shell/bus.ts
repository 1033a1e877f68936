// The top bar, the palette and the key map open one another through the window's own events.
const target = new EventTarget();

export function openPalette(): void {
  target.dispatchEvent(new Event("palette"));
}

/** onOpen calls back when the palette is asked for; it returns the way to stop. */
export function onOpen(tell: () => void): () => void {
  target.addEventListener("palette", tell);
  return () => target.removeEventListener("palette", tell);
}
