import { PushpinOutlined } from "@ant-design/icons";
import { Button, type InputRef } from "antd";
import { type RefObject, useEffect } from "react";
import type { Citation, Paper, Readings } from "@/api";
import { usePick, useText } from "@/text";
import { useRemembered } from "@/ui/remember";
import type { Marking } from "@/ui/paper/marks";
import { PaperList, titleOf } from "@/ui/paper/PaperList";
import { PaperView } from "@/ui/paper/PaperView";
import { Splitter } from "@/ui/Splitter";
import { Loaded, Nothing } from "@/ui/states";
import { FindInCase } from "./FindInCase";
import { useCasePapers } from "./queries";
import { type Finder, useHits } from "./useFinder";
import { readState } from "./useReading";

/** Place is what is open: a page, and words on it that matter now. */
export type Place = Pick<Citation, "paper" | "page"> & Partial<Pick<Citation, "quote" | "offset" | "length">>;

interface DeskPapersProps {
  readings?: Readings;
  caseId: string;
  place: Place;
  onPlace: (place: Place) => void;
  onCite?: () => void;
  marking: Marking;
  finder: Finder;
  findBox: RefObject<InputRef | null>;
}

/** DeskPapers is the left half of the desk: the papers of the case, what was found in them, and the page that is open. */
export function DeskPapers({ readings, caseId, place, onPlace, onCite, marking, finder, findBox }: DeskPapersProps) {
  const t = useText();
  const query = useCasePapers(caseId);
  const [width, setWidth] = useRemembered<number>("desk_list", 196);
  const [listed, setListed] = useRemembered<boolean>("desk_listed", true);
  const markOf = (paper: Paper) => {
    const state = readState(paper, readings);
    const done = readings?.papers.find((p) => p.paper === paper.id)?.pages.length ?? 0;
    return state === "read" ? null : <span className={state === "changed" ? "read-mark tone-amber" : "read-mark faint"}>{state === "partly" ? t.common.of(String(done), String(paper.pages_count)) : t.course.reading[state]}</span>;
  };
  const unread = (paper: Paper, page: number) => readings !== undefined && !(readings.papers.find((p) => p.paper === paper.id)?.pages.includes(page) ?? false);
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
          const open = papers.find((p) => p.id === place.paper) ?? papers[0];
          if (!open) {
            return <Nothing title={t.casefile.papers.empty} />;
          }
          return (
            <div className="desk-dossier" style={{ gridTemplateColumns: listed ? `${width}px 7px minmax(0, 1fr)` : "minmax(0, 1fr)" }}>
              {listed && (
                <div className="desk-rail">
                  <FindInCase finder={finder} papers={papers} box={findBox} />
                  {finder.words === "" && (
                    <PaperList
                      mark={readings && markOf} papers={papers} chosen={open.id} onChoose={(paper) => onPlace({ paper, page: 1 })} keys={{ next: ["}", "shift+ArrowDown"], previous: ["{", "shift+ArrowUp"] }}
                      page={place.page} onPage={(page) => onPlace({ paper: open.id, page })} unread={readings && unread}
                    />
                  )}
                </div>
              )}
              {listed && <Splitter label={t.desk.view.resizeList} value={width} least={140} most={420} onChange={setWidth} />}
              <OpenPaper paper={open} place={{ ...place, paper: open.id }} onPlace={onPlace} onCite={onCite} listed={listed} onList={() => setListed(!listed)} marking={marking} finder={finder} />
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

interface OpenPaperProps { paper: Paper; place: Place; onPlace: (place: Place) => void; onCite?: () => void; listed: boolean; onList: () => void; marking: Marking; finder: Finder }

function OpenPaper({ paper, place, onPlace, onCite, listed, onList, marking, finder }: OpenPaperProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const found = useHits(finder.words === "" ? undefined : finder.found.data, finder.at, place.paper, place.page);
  const pointed = place.length ? [{ offset: place.offset ?? 0, length: place.length, current: !found.some((h) => h.current) }] : [];
  return (
    <div className="desk-open">
      <div className="desk-title">
        <Button size="small" type="text" aria-pressed={listed} onClick={onList}>{d.showList}</Button>
        <strong className="one-line" title={paper.file_name}>{titleOf(paper, pick)}</strong>
        <span className="faint small num nowrap grow">{paper.on}</span>
        {onCite && <Button size="small" icon={<PushpinOutlined />} title={d.keys.cite} onMouseDown={(e) => e.preventDefault()} onClick={onCite}>{d.citePage} <kbd>c</kbd></Button>}
      </div>
      <PaperView
        paper={paper} page={place.page} quote={place.length ? undefined : place.quote} hits={[...found, ...pointed]} onPage={(page) => onPlace({ paper: paper.id, page })} marking={marking}
      />
    </div>
  );
}
