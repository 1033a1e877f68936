import { NavLink, useMatch } from "react-router";
import { useCan, useSavedSearches } from "@/api";
import { useText } from "@/text";
import { usePlaces } from "./places";
import { Mark } from "./SignMark";

/** Nav is the list of screens; on the desks, where the papers need the width, it shrinks to its signs. */
export function Nav() {
  const t = useText();
  const places = usePlaces();
  const can = useCan();
  const news = useSavedSearches(can("search")).data?.news ?? 0;
  const review = useMatch("/reviews/:id");
  const onReviewDesk = review !== null && review.params.id !== "quality";
  const onMaskDesk = useMatch("/disclosures/:id") !== null;
  const narrow = onReviewDesk || onMaskDesk;
  const groups = [...new Set(places.map((p) => p.group))];
  return (
    <nav className={narrow ? "nav nav-narrow" : "nav"} aria-label={t.shell.nav.label}>
      <div className="nav-brand"><Mark /><span className="nav-word">{t.common.product}</span></div>
      {groups.map((group) => (
        <div key={group} className="nav-group">
          <div className="nav-heading nav-word">{group}</div>
          {places.filter((p) => p.group === group).map((p) => (
            <NavLink key={p.to} to={p.to} end={p.end} className="nav-link" title={p.label} aria-label={p.label}>
              {p.icon}<span className="nav-word">{p.label}</span>{p.to === "/search" && news > 0 && <span className="nav-news num" title={t.search.saved.badge(news)}>{news}</span>}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  );
}
