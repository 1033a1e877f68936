import type { ReactNode } from "react";

interface PageProps { title: ReactNode; meta?: ReactNode; actions?: ReactNode; fill?: boolean; children: ReactNode }

/** Page is the frame of every screen: one heading, what belongs beside it, and the content. `fill` uses the whole window. */
export function Page({ title, meta, actions, fill, children }: PageProps) {
  return (
    <div className={fill ? "page page-fill" : "page"}>
      <header className="page-head">
        <h1 className="one-line">{title}</h1>
        {meta}
        <span className="grow" />
        {actions}
      </header>
      {children}
    </div>
  );
}

interface PanelProps { title?: ReactNode; extra?: ReactNode; flush?: boolean; children: ReactNode }

/** Panel is a titled block; `flush` lets a table touch its edges. */
export function Panel({ title, extra, flush, children }: PanelProps) {
  return (
    <section className={flush ? "panel panel-flush" : "panel"}>
      {title !== undefined && (
        <div className="panel-head">
          <h2>{title}</h2>
          <span className="grow" />
          {extra}
        </div>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}
