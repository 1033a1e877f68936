export const casefile = {
  list: {
    title: "Cases", new: "New case", search: "Number, title, party", state: "Stage", anyState: "All stages", mine: "Mine", major: "Major", overdue: "Overdue", clear: "Clear filters",
    empty: "No cases yet", emptyHint: "Drop a case folder here, or open a new case.", noMatch: "No case matches", noMatchHint: "Loosen or clear the filters above.",
    no: "Number", name: "Case", party: "Party", stage: "Stage", handlers: "Handlers", filed: "Filed", fine: "Fine (¥)", clock: "Next deadline", updated: "Updated", papers: "Papers", notNumbered: "no number yet",
    sort: "Sort", sortDue: "Nearest deadline", sortFiled: "Newest filing", sortUpdated: "Last updated", sortNo: "Case number", sortFine: "Highest fine",
    keyOpen: "Open the chosen case", keyNext: "Next row", keyPrev: "Previous row", keyPage: "Next page", keyBack: "Previous page", keySearch: "To the search box",
  },
  create: { title: "New case", name: "Case title", nameHint: "Party + suspected + violation", kind: "Kind of action", procedure: "Procedure", source: "Source", handlers: "Handlers", handlersHint: "At least two", submit: "Open the case", needTwo: "At least two handlers are needed", needName: "Give the case a title" },
  tabs: { overview: "Overview", papers: "Papers", timeline: "Timeline", review: "Review", decision: "Decision", disclosure: "Disclosure", proof: "Proof" },
  head: { since: (d: string) => `since ${d}`, major: "Major", handlers: "Handlers", fine: "Fine", filed: "Filed" },
  overview: {
    facts: "Facts", factsEmpty: "No confirmed facts yet", factsEmptyHint: "After papers are imported the program proposes facts for you to confirm.", otherGroup: "Other", sensitive: "sensitive",
    proposals: "Proposed facts", proposalsHint: "Found by the program in the papers. They become facts only when you confirm.", accept: "Accept", dismiss: "Dismiss", acceptAll: "Accept all", dismissAll: "Dismiss all", current: (v: string) => `now ${v}`,
    proposalsNone: "Nothing waits to be confirmed", from: (paper: string, page: number) => `${paper}, page ${page}`, openSource: "Show in the paper",
    major: "Major decision", majorNone: "No major criterion met", majorHint: "If any criterion is met, legal review must come before the decision.", because: "Because",
    materials: "Materials", materialsMissing: (n: number) => `${n} missing`, materialsAll: "All required materials present", missing: "missing", have: "present", must: "required", conditional: "if applicable", should: "expected",
    clocks: "Deadlines", clocksNone: "No deadline is running", strict: "strict", legal: "legal", arithmetic: "How it was counted", provisional: "provisional", provisionalHint: "The holiday calendar is not published yet; the result may change", start: "from", met: "done", suspended: "suspended", due: "due",
    next: "Next steps", nextNone: "This case is finished", to: (s: string) => `to “${s}”`, byRoles: (r: string) => `by ${r}`, note: "Note", doMove: "Do it", stops: (n: number) => `${n} not satisfied`, warns: "Note", moved: (s: string) => `Moved to “${s}”`,
    edit: "Edit facts", editHint: "Changes are recorded and may void a passed review.", value: "Value", addField: "Add a fact", chooseField: "Choose a field", lists: "Separate several with 、", clearValue: "Clear", noSource: "entered by hand",
  },
  papers: {
    empty: "No papers yet", emptyHint: "Drop files or a folder here, or choose “Import papers”.", code: "Class", untitled: "Untitled", image: "Original", text: "Text", both: "Side by side", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Fit width", nextPage: "Next page", prevPage: "Previous page",
    nextPaper: "Next paper", prevPaper: "Previous paper", original: "Download original", resort: "Change class", sortedBecause: "Why this class", sortConfirmed: "Class confirmed", sortUnconfirmed: "Class to be confirmed", confirmSort: "Confirm class",
    status: { read: "read", no_text: "no text", unreadable: "unreadable", waiting: "waiting" }, noText: "No text on this page", noTextHint: "It may be a photo or a scan. See the original on the left.", noImage: "No page image", noImageHint: "See the text, or download the original.",
    details: "Registered", on: "Date", servedOn: "Served on", approvedBy: "Approved by", no: "Number", name: "Title", file: "File", size: "Size", hash: "SHA-256", added: "Added", draft: "Draft",
    editDraft: "Edit draft", saveDraft: "Save new version", versions: "Versions", compare: "Compare with previous", compareNone: "Only one version", unchanged: "The versions are the same", draftNew: "Draft a paper", draftHint: "Written from the case's facts; you can edit it.", chars: (n: string) => `${n} characters`, current: "current",
    edited: "Unsaved changes", choose: "Choose a paper on the left", select: "Choose a paper", recording: "Recording", side: { front: "Main file", back: "Annex file" }, unsorted: "Unclassified", find: "Filter by name",
  },
  timeline: { empty: "Nothing recorded yet", who: "By", what: "What", when: "When", seq: "No.", hint: "Every step is on record and cannot be changed or deleted.", all: "All", openEntry: "Show the entry" },
  proof: {
    title: "Proof of this case", hint: "Everything recorded in this case, from the first step until now, is fixed by the root of the record. Any change can be found.", entries: "Entries", range: "Numbers", head: "Current head", root: "Root", at: "Fixed at", size: "Size", papers: "Fingerprints of the papers", title2: "Paper", none: "No papers in this case yet",
  },
};
