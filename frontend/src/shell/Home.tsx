import { lazy, Suspense } from "react";
import { Navigate } from "react-router";
import { useMay } from "@/api";
import { Waiting } from "@/ui/states";
import { usePlaces } from "./places";

const WorkbenchPage = lazy(() => import("@/areas/workbench/WorkbenchPage").then((m) => ({ default: m.WorkbenchPage })));

/** Home is the workbench, or, for administrators, who see no case, the first screen that is theirs. */
export function Home() {
  const may = useMay();
  const places = usePlaces();
  if (may("case.read")) {
    return <Suspense fallback={<Waiting lines={9} />}><WorkbenchPage /></Suspense>;
  }
  return <Navigate to={places[0]?.to ?? "/settings"} replace />;
}
