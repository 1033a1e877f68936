import { PushpinOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { type Paper, type Readings, usePaper } from "@/api";
import { usePick, useText } from "@/text";
import { PaperList, titleOf } from "@/ui/paper/PaperList";
import { PaperView } from "@/ui/paper/PaperView";
import { Loaded, Nothing } from "@/ui/states";
import { useCasePapers } from "./queries";
import { readState } from "./useReading";

export interface Place { paper: string; page: number; quote?: string }

interface DeskPapersProps { readings?: Readings; caseId: string; place: Place; onPlace: (place: Place) => void; onCite?: () => void }

/** DeskPapers is the left half of the desk: the papers of the case and the page that is open. */
export function DeskPapers({ readings, caseId, place, onPlace, onCite }: DeskPapersProps) {
  const t = useText();
  const query = useCasePapers(caseId);
  const [listed, setListed] = useState(true);
  const markOf = (paper: Paper) => {
    const state = readState(paper, readings);
    return state === "read" ? null : <span className={state === "changed" ? "read-mark tone-amber" : "read-mark faint"}>{t.course.reading[state]}</span>;
  };
  const first = query.data?.[0]?.id;
  useEffect(() => {
    if (place.paper === "" && first !== undefined) {
      onPlace({ paper: first, page: 1 });
    }
  }, [place.paper, first, onPlace]);
  return (
    <section className="desk-papers" aria-label={t.review.desk.showPapers}>
      <Loaded query={query} lines={10}>
        {(papers) => {
          const chosen = place.paper || (papers[0]?.id ?? "");
          if (papers.length === 0) {
            return <Nothing title={t.casefile.papers.empty} />;
          }
          return (
            <div className={listed ? "desk-dossier" : "desk-dossier desk-dossier-wide"}>
              {listed && <PaperList mark={readings && markOf} papers={papers} chosen={chosen} onChoose={(paper) => onPlace({ paper, page: 1 })} keys={{ next: ["}", "shift+ArrowDown"], previous: ["{", "shift+ArrowUp"] }} />}
              <OpenPaper place={{ ...place, paper: chosen }} onPlace={onPlace} onCite={onCite} listed={listed} onList={() => setListed(!listed)} />
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

interface OpenPaperProps { place: Place; onPlace: (place: Place) => void; onCite?: () => void; listed: boolean; onList: () => void }

function OpenPaper({ place, onPlace, onCite, listed, onList }: OpenPaperProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const query = usePaper(place.paper);
  return (
    <div className="desk-open">
      <Loaded query={query} lines={10}>
        {(paper) => (
          <>
            <div className="desk-title">
              <Button size="small" type="text" aria-pressed={listed} onClick={onList}>{d.showList}</Button>
              <strong className="one-line" title={paper.file_name}>{titleOf(paper, pick)}</strong>
              <span className="faint small num">{paper.on}</span>
            </div>
            <PaperView
              key={paper.id} paper={paper} page={place.page} quote={place.quote} onPage={(page) => onPlace({ paper: place.paper, page })} first="text"
              tools={onCite && <Button size="small" icon={<PushpinOutlined />} title={d.keys.cite} onMouseDown={(e) => e.preventDefault()} onClick={onCite}>{d.citePage} <kbd>c</kbd></Button>}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}
