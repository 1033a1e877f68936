export const workbench = {
  title: "Workbench", tasks: "My tasks", tasksEmpty: "Nothing to do", tasksEmptyHint: "New submissions, deadlines and disclosure tasks appear here. You could look at the case list.", toCases: "Open the case list",
  overdue: "Overdue", dueSoon: "Due within 7 days", openCases: "Open cases", waiting: "Waiting for me",
  byState: "Cases by stage", byMonth: "Opened and decided, last twelve months", opened: "Opened", decided: "Decided", due: "Due", task: "Task", caseCol: "Case", noDue: "no deadline",
  kind: { confirm: "Confirm facts", move: "Move on", submit: "Submit", review: "Review", sign: "Sign", supply: "Supply", dispute: "Dispute", recusal: "Recusal", reply: "Reply", issue: "Issue", disclose: "Mask", approve: "Approve", publish: "Publish", archive: "Archive" },
  ahead: "Deadlines of the next six weeks", aheadHint: "How many deadlines end each day", aheadNone: "No deadline ends in the next six weeks", provisional: "provisional", periods: (n: string) => `${n}`, left: (n: string) => `The deadlines of ${n} cases are still being worked out`, ics: "My deadlines as a calendar file",
  counts: (n: string) => (n === "1" ? "1 task" : `${n} tasks`), barHint: "Click a part to see the cases at that stage", noMonths: "No month to count yet",
};
