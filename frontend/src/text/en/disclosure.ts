export const disclosure = {
  title: "Disclosure", empty: "Nothing to disclose", emptyHint: "After service, cases that must be published appear here.", noMatch: "Nothing in this state", all: "All", overdueOnly: "Only overdue", publish: "Write packages", publishNone: "Nothing is approved yet", publishHint: "Writes the public texts and the two-column tables of everything approved", publishStarted: "Started; see the progress at the top right",
  states: { to_judge: "To judge", masking: "Masking", checking: "To approve", approved: "Approved", published: "Published", withheld: "Withheld", withdrawn: "Withdrawn" },
  caseName: "Case", decisionNo: "Decision", state: "State", due: "Due", left: "Left", preparedBy: "Masked by", approvedBy: "Approved by", publishedAt: "Published",
  none: "Nothing to disclose in this case yet", noneHint: "It is created when the decision is served.", openDesk: "Open the masking desk",
  desk: {
    original: "Original", public: "Public text", masks: "Masks", row: "Credit table", problems: "Problems", accept: "Accept", refuse: "Refuse", machine: "machine", person: "person", selectHint: "Select words in the original to add a mask", addMask: "Add a mask", replaceWith: "Replace with", reason: "Reason", selected: "Selected words", saved: "Saved", remove: "Remove",
    submit: "Submit for approval", submitted: "Submitted", approve: "Approve", approved: "Approved", return: "Return", returned: "Returned", returnReason: "Reason", withhold: "Withhold", withheld: "Withheld", ground: "Ground", note: "Note", chooseGround: "Choose the legal ground",
    approveSelf: "Who masked a text cannot approve it", needApprover: "Needs the right to approve disclosures", needPublisher: "Needs the publisher", blocked: (n: number) => (n === 1 ? "1 problem must be settled first" : `${n} problems must be settled first`), notMasking: "It cannot be changed in this state", noProblems: "No problems", noMasks: "Nothing was found to mask", noMasksHint: "Read the original through; select words to add a mask.",
    publish: "Publish this one", remark: "Remark", remarkHint: "Published with this one; may stay empty",
    value: "Value", field: "Field", required: "required", files: "Package", groundIs: "Withheld because", next: "Next mask", previous: "Previous mask", toggle: "Accept or refuse this mask", accepted: (a: number, b: number) => `${a} of ${b} accepted`, private: "reported, not published", publicValue: "published as", reasonIs: "Returned or withdrawn because", emptyValue: "empty",
  },
};
