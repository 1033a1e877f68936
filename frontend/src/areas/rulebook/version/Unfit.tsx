import type { Library } from "@/api";
import { usePick, useText } from "@/text";
import { FaultList } from "../change/FaultList";

/** Unfit says what is wrong with a version, and what is used instead. */
export function Unfit({ unfit }: { unfit: Library["unfit"][number] }) {
  const v = useText().rulebook.versions;
  const pick = usePick();
  return (
    <div className="problem" role="alert">
      <h3><span className="num">{unfit.label}</span> {v.unfit}</h3>
      {unfit.faults.length === 0 && <p>{pick(unfit.what)}</p>}
      <p className="soft">{v.unfitHint}</p>
      {unfit.faults.length > 0 && <FaultList faults={unfit.faults} />}
    </div>
  );
}
