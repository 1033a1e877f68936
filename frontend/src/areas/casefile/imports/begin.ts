import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, call } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import type { Found } from "./collect";
import { uploader, type Use } from "./uploader";

/** useBegin starts an import from files in the browser, or from a folder on this machine in the desktop window. */
export function useBegin(caseId?: string) {
  const t = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: ["imports"] });
  const fromFiles = async (found: Found[], use?: Use) => {
    if (found.length === 0) {
      notify.done(t.imports.tooNone);
      return;
    }
    try {
      await uploader.add(found, caseId, use);
      refresh();
    } catch (problem) {
      notify.failed(problem);
    }
  };
  const fromMachine = async () => {
    try {
      const { path } = await call(api.POST("/api/shell/pick-folder"));
      if (path) {
        const name = path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
        const made = await call(api.POST("/api/imports", { body: { path, name, case: caseId } }));
        refresh();
        void navigate(`/imports/${made.id}`);
      }
    } catch (problem) {
      notify.failed(problem);
    }
  };
  return { fromFiles, fromMachine };
}
