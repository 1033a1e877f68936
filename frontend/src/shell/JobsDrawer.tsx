import { useMutation } from "@tanstack/react-query";
import { Button, Drawer, Progress } from "antd";
import { api, call, type Job } from "@/api";
import { percent } from "@/format";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Nothing } from "@/ui/states";

/** JobsDrawer lists background jobs with their progress and the way to cancel. */
export function JobsDrawer({ jobs, onClose }: { jobs: Job[]; onClose: () => void }) {
  const t = useText();
  const pick = usePick();
  const notify = useNotify();
  const cancel = useMutation({ mutationFn: (id: string) => call(api.DELETE("/api/jobs/{id}", { params: { path: { id } } })), onError: notify.failed });
  return (
    <Drawer open onClose={onClose} title={t.shell.jobs.title} size={380}>
      {jobs.length === 0 && <Nothing title={t.shell.jobs.none} small />}
      <ul className="stack stack-loose">
        {jobs.map((job) => (
          <li key={job.id} className="stack">
            <div className="row spread">
              <strong className="one-line">{pick(job.label)}</strong>
              {job.state === "running" && <Button size="small" onClick={() => cancel.mutate(job.id)}>{t.shell.jobs.cancel}</Button>}
            </div>
            <Progress percent={percent(job.done, job.total)} size="small" status={job.state === "failed" ? "exception" : job.state === "running" ? "active" : "normal"} />
            <span className="soft small">{pick(job.error?.message ?? job.message)}</span>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
