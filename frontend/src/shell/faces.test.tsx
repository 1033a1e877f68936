import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import { App } from "antd";
import type { ComponentType } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PeoplePage } from "@/areas/account/PeoplePage";
import { CaseListPage } from "@/areas/casefile/CaseListPage";
import { ImportsPage } from "@/areas/casefile/imports/ImportsPage";
import { DisclosureListPage } from "@/areas/disclosure/DisclosureListPage";
import { LedgerPage } from "@/areas/ledger/LedgerPage";
import { SearchPage } from "@/areas/precedent/SearchPage";
import { ReviewListPage } from "@/areas/review/ReviewListPage";
import { LawTab } from "@/areas/rulebook/browse/LawTab";
import { ProposalsTab } from "@/areas/rulebook/proposal/ProposalsTab";
import { SettingsPage } from "@/areas/settings/SettingsPage";
import { WorkbenchPage } from "@/areas/workbench/WorkbenchPage";
import { LanguageProvider } from "@/text";
import { zh } from "@/text/zh";
import { ActionsProvider } from "@/ui/actions";

// Every screen has three faces besides its content: loading, an error that says what to do, and empty that says what comes next.

const person = { id: "p1", username: "a", name: "甲", department: "", roles: ["handler"], cert_no: "", cert_from: "", cert_to: "", law_qualified: false, first_review_on: "", active: true };
const always: Record<string, unknown> = {
  "/api/session": { person, may: ["case.read", "case.create", "search.use", "ledger.read", "settings.manage"] },
  "/api/office": { set_up: true, name: "局", uscc: "", region: "", code_word: "", sample: false, version: "1", window: false },
  "/api/rulebook": { version: "1", hash: "", kinds: [], states: [], transitions: [], papers: [], fields: [], codes: {}, headings: [], opinions: [], grounds: [], roles: [] },
  "/api/shell": { window: false }, "/api/jobs": { jobs: [] },
};

interface Face { name: string; Page: ComponentType; at: string; api: string; empty: unknown; says: string }
const faces: Face[] = [
  { name: "workbench", Page: WorkbenchPage, at: "/", api: "/api/workbench", empty: { tasks: [], counts: [], overdue: 0, due_soon: 0, ahead: [], left: 0, month: [] }, says: zh.workbench.tasksEmptyHint },
  { name: "cases", Page: CaseListPage, at: "/cases", api: "/api/cases", empty: { total: 0, cases: [] }, says: zh.casefile.list.emptyHint },
  { name: "cases, filtered", Page: CaseListPage, at: "/cases?state=closed", api: "/api/cases", empty: { total: 0, cases: [] }, says: zh.casefile.list.noMatchHint },
  { name: "imports", Page: ImportsPage, at: "/imports", api: "/api/imports", empty: { imports: [] }, says: zh.imports.emptyHint },
  { name: "reviews", Page: ReviewListPage, at: "/reviews", api: "/api/reviews", empty: { reviews: [] }, says: zh.review.emptyHint },
  { name: "disclosures", Page: DisclosureListPage, at: "/disclosures", api: "/api/disclosures", empty: { disclosures: [] }, says: zh.disclosure.emptyHint },
  { name: "search", Page: SearchPage, at: "/search?q=x", api: "/api/search", empty: { total: 0, exact: true, took_ms: 1, index: { state: "ready", percent: 100 }, unreadable: 0, hits: [] }, says: zh.search.noneHint },
  { name: "ledger", Page: LedgerPage, at: "/ledger", api: "/api/ledger", empty: { entries: [], head: { size: 0, root: "", at: "", note: "" } }, says: zh.ledger.emptyHint },
  { name: "people", Page: PeoplePage, at: "/people", api: "/api/people", empty: { people: [] }, says: zh.account.emptyHint },
  { name: "rules", Page: LawTab, at: "/rulebook/law", api: "/api/rulebook/versions/current/tables", empty: { version: "", files: [] }, says: zh.rulebook.emptyHint },
  { name: "proposals", Page: ProposalsTab, at: "/rulebook/proposals", api: "/api/rulebook/versions", empty: { current: "", versions: [], amendments: [], unfit: [], may_propose: false, may_approve: false, may_move: false }, says: zh.rulebook.proposal.emptyHint },
  { name: "settings", Page: SettingsPage, at: "/settings", api: "/api/settings", empty: {}, says: zh.settings.noOptions },
];

function show({ Page, at, api }: Face, answer: () => Promise<Response>) {
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname === api) {
      return answer();
    }
    return pathname in always ? Promise.resolve(Response.json(always[pathname])) : new Promise(() => undefined);
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path: "*", Component: Page }], { initialEntries: [at] });
  render(
    <LanguageProvider initial="zh">
      <QueryClientProvider client={client}><App><ActionsProvider><RouterProvider router={router} /></ActionsProvider></App></QueryClientProvider>
    </LanguageProvider>,
  );
}

afterEach(() => vi.unstubAllGlobals());

describe.each(faces)("$name", (face) => {
  it("shows that it is loading", async () => {
    show(face, () => new Promise(() => undefined));
    expect((await screen.findAllByRole("status", { name: zh.common.state.loading })).length).toBeGreaterThan(0);
  });
  it("shows what went wrong, the article and the way out", async () => {
    const body = { kind: "storage", message: { zh: "磁盘已满", en: "disk full" }, hint: { zh: "清理磁盘", en: "free space" }, article: "第一条" };
    show(face, async () => Response.json(body, { status: 507 }));
    const alert = await screen.findByRole("alert");
    for (const words of [zh.common.kind.storage, "磁盘已满", "清理磁盘", "第一条"]) {
      expect(alert.textContent).toContain(words);
    }
    expect(within(alert).getByRole("button")).toBeTruthy();
  });
  it("says what comes next when it is empty", async () => {
    show(face, async () => Response.json(face.empty));
    await waitFor(() => expect(document.body.textContent).toContain(face.says));
  });
});
