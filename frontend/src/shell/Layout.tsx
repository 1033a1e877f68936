import { lazy, Suspense } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { useText } from "@/text";
import { Waiting } from "@/ui/states";
import { Commands } from "./Commands";
import { Nav } from "./Nav";
import { Offline } from "./Offline";
import { TopBar } from "./TopBar";

const ImportTray = lazy(() => import("@/areas/casefile/imports/ImportTray").then((m) => ({ default: m.ImportTray })));

/** Layout is the window: navigation at the left, a thin bar above, the screen. */
export function Layout() {
  const t = useText();
  return (
    <div className="shell">
      <a className="skip" href="#content">{t.shell.skip}</a>
      <Nav />
      <div className="shell-main">
        <TopBar />
        <Offline />
        <main id="content" className="shell-content" tabIndex={-1}>
          <Suspense fallback={<Waiting />}><Outlet /></Suspense>
        </main>
      </div>
      <Commands />
      <Suspense fallback={null}><ImportTray /></Suspense>
      <ScrollRestoration />
    </div>
  );
}
