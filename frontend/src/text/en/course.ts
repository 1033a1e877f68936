export const course = {
  reason: "Reason", by: (who: string, at: string) => `${who} ${at}`, due: (d: string) => `due ${d}`, paper: "Paper",
  extend: {
    action: "Extend", title: "Extend the time for review", gives: (n: number, due: string) => `${n} more working days, to ${due}`, past: (d: string) => `The new end lies after the last day to decide the case, ${d}`, knowing: "I know; it has to be extended",
    done: "Extended", used: "Extended already; no further extension", line: (n: number, due: string) => `Extended by ${n} working days, to ${due}`, linePast: (d: string) => `after the last day to decide, ${d}`,
  },
  opinion: { title: "Opinion paper", action: "Opinion paper", edited: (who: string, at: string) => `edited by ${who} ${at}`, stale: "A finding or the opinion has changed since this was edited: check and save again, or have it written anew", again: "Write from the findings", againAsk: "Drop the edits and write it from the findings?", marks: "Keep the three marks in brackets: number, signer and day are filled in at signature" },
  reading: { unread: "unread", changed: "changed since read", partly: "partly read", read: "read" }, carried: (n: number) => `from round ${n}`,
  supply: {
    ask: "Ask for more", askTitle: "Ask for what is missing", askHint: "The clock of the review stands still meanwhile; if it is late, the case can be returned.", what: "What is missing", why: "Why it is needed", code: "Paper", add: "Another one", asked: "Asked for",
    title: "More material", lack: (n: number) => `Point ${n}`, answer: "Answer", withPaper: "Answer with a paper of the case", note: "General note", submit: "Hand in again", done: "Handed in again", waitingUntil: (d: string) => `due by ${d}`, overdue: (d: string) => `was due by ${d}: late`,
    suppliedAt: (who: string, at: string) => `supplied by ${who} ${at}`, reopened: (n: number) => (n === 1 ? "1 point to be checked again" : `${n} points to be checked again`), reopenedNone: "no point to be checked again", lateHint: "The case can be returned", removeLine: "Remove this one",
  },
  dispute: {
    title: "Dispute", none: "The opinion is not disputed", until: (d: string) => `can be disputed until ${d}`, object: "Object", objectTitle: "Object to the opinion", objectReasons: "Reasons", objectItems: "Points", objected: "Objected",
    answer: "Answer", answerTitle: "Answer the objection", answered: "Answered", refer: "Refer", referTitle: "Refer the dispute", referred: "Referred", rule: "Rule", ruleTitle: "Rule on the dispute", ruledDone: "Ruled", withdraw: "Withdraw", withdrawTitle: "Withdraw the objection", withdrawn: "Withdrawn",
    text: "Reasons", minority: "Minority view, if any", result: "Result", results: { upheld: "The opinion stands", again: "Review again" }, level: "Level", levels: { deputy: "Deputy", head: "Head", discussion: "Collective discussion" },
    steps: { objected: "Objection", answered: "Answer of the legal office", referred: "Referred", ruled: "Ruling", withdrawn: "Withdrawn" },
    states: { objected: "Awaits the answer", answered: "Answered; can be referred", with_deputy: "With the deputy", ruled: "Ruled by the deputy; can be referred", with_head: "With the head", with_discussion: "Awaits the discussion", settled: "Settled" },
    noBypass: "A dispute never stands for a review: where the opinion has to change, the case is submitted again and gets a new one.", items: (list: string) => `points ${list}`, minorityIs: (s: string) => `Minority view: ${s}`,
  },
  discussion: {
    title: "Collective discussion", record: "Record a discussion", none: "No discussion is recorded", noneHint: "The leaders discuss a major penalty after the review and before the decision.", heldOn: "Held on", place: "Place", chair: "Chair", recorder: "Minutes by", name: "Name", duty: "Office", view: "View", vote: "Vote", votes: { for: "for", against: "against", abstain: "abstains" },
    present: "Present", absent: "Absent", absentHint: "One a line, the reason after the name", observers: "Observers", observersHint: "One a line", report: "Report of the handler", follows: "The opinion is followed", followsNot: "The opinion is not followed", followReason: "Why it is followed or not", result: "Conclusion", signed: "Everybody present has signed", addVoice: "Another person", removeVoice: "Remove this person", done: "Recorded",
    tally: (a: number, b: number, c: number) => `${a} for, ${b} against, ${c} abstain`, tallyAgainst: "The conclusion goes against the greater part of the votes: say why in the reasons", noLeader: "no leader took part", chairedBy: (n: string) => `chaired by ${n}`, unsigned: "not signed by all",
  },
};
