import { Button, Dropdown } from "antd";
import { Navigate, useNavigate, useParams, useSearchParams } from "react-router";
import { type Case, type Paper, useCan, usePaper, useRulebook, useTheCase } from "@/api";
import { usePick, useText } from "@/text";
import { PaperList } from "@/ui/paper/PaperList";
import { Loaded, Nothing } from "@/ui/states";
import { useNewDraft } from "../queries";
import { PaperPane } from "./PaperPane";

/** PapersTab is the dossier: the list in its order, and the paper that is open. Which one and which page live in the address. */
export function PapersTab() {
  const t = useText();
  const data = useTheCase();
  const navigate = useNavigate();
  const { paper = "" } = useParams();
  const [search] = useSearchParams();
  const chosen = paper || (data.papers[0]?.id ?? "");
  const open = (id: string) => void navigate(`/cases/${data.id}/papers/${id}`, { replace: paper !== "" });
  if (data.papers.length === 0) {
    return <div className="page"><Nothing title={t.casefile.papers.empty} hint={t.casefile.papers.emptyHint} action={<NewDraft data={data} onMade={open} />} /></div>;
  }
  const moved = partOf(data.papers, paper, search);
  if (moved !== undefined) {
    return <Navigate replace to={`/cases/${data.id}/papers/${moved}`} />;
  }
  return (
    <div className="papers-tab">
      <div className="papers-side">
        <PaperList papers={data.papers} chosen={chosen} onChoose={open} keys={{ next: ["j", "ArrowDown"], previous: ["k", "ArrowUp"] }} />
        <NewDraft data={data} onMade={open} />
      </div>
      <Open id={chosen} caseId={data.id} />
    </div>
  );
}

/** partOf is where an old link to a file leads that was split since: to the part with its page. Undefined where there is nothing of the kind. */
export function partOf(papers: Pick<Paper, "id" | "split_from" | "first" | "pages_count">[], paper: string, search: URLSearchParams): string | undefined {
  const parts = papers.filter((p) => p.split_from === paper && paper !== "");
  if (parts.length === 0 || papers.some((p) => p.id === paper)) {
    return undefined;
  }
  const page = Math.max(1, Number(search.get("page")) || 1);
  const holds = parts.find((p) => page >= p.first && page < p.first + p.pages_count);
  const within = new URLSearchParams(search);
  within.set("page", String(holds ? page - holds.first + 1 : 1));
  return `${(holds ?? parts[0])?.id}?${within}`;
}

function Open({ id, caseId }: { id: string; caseId: string }) {
  const query = usePaper(id);
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Number(search.get("page")) || 1);
  return (
    <div className="papers-main">
      <Loaded query={query} lines={12}>
        {(paper) => (
          <PaperPane
            key={paper.id} paper={paper} caseId={caseId} page={page} quote={search.get("quote") ?? undefined}
            onPage={(next) => setSearch((old) => { const s = new URLSearchParams(old); s.set("page", String(next)); return s; }, { replace: true })}
          />
        )}
      </Loaded>
    </div>
  );
}

function NewDraft({ data, onMade }: { data: Case; onMade: (id: string) => void }) {
  const t = useText();
  const pick = usePick();
  const can = useCan();
  const book = useRulebook().data;
  const make = useNewDraft(data.id);
  if (!can("editPapers")) {
    return null;
  }
  const kinds = (book?.papers ?? []).filter((p) => p.drafted && p.procedures.includes(data.procedure));
  return (
    <div className="papers-side-foot">
      <Dropdown trigger={["click"]} menu={{ items: kinds.map((k) => ({ key: k.code, label: pick(k.name), onClick: () => make.mutate(k.code, { onSuccess: (made) => onMade(made.id) }) })) }}>
        <Button size="small" loading={make.isPending} title={t.casefile.papers.draftHint}>{t.casefile.papers.draftNew}</Button>
      </Dropdown>
    </div>
  );
}
