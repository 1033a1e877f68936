import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "@/text";
import { type Action, useActions } from "@/ui/actions";
import { onOpen } from "./bus";
import { usePlaces } from "./places";

const Palette = lazy(() => import("./Palette").then((m) => ({ default: m.Palette })));
const KeyMap = lazy(() => import("./KeyMap").then((m) => ({ default: m.KeyMap })));

/** Commands holds what works everywhere: going to a screen, the palette, the key map. */
export function Commands() {
  const t = useText();
  const navigate = useNavigate();
  const places = usePlaces();
  const [open, setOpen] = useState<"palette" | "keys">();
  useEffect(() => onOpen(() => setOpen("palette")), []);
  const global: Action[] = [
    { id: "palette", label: t.shell.palette.open, keys: ["ctrl+k"], run: () => setOpen("palette"), scope: "global", quiet: true },
    { id: "keys", label: t.shell.keymap.help, keys: ["?"], run: () => setOpen("keys"), scope: "global" },
    ...places.map((p): Action => ({ id: `go${p.to}`, label: p.label, keys: [`g ${p.key}`], run: () => void navigate(p.to), scope: "global" })),
  ];
  useActions(global);
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={null}>
      {open === "palette" && <Palette onClose={close} />}
      {open === "keys" && <KeyMap onClose={close} />}
    </Suspense>
  );
}
