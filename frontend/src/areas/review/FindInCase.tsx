import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { type RefObject, useEffect, useRef } from "react";
import type { Paper } from "@/api";
import { usePick, useText } from "@/text";
import { titleOf } from "@/ui/paper/PaperList";
import { Loaded, Nothing } from "@/ui/states";
import type { Finder } from "./useFinder";

/** FindInCase is the box to look for words in all papers, and the list of what was found. */
export function FindInCase({ finder, papers, box }: { finder: Finder; papers: Paper[]; box: RefObject<InputRef | null> }) {
  const t = useText();
  const f = t.desk.find;
  const total = finder.found.data?.total ?? 0;
  return (
    <div className="find-box" role="search">
      <Input
        ref={box} size="small" value={finder.typed} placeholder={f.placeholder} aria-label={f.title} prefix={<kbd>/</kbd>} onChange={(e) => finder.type(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === "Enter") {
            e.preventDefault();
            finder.step(e.shiftKey ? -1 : 1);
          } else if (e.key === "Escape") {
            finder.type("");
            e.currentTarget.blur();
          }
        }}
        suffix={finder.typed !== "" ? <Button size="small" type="text" icon={<CloseOutlined />} aria-label={f.close} title={f.close} onClick={() => finder.type("")} /> : undefined}
      />
      {finder.words !== "" && total > 0 && (
        <span className="row small">
          <span className="num grow" role="status">{finder.at < 0 ? f.count(0, total) : f.count(finder.at + 1, total)}</span>
          <Button size="small" type="text" icon={<UpOutlined />} aria-label={f.previous} title={`${f.previous} (p)`} onClick={() => finder.step(-1)} />
          <Button size="small" type="text" icon={<DownOutlined />} aria-label={f.next} title={`${f.next} (n)`} onClick={() => finder.step(1)} />
        </span>
      )}
      {finder.words !== "" && <Hits finder={finder} papers={papers} />}
    </div>
  );
}

function Hits({ finder, papers }: { finder: Finder; papers: Paper[] }) {
  const t = useText();
  const f = t.desk.find;
  const pick = usePick();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [finder.at]);
  return (
    <div ref={list} className="find-hits" role="region" aria-label={f.title} tabIndex={0}>
      <Loaded query={finder.found} lines={4}>
        {(found) => (
          <>
            {found.places.length === 0 && <Nothing title={f.none(finder.words)} small />}
            {found.places.map((hit, i) => {
              const paper = papers.find((p) => p.id === hit.paper);
              const first = found.places[i - 1]?.paper !== hit.paper;
              return (
                <div key={`${hit.paper} ${hit.page} ${hit.offset}`}>
                  {first && <h3 className="one-line">{paper ? titleOf(paper, pick) : hit.paper}</h3>}
                  <button type="button" className="find-hit small" aria-current={i === finder.at} onClick={() => finder.go(i)}>
                    <span className="faint num nowrap">{hit.page}</span><span>{hit.before}<mark>{hit.quote}</mark>{hit.after}</span>
                  </button>
                </div>
              );
            })}
            {found.total > found.places.length && <p className="faint small find-note">{f.more(found.places.length)}</p>}
            {found.unread.length > 0 && <p className="tone-amber small find-note">{f.unread(found.unread.length)}</p>}
          </>
        )}
      </Loaded>
    </div>
  );
}
