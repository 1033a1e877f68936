import { Drawer, type InputRef } from "antd";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useNavigation, useOutlet, useParams, useSearchParams } from "react-router";
import { actDayOf, type Case, type Citation, type Review, type ReviewItem, useCan, useNames, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { markKey } from "@/ui/paper/marks";
import { selectedWords } from "@/ui/paper/PageText";
import { useRemembered } from "@/ui/remember";
import { Splitter } from "@/ui/Splitter";
import { Loaded } from "@/ui/states";
import { useAutosave } from "./autosave";
import { Checklist } from "./Checklist";
import { DeskHead } from "./DeskHead";
import { useDeskKeys, usePaperKeys } from "./deskKeys";
import { DeskPapers, type Place } from "./DeskPapers";
import { useCase, useCaseOf, useDepart, useReview } from "./queries";
import type { CodePlace } from "./ItemCard";
import { readSum, unreadAfter, useReading } from "./useReading";
import { filterItems, type ItemFilter, nextOpen, standing } from "./rules";
import { useFinder } from "./useFinder";
import { inOrder, useMarks } from "./useMarks";
import "./review.css";

const LawDialog = lazy(() => import("./LawDialog").then((m) => ({ default: m.LawDialog })));

/** ReviewDeskPage is the reviewer's desk: the papers at the left with a page open, the checklist at the right. */
export function ReviewDeskPage() {
  const { id = "" } = useParams();
  const query = useReview(id);
  useCase(useCaseOf(id)); // beside the round, where the list has told which case it is of
  return <Loaded query={query} lines={12}>{(review) => <Desk key={review.id} review={review} />}</Loaded>;
}

/** useSpot is the place on the desk: what is open, and the item at hand. The address tells both, so that coming back leads there again. */
function useSpot(review: Review) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const leaving = useNavigation().state !== "idle"; // to what opens beside the desk, or elsewhere: that goes first
  const [place, setPlace] = useState<Place>({ paper: search.get("paper") ?? "", page: Math.max(1, Number(search.get("page")) || 1) });
  const asked = search.get("item");
  const [chosen, setChosen] = useState(() => review.items.find((i) => i.id === asked)?.id ?? nextOpen(review.items, "")?.id ?? review.items[0]?.id ?? "");
  useEffect(() => {
    const spot = new URLSearchParams({ paper: place.paper, page: String(place.page), item: chosen }).toString();
    if (place.paper !== "" && !leaving && window.location.search !== `?${spot}`) {
      void navigate({ pathname: window.location.pathname, search: spot }, { replace: true, preventScrollReset: true }); // what stands open beside the desk stays
    }
  }, [place.paper, place.page, chosen, leaving, navigate]);
  return { place, setPlace, chosen, setChosen };
}

function Desk({ review: stored }: { review: Review }) {
  const t = useText();
  const can = useCan();
  const session = useSession().data;
  const stands = standing(stored, session, can("judge"));
  const editable = stands === "mine";
  const { items, mark, state } = useAutosave(stored);
  const review = useMemo(() => ({ ...stored, items }), [stored, items]);
  const [filter, setFilter] = useState<ItemFilter>("all");
  const [width, setWidth] = useRemembered<number>("desk_checklist", 440);
  const [law, setLaw] = useState(false);
  const { place, setPlace, chosen, setChosen } = useSpot(review);
  const readings = useReading(review.id, editable, place);
  const shown = filterItems(review.items, filter);
  const current = review.items.find((i) => i.id === chosen);
  const theCase = useCase(review.case).data;
  const papers = theCase?.papers;
  const on = theCase && actDayOf(theCase.fields);
  const names = useNames();
  const pick = usePick();
  const findBox = useRef<InputRef>(null);
  const choose = useCallback((id: string) => {
    setFilter((old) => (filterItems(review.items, old).some((i) => i.id === id) ? old : "all"));
    setChosen(id);
  }, [review.items, setChosen]);
  const marks = useMarks({ items: review.items, current, editable, paper: place.paper, mark, choose });
  const depart = useDepart(review).mutate;
  const finder = useFinder(review.case, (hit) => setPlace({ paper: hit.paper, page: hit.page }));
  const openProof = (p: Citation) => {
    setPlace({ paper: p.paper, page: p.page, quote: p.quote, ...(p.region ? {} : { offset: p.offset, length: p.length }) });
    marks.setChosen(markKey(p));
  };
  const codesOf = (item: ReviewItem): CodePlace[] =>
    (item.papers ?? []).map((code) => {
      const paper = papers?.find((p) => p.code === code);
      return { code, id: paper?.id, title: pick(names.paper(code)), open: () => paper && setPlace({ paper: paper.id, page: 1 }) };
    });
  const cite = () => place.paper !== "" && marks.add({ paper: place.paper, page: place.page, ...selectedWords() });
  const nextUnread = () => {
    const next = unreadAfter(papers ?? [], readings, place);
    if (next) {
      setPlace(next);
    }
  };
  const reading = editable && readings && papers ? readSum(papers, readings) : undefined;
  useDeskKeys({ shown, all: review.items, current, editable, choose: setChosen, mark, cite, law: () => setLaw(true) });
  usePaperKeys({
    finder, findBox, marks: inOrder(marks.marks, place.paper), chosen: marks.chosen, attach: marks.attach, editable, nextUnread: reading ? nextUnread : undefined,
    open: (m) => { openProof(m.place); marks.marking.onChoose(m); },
  });
  return (
    <div className="desk">
      <DeskHead review={review} mark={mark} stands={stands} saving={state} reading={reading} onUnread={nextUnread} />
      <div className="desk-halves" style={{ gridTemplateColumns: `minmax(0, 1fr) 7px ${width}px` }}>
        <DeskPapers readings={editable ? readings : undefined} caseId={review.case} place={place} onPlace={setPlace} onCite={editable ? cite : undefined} marking={marks.marking} finder={finder} findBox={findBox} />
        <Splitter right label={t.desk.view.resizeChecklist} value={width} least={340} most={760} onChange={setWidth} />
        <Checklist
          review={review} items={shown} filter={filter} onFilter={setFilter} chosen={chosen} onChoose={setChosen} editable={editable} mark={mark}
          onDepart={(item, text, waived, done) => depart({ item, text, waived }, { onSuccess: done })} codesOf={codesOf} onOpenProof={openProof} papers={papers ?? []} chosenMark={marks.chosen} on={on}
        />
      </div>
      {theCase && <Beside theCase={theCase} review={review.id} />}
      {law && current && <Suspense fallback={null}><LawDialog item={current} on={on} onClose={() => setLaw(false)} /></Suspense>}
    </div>
  );
}

/** Beside shows over the desk what the address asks for beside it: the similar cases. */
function Beside({ theCase, review }: { theCase: Case; review: string }) {
  const t = useText();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const shown = useOutlet(theCase);
  return <Drawer open={shown !== null} title={t.casefile.tabs.similar} size={860} destroyOnHidden onClose={() => void navigate({ pathname: `/reviews/${review}`, search: search.toString() })}>{shown}</Drawer>;
}
