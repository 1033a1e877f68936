import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useOffice, useSession } from "@/api";
import { useLanguage } from "@/text";
import { ProblemView, Waiting } from "@/ui/states";
import { useEvents } from "./events";
import { Offline } from "./Offline";

const SignIn = lazy(() => import("./SignIn").then((m) => ({ default: m.SignIn })));
const SetUp = lazy(() => import("./SetUp").then((m) => ({ default: m.SetUp })));

/**
 * Gate lets nobody past without an office and a session; the address stays, so that signing in leads where one wanted to go.
 * When a session runs out, the screens stay mounted behind the sign-in page: who signs in again finds what was being written.
 */
export function Gate({ children }: { children: ReactNode }) {
  const office = useOffice();
  const session = useSession();
  const { text } = useLanguage();
  const [person, setPerson] = useState(session.data?.person.id);
  const present = session.data?.person.id;
  if (present !== undefined && present !== person) {
    setPerson(present);
  }
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
  return (
    <>
      {session.data === null && <Suspense fallback={null}><SignIn office={office.data} previous={person} /></Suspense>}
      {person !== undefined && <div key={person} className="behind" hidden={session.data === null}>{children}</div>}
    </>
  );
}

function Alone({ children }: { children: ReactNode }) {
  return <div className="alone"><div className="alone-narrow stack">{children}</div></div>;
}
