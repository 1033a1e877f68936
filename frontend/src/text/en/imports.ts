export const imports = {
  title: "Imports", button: "Import papers", files: "Choose files", folder: "Choose a folder", restricted: "Import as a restricted case", machine: "Choose a folder on this machine", machineHint: "Large files and recordings are read in place, without upload", drop: "Let go to import", dropInto: (name: string) => `Let go to import into “${name}”`,
  empty: "Nothing imported yet", emptyHint: "Drop a case folder on the case list, or files on a case.", name: "Name", caseName: "Case", state: "State", progress: "Progress", size: "Size", started: "Started", unreadable: "Unreadable",
  states: { receiving: "receiving", running: "reading", paused: "paused", done: "done" },
  fileStates: { waiting: "waiting", reading: "reading", done: "added", unreadable: "unreadable", duplicate: "already present", failed: "not received" },
  start: "Start", resume: "Resume", cancel: "Pause", retry: "Retry the failed", count: (done: string, total: string) => `${done} / ${total}`,
  path: "File", result: "Result", reason: "Reason", onlyProblems: "Only what failed", allFine: "Every file could be read",
  upload: {
    title: "Uploading", done: "Uploaded", failed: (n: number) => (n === 1 ? "1 file failed" : `${n} files failed`), paused: "Upload paused", of: (a: string, b: string) => `${a} of ${b} files`, cancel: "Pause", resume: "Resume", retry: "Retry the failed", goOn: "Go on without them", hide: "Collapse", show: "Expand", details: "Show the import", leaving: "The upload is not finished; leaving stops it.",
    states: { waiting: "waiting", sending: "uploading", sent: "sent", failed: "failed" },
  },
  heaps: {
    title: "A case for each folder?", several: (n: number) => `A case for each folder (${n})`, one: "One case for all", files: (n: string) => `${n} ${n === "1" ? "file" : "files"}`, rest: (n: string) => `The ${n} files beside these folders make a case of their own; folders that are not ticked are left out.`, left: "Folders that are not ticked are left out.",
  },
  newCase: "New case", none: "no case yet", tooNone: "There is no file to import",
};
