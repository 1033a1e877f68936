export const reviewers = {
  submit: { have: "in the dossier", missing: "missing", why: "Why it is missing", whyHint: "What cannot be supplied is explained one by one; the reviewer reads it", optional: "may stay empty", all: "All materials are there", title: "Submit for review: materials" },
  recusal: {
    title: "Recusal", none: "Nobody was asked to stand back", ask: "Ask for recusal", person: "Reviewer", side: "Who asks", sides: { self: "The reviewer themselves", party: "The party", office: "The office" }, reason: "Reason", asked: "Asked; the head of the office decides", decide: "Decide on the recusal", grant: "Recuse", refuse: "Refuse", grounds: "Reasons for the decision", decided: "Decided",
    states: { asked: "undecided", granted: "recused", refused: "refused" }, hint: "The head of the office decides. Until then the examination goes on, but nothing is signed. What a recused person found is examined again by somebody else.",
  },
  reply: {
    title: "Reply to the opinion", hint: "Say of each point whether it is adopted, and why not; once signed, the case may be submitted again.", adopted: "Adopted", refused: "Not adopted", text: "What was done", why: "Why it is not adopted", whole: "The opinion as a whole", note: "Further remarks", sign: "Sign the reply", signed: "Signed", owed: "owed", by: (who: string, at: string) => `signed by ${who} ${at}`,
  },
  turn: { office: "The handling office is next: accept the opinion, or go one level up", chief: "The chief is next: answer", leader: "A head of the office is next: rule", until: (d: string) => `by ${d}`, late: "late: it can be referred at once" },
  practice: {
    practice: "practice", assessment: "assessment", banner: { practice: "A finished dossier for practice: nothing moves it, nothing is decided in it, no figure counts it", assessment: "A finished dossier for assessment: nothing moves it, nothing is decided in it, no figure counts it" }, start: "Begin to review", end: "End", ended: "Ended", proposed: "Opinion proposed", hint: "Examine it point by point and propose an opinion. It is for practice or assessment alone and passes nothing.", mark: "passes nothing",
    import: "A finished dossier, for practice", importAssess: "A finished dossier, for assessment",
  },
  exception: {
    title: "Exception for a legal office of one", none: "No exception: two people examine and sign", off: "The rulebook has not turned it on", approve: "Approve an exception", person: "Chief", reason: "Reason", until: "Last day", approved: "Approved", end: "End it", ended: "Ended", endReason: "Why it ends", inForce: "in force", over: "over", line: (who: string, until: string) => `${who}, until ${until}`, by: (who: string, at: string) => `approved by ${who} ${at}`,
    hint: "It holds only while nobody else can sign. The opinion and the chain of responsibility name who approved it and why.",
  },
  years: { title: "Training by year", person: "Person", target: (n: number) => `${n} hours are asked for in a year`, short: "short" },
  figures: {
    title: "Reviews in figures", from: "From", to: "To", rounds: "Rounds", cases: "Cases", signed: "Opinions", returned: "Returned", open: "Open", firstPass: "Passed at once", inTime: "In time", median: "Median days", extended: "Extended", asked: "Supplements", disputed: "Disputed", again: "Reviewed again", adopted: "Adopted", notAdopted: "Not adopted", samePerson: "Signed alone",
    opinions: "Kinds of opinion", items: "Points most often not met", reviewers: "Opinions by reviewer", none: "Nothing was submitted in that time", of: (n: number, all: number) => `${n} / ${all}`, noItems: "No point was found not met",
  },
  record: "Record of review (for other programs)",
};
