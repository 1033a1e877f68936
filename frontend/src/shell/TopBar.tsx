import { LoadingOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { api, call, keys, useNames, useOffice, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { openPalette } from "./bus";
import { LanguageSwitch } from "./LanguageSwitch";

const ChangePassword = lazy(() => import("./ChangePassword").then((m) => ({ default: m.ChangePassword })));
const JobsDrawer = lazy(() => import("./JobsDrawer").then((m) => ({ default: m.JobsDrawer })));

/** TopBar names the office, opens the palette, and shows what runs in the background and who is signed in. */
export function TopBar() {
  const t = useText();
  const office = useOffice().data;
  return (
    <header className="topbar">
      <span className="topbar-office one-line" title={office?.name}>{office?.name}</span>
      {office?.sample && <Badge tone="amber">{t.shell.sampleBadge}</Badge>}
      <span className="grow" />
      <button type="button" className="palette-opener" onClick={openPalette}>
        <SearchOutlined /><span className="one-line grow">{t.shell.palette.placeholder}</span><kbd>Ctrl K</kbd>
      </button>
      <span className="grow" />
      <Jobs />
      <LanguageSwitch />
      <Me />
    </header>
  );
}

function Jobs() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), staleTime: 30_000, retry: false });
  const running = (jobs.data?.jobs ?? []).filter((j) => j.state === "running").length;
  if (running === 0 && !open) {
    return null;
  }
  return (
    <>
      <Button type="text" size="small" icon={running > 0 ? <LoadingOutlined /> : undefined} onClick={() => setOpen(true)}>{t.shell.jobs.running(running)}</Button>
      <Suspense fallback={null}>{open && <JobsDrawer jobs={jobs.data?.jobs ?? []} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

function Me() {
  const t = useText();
  const pick = usePick();
  const names = useNames();
  const client = useQueryClient();
  const notify = useNotify();
  const person = useSession().data?.person;
  const [changing, setChanging] = useState(false);
  const signOut = async () => {
    try {
      await call(api.DELETE("/api/session"));
    } catch (problem) {
      notify.failed(problem);
      return;
    }
    client.clear();
    location.assign("/");
  };
  const roles = person?.roles.map((r) => pick(names.role(r))).join(" · ");
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "who", label: <span className="soft small">{roles}</span>, disabled: true },
            { type: "divider" },
            { key: "password", label: t.shell.changePassword, onClick: () => setChanging(true) },
            { key: "out", label: t.shell.signOut, onClick: () => void signOut() },
          ],
        }}
      >
        <Button type="text" size="small" icon={<UserOutlined />}>{person?.name}</Button>
      </Dropdown>
      <Suspense fallback={null}>{changing && <ChangePassword onClose={() => setChanging(false)} />}</Suspense>
    </>
  );
}
