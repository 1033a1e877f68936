import type { ComponentType } from "react";
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { Failed } from "./Failed";
import { Home } from "./Home";
import { Layout } from "./Layout";
import { Missing } from "./Missing";

/** page loads a screen when it is first opened. */
function page<M, K extends keyof M>(load: () => Promise<M>, name: K): Pick<RouteObject, "lazy"> {
  return { lazy: async () => ({ Component: (await load())[name] as ComponentType }) };
}

const areas: RouteObject[] = [
  { index: true, Component: Home },
  { path: "cases", ...page(() => import("@/areas/casefile/CaseListPage"), "CaseListPage") },
  {
    path: "cases/:id",
    ...page(() => import("@/areas/casefile/CasePage"), "CasePage"),
    children: [
      { index: true, ...page(() => import("@/areas/casefile/overview/OverviewTab"), "OverviewTab") },
      { path: "papers/:paper?", ...page(() => import("@/areas/casefile/papers/PapersTab"), "PapersTab") },
      { path: "review", ...page(() => import("@/areas/review/CaseReviewTab"), "CaseReviewTab") },
      { path: "record", ...page(() => import("@/areas/record/RecordTab"), "RecordTab") },
      { path: "timeline", ...page(() => import("@/areas/ledger/TimelineTab"), "TimelineTab") },
      { path: "decision", ...page(() => import("@/areas/decision/DecisionTab"), "DecisionTab") },
      { path: "disclosure", ...page(() => import("@/areas/disclosure/CaseDisclosureTab"), "CaseDisclosureTab") },
      { path: "dossier", ...page(() => import("@/areas/dossier/DossierTab"), "DossierTab") },
      { path: "similar", ...page(() => import("@/areas/precedent/SimilarTab"), "SimilarTab") },
      { path: "proof", ...page(() => import("@/areas/ledger/ProofTab"), "ProofTab") },
    ],
  },
  { path: "recordings", ...page(() => import("@/areas/record/RecordingsPage"), "RecordingsPage") },
  { path: "recordings/:id", ...page(() => import("@/areas/record/RecordingPage"), "RecordingPage") },
  { path: "reviews", ...page(() => import("@/areas/review/ReviewListPage"), "ReviewListPage") },
  { path: "reviews/quality", ...page(() => import("@/areas/review/QualityPage"), "QualityPage") },
  {
    path: "reviews/:id",
    ...page(() => import("@/areas/review/ReviewDeskPage"), "ReviewDeskPage"),
    children: [{ path: "similar", ...page(() => import("@/areas/precedent/SimilarTab"), "SimilarTab") }],
  },
  { path: "disclosures", ...page(() => import("@/areas/disclosure/DisclosureListPage"), "DisclosureListPage") },
  { path: "disclosures/annual", ...page(() => import("@/areas/disclosure/AnnualPage"), "AnnualPage") },
  { path: "disclosures/:id", ...page(() => import("@/areas/disclosure/MaskDeskPage"), "MaskDeskPage") },
  { path: "lists", ...page(() => import("@/areas/authority/ListsPage"), "ListsPage") },
  { path: "lists/:id", ...page(() => import("@/areas/authority/ListPage"), "ListPage") },
  { path: "search/batch", ...page(() => import("@/areas/precedent/BatchPage"), "BatchPage") },
  { path: "collections", ...page(() => import("@/areas/precedent/CollectionsPage"), "CollectionsPage") },
  { path: "collections/:id/documents/:n", ...page(() => import("@/areas/precedent/DocumentPage"), "DocumentPage") },
  { path: "search", ...page(() => import("@/areas/precedent/SearchPage"), "SearchPage") },
  { path: "similar", ...page(() => import("@/areas/precedent/SimilarPage"), "SimilarPage") },
  { path: "archive", ...page(() => import("@/areas/dossier/ArchivePage"), "ArchivePage") },
  { path: "ledger", ...page(() => import("@/areas/ledger/LedgerPage"), "LedgerPage") },
  {
    path: "rulebook",
    ...page(() => import("@/areas/rulebook/RulebookPage"), "RulebookPage"),
    children: [
      { index: true, element: <Navigate to="law" replace /> },
      { path: "law/:folder?/:table?", ...page(() => import("@/areas/rulebook/browse/LawTab"), "LawTab") },
      { path: "laws/:id?", ...page(() => import("@/areas/rulebook/browse/LawTextsTab"), "LawTextsTab") },
      { path: "changes", ...page(() => import("@/areas/rulebook/change/ChangesTab"), "ChangesTab") },
      { path: "proposals", ...page(() => import("@/areas/rulebook/proposal/ProposalsTab"), "ProposalsTab") },
      { path: "proposals/:id", ...page(() => import("@/areas/rulebook/proposal/ProposalTab"), "ProposalTab") },
      { path: "versions", ...page(() => import("@/areas/rulebook/version/VersionsTab"), "VersionsTab") },
      { path: "versions/:id", ...page(() => import("@/areas/rulebook/version/VersionTab"), "VersionTab") },
      { path: "compare", ...page(() => import("@/areas/rulebook/version/CompareTab"), "CompareTab") },
    ],
  },
  { path: "people", ...page(() => import("@/areas/account/PeoplePage"), "PeoplePage") },
  { path: "settings", ...page(() => import("@/areas/settings/SettingsPage"), "SettingsPage") },
  { path: "settings/templates", ...page(() => import("@/areas/settings/TemplatesPage"), "TemplatesPage") },
  { path: "settings/templates/:procedure/:code", ...page(() => import("@/areas/settings/TemplatePage"), "TemplatePage") },
  { path: "imports", ...page(() => import("@/areas/casefile/imports/ImportsPage"), "ImportsPage") },
  { path: "imports/register", ...page(() => import("@/areas/casefile/registers/RegisterPage"), "RegisterPage") },
  { path: "imports/:id", ...page(() => import("@/areas/casefile/imports/ImportPage"), "ImportPage") },
];

/** createRoutes gives every screen its address; each area arrives in its own chunk. */
export function createRoutes() {
  return createBrowserRouter([
    {
      path: "/",
      Component: Layout,
      ErrorBoundary: Failed,
      HydrateFallback: () => null,
      children: [{ ErrorBoundary: Failed, children: [...areas, { path: "*", Component: Missing }] }],
    },
  ]);
}
