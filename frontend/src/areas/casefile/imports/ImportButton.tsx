import { DownOutlined, ImportOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useRef, useState } from "react";
import { api, call } from "@/api";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { useBegin } from "./begin";
import { chosen } from "./collect";
import { RestrictedImport } from "./RestrictedImport";
import type { Manner } from "./uploader";

/** ImportButton offers files, a folder, and in the desktop window a folder read in place. */
export function ImportButton({ caseId }: { caseId?: string }) {
  const t = useText();
  const i = t.imports;
  const { fromFiles, fromMachine } = useBegin(caseId);
  const inWindow = useQuery({ queryKey: ["shell"], queryFn: () => call(api.GET("/api/shell")), staleTime: Infinity, retry: false }).data?.window ?? false;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useActions([
    { id: "import.files", label: i.files, run: () => ask(files.current) },
    { id: "import.folder", label: i.folder, keys: ["i"], run: () => ask(folder.current) },
    ...(inWindow ? [{ id: "import.machine", label: i.machine, run: () => void fromMachine() }] : []),
  ]);
  const [restricting, setRestricting] = useState(false);
  const manner = useRef<Manner>(undefined);
  const take = (input: HTMLInputElement) => {
    const found = chosen(input.files);
    input.value = "";
    void fromFiles(found, manner.current);
  };
  const ask = (input: HTMLInputElement | null, how?: Manner) => {
    manner.current = how;
    input?.click();
  };
  return (
    <>
      <input ref={files} type="file" multiple hidden aria-label={i.files} onChange={(e) => take(e.currentTarget)} />
      <input ref={folder} type="file" multiple hidden aria-label={i.folder} {...{ webkitdirectory: "" }} onChange={(e) => take(e.currentTarget)} />
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "folder", label: i.folder, onClick: () => ask(folder.current) },
            { key: "files", label: i.files, onClick: () => ask(files.current) },
            ...(caseId === undefined ? [{ key: "practice", label: t.reviewers.practice.import, onClick: () => ask(folder.current, { use: "practice" }) }, { key: "assessment", label: t.reviewers.practice.importAssess, onClick: () => ask(folder.current, { use: "assessment" }) }, { key: "restricted", label: i.restricted, onClick: () => setRestricting(true) }] : []),
            ...(inWindow ? [{ key: "machine", label: <span title={i.machineHint}>{i.machine}</span>, onClick: () => void fromMachine() }] : []),
          ],
        }}
      >
        <Button icon={<ImportOutlined />}>{i.button}<DownOutlined style={{ fontSize: 10 }} /></Button>
      </Dropdown>
      {restricting && (
        <RestrictedImport
          onClose={() => setRestricting(false)} onFolder={(how) => ask(folder.current, how)} onFiles={(how) => ask(files.current, how)}
          onMachine={inWindow ? (how) => void fromMachine(how) : undefined}
        />
      )}
    </>
  );
}
