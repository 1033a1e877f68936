export const decision = {
  open: "The decision may be issued", openHint: "Legal review has passed and the case is as it was reviewed. A decision goes on record; it cannot be taken back, only changed or revoked by law.", closed: "The decision may not be issued yet", closedHint: "This door opens by itself when the following is settled.",
  stops: "To be settled first", warns: "Note", issue: "Issue the decision", confirmTitle: "Issue the decision", confirmText: "The present draft becomes the decision; a number is assigned and it goes on record. Make sure the collective discussion has taken place where needed.", needs: "Needs the head of the office",
  issued: "Decision issued", no: "Number", on: "Date", by: "By", round: "Review", fingerprint: "Fingerprint", paper: "Paper", openPaper: "Open the decision", draft: "Draft decision", noDraft: "No draft yet", noDraftHint: "Draft the decision under “Papers”.", openDraft: "Show the draft", toReview: "Show the review",
};
