import type { Stop } from "@/api";
import { capital } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "./Article";

/** Stops lists what stands in the way: the article, and the lawful way out. */
export function Stops({ stops }: { stops: Stop[] }) {
  const t = useText();
  const pick = usePick();
  return (
    <ul className="stack">
      {stops.map((stop, i) => (
        <li key={i} className={stop.level === "block" ? "stop stop-block" : "stop"}>
          <div>
            {capital(pick(stop.message))}
            {stop.article !== "" && <span className="faint small"> · {t.common.article} <Article text={stop.article} /></span>}
          </div>
          {pick(stop.hint) !== "" && <div className="soft small">{capital(pick(stop.hint))}</div>}
        </li>
      ))}
    </ul>
  );
}
