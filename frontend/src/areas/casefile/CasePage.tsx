import { SearchOutlined } from "@ant-design/icons";
import { Link, NavLink, Outlet, useNavigate, useParams } from "react-router";
import { type Case, useCan, useNames } from "@/api";
import { yuan } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge, Due } from "@/ui/Badge";
import { Loaded } from "@/ui/states";
import { DropZone } from "./imports/DropZone";
import { CaseRulebook } from "./CaseRulebook";
import { Handlers } from "./Handlers";
import { Restriction } from "./Restriction";
import { ImportButton } from "./imports/ImportButton";
import { useCase } from "./queries";
import "./casefile.css";

const tabs = ["overview", "papers", "record", "timeline", "review", "decision", "disclosure", "dossier", "proof", "similar"] as const;

/** CasePage is the frame of a case: who and where it is, its nearest clock, and the tabs that other areas fill. */
export function CasePage() {
  const { id = "" } = useParams();
  const query = useCase(id);
  return <Loaded query={query} lines={8}>{(data) => <Frame data={data} />}</Loaded>;
}

function Frame({ data }: { data: Case }) {
  const t = useText();
  const can = useCan();
  const navigate = useNavigate();
  const open = tabs.filter((tab) => (tab !== "similar" || can("search")) && (tab !== "review" || can("readInternal")));
  const to = (tab: (typeof tabs)[number]) => (tab === "overview" ? `/cases/${data.id}` : `/cases/${data.id}/${tab}`);
  useActions(can("search") ? [{ id: "case.search", label: t.casefile.searchHere, keys: ["/"], run: () => void navigate(`/search?scope=case:${data.id}`) }] : []);
  useActions(open.map((tab, i) => ({ id: `tab.${tab}`, label: t.casefile.tabs[tab], keys: [String(i + 1)], run: () => void navigate(to(tab)) })));
  return (
    <DropZone enabled={can("importPapers")} caseId={data.id} caseTitle={data.title} fill>
      <div className="case-page">
        <header className="case-head">
          <Head data={data} />
          <nav className="case-tabs" aria-label={data.title}>
            {open.map((tab) => <NavLink key={tab} className="case-tab" to={to(tab)} end={tab === "overview"}>{t.casefile.tabs[tab]}<TabNote tab={tab} data={data} /></NavLink>)}
          </nav>
        </header>
        <div className="case-body"><Outlet context={data} /></div>
      </div>
    </DropZone>
  );
}

function Head({ data }: { data: Case }) {
  const t = useText();
  const h = t.casefile.head;
  const pick = usePick();
  const names = useNames();
  const can = useCan();
  return (
    <>
      <div className="row">
        <h1 className="one-line" title={data.title}>{data.title}</h1>
        <Badge tone="accent">{pick(names.state(data.state, data.procedure))}</Badge>
        {data.major && <Badge>{h.major}</Badge>}
        {data.legacy !== "" && <Badge tone="amber" title={t.reviewers.practice.banner[data.legacy]}>{t.reviewers.practice[data.legacy]}</Badge>}
        <span className="grow" />
        {can("search") && <Link className="case-search" to={`/search?scope=case:${data.id}`}><SearchOutlined /> {t.casefile.searchHere}</Link>}
        {can("importPapers") && <ImportButton caseId={data.id} />}
      </div>
      <div className="case-line soft">
        <span className="num">{data.no || t.casefile.list.notNumbered}</span>
        <span>{pick(names.procedure(data.procedure))}</span>
        <span>{data.party}</span>
        <Handlers data={data} />
        <span className="num">{h.filed} {data.filed_on || "—"}</span>
        {data.amount > 0 && <span className="num">{h.amount} {t.common.yuan(yuan(data.amount))}</span>}
        <CaseRulebook data={data} />
        <Restriction data={data} />
        {data.clock && <span>{pick(data.clock.label)} <Due days={data.clock.days_left} on={data.clock.due_legal} /></span>}
      </div>
    </>
  );
}

function TabNote({ tab, data }: { tab: (typeof tabs)[number]; data: Case }) {
  const n = { overview: data.proposals.length, papers: data.papers.length }[tab as "overview"];
  return n ? <span className="faint small num"> {n}</span> : null;
}
