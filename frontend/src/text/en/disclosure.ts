export const disclosure = {
  title: "Disclosure", empty: "Nothing to disclose", emptyHint: "After service, cases that must be published appear here.", noMatch: "Nothing in this state", all: "All", overdueOnly: "Only overdue", publish: "Write packages", publishNone: "No decision, list or withdrawal is waiting", publishWaiting: (decisions: number, lists: number, notices: number) => `Approved decisions: ${decisions}; new versions of lists: ${lists}; withdrawals and ends: ${notices}`, publishStarted: "Started; see the progress at the top right",
  states: { to_judge: "To judge", masking: "Masking", checking: "To approve", approved: "Approved", published: "Published", withheld: "Withheld", withdrawn: "Withdrawn", taken_down: "Taken down" },
  caseName: "Case", decisionNo: "Decision", state: "State", due: "Due", left: "Left", preparedBy: "Masked by", approvedBy: "Approved by", publishedAt: "Published",
  none: "Nothing to disclose in this case yet", noneHint: "It is created when the decision is served.", openDesk: "Open the masking desk",
  board: "Notice board PDF", boardHint: "Set what is public as a PDF to be pinned up",
  answers: {
    title: "Take in answers", receiver: "Receiver", choose: "Choose a file", hint: "The receiver’s file of what it accepted and sent back (Excel or CSV); each row is matched to a decision whose upload is entered", remembered: "as last time", leave: "not used", row: "Row", no: "Number", result: "Result", explained: "What it means", accepted: "accepted", sentBack: "sent back", unmatched: "no match",
    summary: (rows: number, matched: number, accepted: number) => `${rows} rows, ${matched} matched, ${accepted} accepted`, bring: "Take in", done: (matched: number, accepted: number) => `${matched} answers entered, ${accepted} accepted`,
  },
  during: {
    title: "While it is dealt with: show, tell, hear", none: "Nothing has to be shown or told in such a case", sheet: "Print the sheet", sheetPdf: "PDF", sheetDocx: "Word", done: "done", open: "to do", unsettled: "depends", byPaper: "see", note: "Note as done", on: "On which day", how: "How (optional)", noted: "Noted",
  },
  care: {
    title: "Terms", noted: "Noted", terms: "Terms of publication and credit repair", noTerms: "No rule sets one", before: (day: string) => `public by ${day}`, repairFrom: (day: string) => `repair may be asked for from ${day}`, repairAtOnce: "repair may be asked for once all is performed",
    consultations: "Third parties asked", noConsultations: "No third party was asked", consult: "Enter a request", whom: "Third party", about: "What it is about", askedOn: "Asked on", dueOn: "Answer due", answer: "Enter the answer", answeredOn: "Answered on", agreed: "agrees", objects: "objects", opinion: "Opinion and reasons",
    assessments: "Assessments", noAssessments: "Nothing was assessed yet", assess: "Enter an assessment", kinds: { impact: "Impact on personal data", withheld: "Yearly look at what is withheld" }, passed: "may be public", notPassed: "to be improved", purpose: "Why it is necessary in this way", reassessed: "Reasons", risks: "Impact and risks", measures: "Protective measures", staysWithheld: "stays withheld", mayBePublic: "may be public by now", keepUntil: "kept until", nextOn: "next by",
  },
  after: {
    title: "Afterwards", places: "Destinations", noPlaces: "The rules name no destination", upload: "Note as published", answer: "Note an answer", recall: "Note as taken away", fullRow: "Export the full row", wholeRow: "All fields, as this program has them", fullRowHint: "With the fields that are never published; the export is recorded", address: "Address or place", note: "Note", picture: "Picture (kept as an original)", pictureKept: "picture kept",
    uploaded: "Published", notUploaded: "Not noted yet", toRecall: "To be taken away", recalled: "Taken away", accepted: "Accepted", sentBack: "Sent back", field: "Code of the field", reason: "Reason", noted: "Noted",
    requests: "Requests to correct", noRequests: "No requests", enterRequest: "Enter a request", asker: "Who asks", what: "What is to be corrected", gotOn: "Received on", dueOn: "due", decide: "Answer the request", granted: "Granted", refused: "Refused",
    versions: "What was public before", until: "Public until", withdrawBy: "To be withdrawn by", correcting: "Being corrected", ends: { withdrawn: "Withdrawn on", expired: "Taken down on", repaired: "Credit mended on" },
    amended: "decision changed: withdraw", assessAgain: "assess again", recallLeft: (n: number) => (n === 1 ? "1 to take away" : `${n} to take away`), uploadLeft: (n: number) => (n === 1 ? "1 to note" : `${n} to note`), firstPass: (a: number, n: number) => `${a} of ${n} rows accepted at once`,
  },
  desk: {
    correct: "Correct", correcting: "The correction has begun: mask it anew and submit it", withdraw: "Withdraw", withdrawn: "Withdrawn; now take it away from each destination and note it", takeDown: "Take down", takenDown: "Taken down; now take it away from each destination and note it", publicReason: "Reason (becomes public: no personal data)", expired: "Its time has run out", repaired: "Credit was mended", repairedBy: "Decision that mends the credit",
    original: "Original", public: "Public text", masks: "Masks", row: "Credit table", problems: "Problems", accept: "Accept", refuse: "Refuse", machine: "machine", person: "person", selectHint: "Select words in the original to add a mask", addMask: "Add a mask", replaceWith: "Replace with", reason: "Reason", selected: "Selected words", saved: "Saved", remove: "Remove",
    submit: "Submit for approval", submitted: "Submitted", approve: "Approve", approved: "Approved", return: "Return", returned: "Returned", returnReason: "Reason", withhold: "Withhold", withheld: "Withheld", ground: "Ground", note: "Note", chooseGround: "Choose the legal ground",
    approveSelf: "Who masked a text cannot approve it", needApprover: "Needs the right to approve disclosures", needPublisher: "Needs the publisher", blocked: (n: number) => (n === 1 ? "1 problem must be settled first" : `${n} problems must be settled first`), notMasking: "It cannot be changed in this state", noProblems: "No problems", noMasks: "Nothing was found to mask", noMasksHint: "Read the original through; select words to add a mask.",
    publish: "Publish this one", remark: "Remark", remarkHint: "Published with this one; may stay empty",
    value: "Value", field: "Field", required: "required", files: "Package", groundIs: "Withheld because", next: "Next mask", previous: "Previous mask", toggle: "Accept or refuse this mask", accepted: (a: number, b: number) => `${a} of ${b} accepted`, private: "reported, not published", publicValue: "published as", reasonIs: "Returned or withdrawn because", emptyValue: "empty",
  },
};
