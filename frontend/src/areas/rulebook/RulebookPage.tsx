import { NavLink, Outlet } from "react-router";
import { useLibrary, useSession } from "@/api";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useDraft } from "./queries";
import "./rulebook.css";

/** RulebookPage is the frame of the rulebook: its rules, the change set, the proposals, the versions. */
export function RulebookPage() {
  const t = useText();
  const r = t.rulebook;
  const person = useSession().data?.person.id;
  const library = useLibrary().data;
  const { draft } = useDraft();
  const current = library?.versions.find((v) => v.version === library.current);
  const open = (library?.amendments ?? []).filter((a) => a.state === "open");
  const waiting = library?.may_approve ? open.filter((a) => a.proposed_by.id !== person).length : 0;
  const changes = draft.bundle ? 1 : draft.edits.length;
  return (
    <div className="book-page">
      <header className="book-head">
        <h1>{r.title}</h1>
        <nav className="book-tabs" aria-label={r.title}>
          <NavLink className="book-tab" to="/rulebook/law">{r.tabs.law}</NavLink>
          <NavLink className="book-tab" to="/rulebook/laws">{r.tabs.laws}</NavLink>
          {(library?.may_propose || changes > 0) && <NavLink className="book-tab" to="/rulebook/changes">{r.tabs.changes}<Count n={changes} /></NavLink>}
          <NavLink className="book-tab" to="/rulebook/proposals">{r.tabs.proposals}<Count n={waiting} /></NavLink>
          <NavLink className="book-tab" to="/rulebook/versions">{r.tabs.versions}</NavLink>
        </nav>
        <span className="grow" />
        {library && !library.may_propose && !library.may_approve && <span className="faint small">{r.readOnly}</span>}
        {current && <span className="soft small num">{r.version} {current.label} <Badge tone="accent">{r.current}</Badge></span>}
      </header>
      <div className="book-body"><Outlet /></div>
    </div>
  );
}

function Count({ n }: { n: number }) {
  return n > 0 ? <span className="book-count num">{n}</span> : null;
}
