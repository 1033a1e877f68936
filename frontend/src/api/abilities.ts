import { useMay } from "./queries";

// What a person wants to do, and the permission that the server asks for. One table, so that a renamed permission is one line.
const needed = {
  openCase: "case.create",
  importPapers: "case.work",
  editFacts: "case.work",
  editPapers: "case.work",
  moveCase: "case.move",
  submitReview: "review.submit",
  readInternal: "case.read_internal",
  judge: "review.judge",
  keepCollections: "collections.keep",
  assign: "review.assign",
  sign: "review.sign",
  ruleDisputes: "review.rule",
  discuss: "review.discuss",
  issue: "case.move",
  mask: "disclosure.prepare",
  approveDisclosure: "disclosure.approve",
  publish: "disclosure.publish",
  keepLists: "lists.keep",
  approveLists: "lists.approve",
  managePeople: "people.manage",
  changeSettings: "settings.manage",
  readLedger: "ledger.read",
  verify: "verify.run",
  search: "search.use",
} as const;

export type Ability = keyof typeof needed;

/** useCan answers whether the person signed in may do a thing. */
export function useCan(): (ability: Ability) => boolean {
  const may = useMay();
  return (ability) => may(needed[ability]);
}
