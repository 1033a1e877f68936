import { useState } from "react";
import { useNavigate } from "react-router";
import { useDraft } from "../queries";

/** bundleOf reads a rulebook as an export has it; undefined when the text is none. */
export function bundleOf(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "files" in read && typeof read.files === "object" ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** useImport takes a rulebook out of a file into the change set, where its differences and faults are shown first. */
export function useImport() {
  const navigate = useNavigate();
  const { draft, setDraft } = useDraft();
  const [bad, setBad] = useState<string>();
  const take = async (file: File) => {
    const content = bundleOf(await file.text());
    setBad(content ? undefined : file.name);
    if (content) {
      setDraft({ edits: draft.edits, bundle: { name: file.name, content } });
      void navigate("/rulebook/changes");
    }
  };
  return { take, bad };
}
