import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useOffice, useSession } from "@/api";
import { useLanguage } from "@/text";
import { ProblemView, Waiting } from "@/ui/states";
import { useEvents } from "./events";
import { Offline } from "./Offline";

const SignIn = lazy(() => import("./SignIn").then((m) => ({ default: m.SignIn })));
const SetUp = lazy(() => import("./SetUp").then((m) => ({ default: m.SetUp })));

/** Gate lets nobody past without an office and a session; the address stays, so that signing in leads where one wanted to go. */
export function Gate({ children }: { children: ReactNode }) {
  const office = useOffice();
  const session = useSession();
  const { text } = useLanguage();
  useEvents(Boolean(session.data));
  useEffect(() => {
    document.title = office.data?.name ? `${office.data.name} · ${text.common.product}` : text.common.product;
  }, [office.data?.name, text]);
  if (office.isError && !office.data) {
    return <Alone><ProblemView problem={office.error} onRetry={() => void office.refetch()} /><Offline /></Alone>;
  }
  if (!office.data || session.data === undefined) {
    return <Alone>{session.isError ? <ProblemView problem={session.error} onRetry={() => void session.refetch()} /> : <Waiting lines={4} />}</Alone>;
  }
  if (!office.data.set_up) {
    return <Suspense fallback={null}><SetUp /></Suspense>;
  }
  if (session.data === null) {
    return <Suspense fallback={null}><SignIn office={office.data} /></Suspense>;
  }
  return <>{children}</>;
}

function Alone({ children }: { children: ReactNode }) {
  return <div className="alone"><div className="alone-narrow stack">{children}</div></div>;
}
