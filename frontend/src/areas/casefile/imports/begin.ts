import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { createElement } from "react";
import { useNavigate } from "react-router";
import { api, call } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { type Found, heapsOf } from "./collect";
import { HeapChoice } from "./HeapChoice";
import { type Manner, uploader } from "./uploader";

/** useBegin starts an import from files in the browser, or from a folder on this machine in the desktop window. */
export function useBegin(caseId?: string) {
  const t = useText();
  const notify = useNotify();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: ["imports"] });
  /** apart asks whether folders beside each other are cases of their own. */
  const apart = async (found: Found[]): Promise<Found[][]> => {
    const { heaps, rest } = heapsOf(found);
    if (caseId !== undefined || heaps.length === 0) {
      return [found];
    }
    let chosen = rest.length === 0 ? heaps.map((h) => h.name) : [];
    const go = await modal.confirm({
      title: t.imports.heaps.title, width: 560, okText: t.imports.button, cancelText: t.common.cancel, icon: null,
      content: createElement(HeapChoice, { heaps, rest: rest.length, apart: rest.length === 0, onChoose: (names: string[]) => { chosen = names; } }),
    });
    if (!go) {
      return [];
    }
    return chosen.length === 0 ? [found] : [...heaps.filter((h) => chosen.includes(h.name)).map((h) => h.files), ...(rest.length > 0 ? [rest] : [])];
  };
  const fromFiles = async (found: Found[], manner?: Manner) => {
    if (found.length === 0) {
      notify.done(t.imports.tooNone);
      return;
    }
    try {
      for (const part of await apart(found)) {
        await uploader.add(part, caseId, manner);
      }
      refresh();
    } catch (problem) {
      notify.failed(problem);
    }
  };
  const fromMachine = async (manner?: Manner) => {
    try {
      const { path } = await call(api.POST("/api/shell/pick-folder"));
      if (path) {
        const name = path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
        const made = await call(api.POST("/api/imports", { body: { path, name, case: caseId, ...manner } }));
        refresh();
        void navigate(`/imports/${made.id}`);
      }
    } catch (problem) {
      notify.failed(problem);
    }
  };
  return { fromFiles, fromMachine };
}
