import { App } from "antd";
import { Problem } from "@/api";
import { capital } from "@/format";
import { usePick, useText } from "@/text";

/** useNotify tells a person what happened to what they did: done, or the problem with its way out. */
export function useNotify() {
  const { message, notification } = App.useApp();
  const t = useText();
  const pick = usePick();
  return {
    done: (text: string) => void message.success(text),
    failed: (cause: unknown) => {
      const problem = cause instanceof Problem ? cause : new Problem("internal", 0);
      const article = problem.article ? `${t.common.article}${t.common.sep}${problem.article}` : "";
      notification.error({
        key: "problem",
        title: t.common.kind[problem.kind],
        description: [capital(pick(problem.text)), article, pick(problem.hint) || t.common.kindHint[problem.kind]].filter(Boolean).join("\n"),
        duration: 10,
        placement: "bottomRight",
        style: { whiteSpace: "pre-line" },
      });
    },
  };
}
