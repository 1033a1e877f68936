export const quality = {
  title: "Quality of review", link: "Quality", responsibility: "Chain of responsibility", responsibilityHint: "Who said what about which text, and when", samePerson: "Office of one: the same person examined and signed",
  advice: { title: "Legal advisers", add: "Record advice", none: "No advice", name: "Adviser", capacity: "Capacity", text: "What they say", done: "Recorded", hint: "Kept in the dossier; it never stands for the review." },
  feedback: { title: "Feedback to the handler", add: "Give feedback", none: "No feedback", factors: "Factors", text: "Remarks", done: "Given" },
  staff: (reviewers: number, officers: number) => `${reviewers} reviewers to ${officers} certified officers`, share: (p: string) => p, shareLow: "below five per cent",
  samples: "Random draws", draw: "Draw", drawTitle: "Draw passed reviews at random", from: "From", to: "To", count: "How many", seed: "Seed", seedHint: "Empty: random. The same seed draws the same cases", drawn: "Drawn", none: "Nothing drawn yet", of: (from: string, to: string, n: number, all: number) => `${from} to ${to}: ${n} of ${all}`, score: "Score", rate: "Rate", rated: "Rated", note: "Remarks", mine: "your own: somebody else rates it",
  factors: "Factors of feedback", noFactors: "No feedback yet", training: "Training", train: "Record training", person: "Person", heldOn: "Held on", hours: "Hours", topic: "Topic", trained: "Recorded", noTraining: "No training recorded", total: (h: number) => (h === 1 ? "1 hour" : `${h} hours`),
};
