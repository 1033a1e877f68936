import { Button } from "antd";
import { useNavigate } from "react-router";
import { type Task, useRulebook, type Workbench } from "@/api";
import { count } from "@/format";
import { useLanguage, usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { Page, Panel } from "@/ui/Page";
import { DayColumns, MonthColumns, PartBars } from "@/ui/plots";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { useWorkbench } from "./queries";
import "./workbench.css";

/** addressOf leads from a task to the place where it is done. */
export function addressOf(task: Task): string {
  const tab: Record<Task["kind"], string> = {
    confirm: "", move: "", submit: "/review", review: "/review", sign: "/review", supply: "/review", dispute: "/review", recusal: "/review", reply: "/review", issue: "/decision",
    disclose: "/disclosure", approve: "/disclosure", publish: "/disclosure", archive: "",
  };
  return `/cases/${task.case}${tab[task.kind]}`;
}

/** byDue puts the most overdue first and tasks without a deadline last. */
export function byDue(a: Task, b: Task): number {
  return (a.days_left ?? Infinity) - (b.days_left ?? Infinity) || a.case_no.localeCompare(b.case_no);
}

export function WorkbenchPage() {
  const t = useText();
  const query = useWorkbench();
  return (
    <Page title={t.workbench.title}>
      <Loaded query={query} lines={9}>{(data) => <Desk data={data} />}</Loaded>
    </Page>
  );
}

function Desk({ data }: { data: Workbench }) {
  const { text: t, language } = useLanguage();
  const pick = usePick();
  const navigate = useNavigate();
  const book = useRulebook().data;
  const open = data.counts.reduce((sum, c) => sum + c.open, 0);
  const kinds = (book?.kinds ?? []).filter((k) => data.counts.some((c) => c.kind === k.id));
  const phases = (book?.codes.phase ?? []).map((p) => ({ key: p.code, label: pick(p.label) }));
  const openCases = (kind: string, phase?: string) => void navigate(`/cases?${new URLSearchParams(phase ? { kind, phase } : { kind }).toString()}`);
  return (
    <div className="stack stack-loose">
      <Figures waiting={data.tasks.length} overdue={data.overdue} soon={data.due_soon} open={open} />
      {data.left > 0 && <div className="problem problem-quiet"><p>{t.workbench.left(count(data.left))}</p></div>}
      <div className="workbench">
        <Panel title={t.workbench.tasks} extra={<span className="faint small num">{t.workbench.counts(count(data.tasks.length))}</span>} flush>
          <Tasks tasks={[...data.tasks].sort(byDue)} />
        </Panel>
        <div className="stack stack-loose">
          <Panel title={t.workbench.byState} extra={<span className="faint small">{t.workbench.barHint}</span>}>
            <PartBars
              bars={kinds.map((k) => ({ key: k.id, label: pick(k.label), parts: data.counts.filter((c) => c.kind === k.id).map((c) => ({ key: c.phase, count: c.count })) }))}
              parts={phases} onOpen={openCases}
            />
          </Panel>
          <Panel title={t.workbench.ahead} extra={<a className="small" href={`/api/clocks.ics?lang=${language}`} download>{t.workbench.ics}</a>}>
            {data.ahead.every((d) => d.count === 0) ? <Nothing title={t.workbench.aheadNone} small /> : <DayColumns days={data.ahead} />}
          </Panel>
          <Panel title={t.workbench.byMonth}>
            {data.month.length === 0 ? <Nothing title={t.workbench.noMonths} small /> : <MonthColumns months={data.month.slice(-12)} />}
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Figures({ waiting, overdue, soon, open }: { waiting: number; overdue: number; soon: number; open: number }) {
  const t = useText();
  const navigate = useNavigate();
  const figure = (label: string, n: number, tone: string, to?: string) => (
    <button type="button" className="figure" disabled={to === undefined} onClick={() => to && void navigate(to)}>
      <span className={`figure-number num ${n > 0 ? tone : ""}`}>{count(n)}</span>
      <span className="soft small">{label}</span>
    </button>
  );
  return (
    <div className="figures">
      {figure(t.workbench.overdue, overdue, "tone-red", "/cases?overdue=true")}
      {figure(t.workbench.dueSoon, soon, "tone-amber", "/cases?sort=due")}
      {figure(t.workbench.waiting, waiting, "")}
      {figure(t.workbench.openCases, open, "", "/cases")}
    </div>
  );
}

function Tasks({ tasks }: { tasks: Task[] }) {
  const t = useText();
  const pick = usePick();
  const navigate = useNavigate();
  if (tasks.length === 0) {
    return <Nothing title={t.workbench.tasksEmpty} hint={t.workbench.tasksEmptyHint} action={<Button onClick={() => void navigate("/cases")}>{t.workbench.toCases}</Button>} />;
  }
  const columns: Column<Task>[] = [
    { key: "kind", title: t.workbench.task, width: 136, render: (task) => <Badge tone={task.overdue ? "red" : "accent"}>{t.workbench.kind[task.kind]}</Badge> },
    {
      key: "case", title: t.workbench.caseCol,
      render: (task) => (
        <div>
          <div className="one-line" title={task.title}>{task.title}</div>
          <div className="soft small one-line">{task.case_no || t.casefile.list.notNumbered} · {pick(task.label)}</div>
        </div>
      ),
    },
    { key: "due", title: t.workbench.due, width: 156, end: true, render: (task) => <TaskDue task={task} /> },
  ];
  return <RowTable label={t.workbench.tasks} columns={columns} rows={tasks} rowKey={(task) => `${task.case}-${task.kind}`} onOpen={(task) => void navigate(addressOf(task))} keyboard />;
}

function TaskDue({ task }: { task: Task }) {
  const t = useText();
  if (task.days_left === undefined) {
    return <span className="faint small">{t.workbench.noDue}</span>;
  }
  return <div><div><Due days={task.days_left} on={task.due_on} /></div><div className="faint small num">{task.due_on}</div></div>;
}
