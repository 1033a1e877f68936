import { useEffect } from "react";
import { api, call, type Paper } from "@/api";
import { useNotify } from "../notify";

type Act = "view" | "export" | "copy" | "print";

/** useCustody puts on record that somebody sees a paper that is evidence, and hands out how to put on record what else is done with it. */
export function useCustody(paper: Paper) {
  const notify = useNotify();
  const { id, evidence } = paper;
  const note = async (act: Act, words = "") => {
    if (evidence !== "") {
      await call(api.POST("/api/items/{id}/handlings", { params: { path: { id } }, body: { act, note: words } }));
    }
  };
  useEffect(() => {
    void note("view").catch(notify.failed);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a viewing begins with the paper, and with nothing else
  }, [id]);
  return note;
}
