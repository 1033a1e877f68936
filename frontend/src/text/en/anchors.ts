import type { Shape } from "../shape";
import type { anchors as zh } from "../zh/anchors";

export const anchors: Shape<typeof zh> = {
  title: "Anchored outside the ledger", hint: "A rewritten history is seen only if somebody outside keeps a head too. Print it, send it as a line, or have another office witness it: one of them is enough.", window: (n) => `${n} entries not anchored yet`, days: (n) => (n < 0 ? "never anchored" : n === 0 ? "anchored today" : `anchored ${n} days ago`), alarm: (n) => `No head has left the office for more than ${n} days: please anchor it`,
  print: "Print a sheet", line: "Send a line", witness: "Ask a witness", answer: "Keep an answer", hold: "Witness another office", with: "Where it goes, or who gets it", from: "How many entries the witness holds (0 at first)", make: "Anchor the present head", copied: "The line is copied", copyLine: "Copy the line", sheet: "Sheet",
  kinds: { daily: "daily", issue: "at an issue", printed: "printed", line: "line", witness: "witness" }, size: "Entries", at: "When", kind: "How", place: "With", witnessed: "witnessed", waiting: "waits for the answer", inside: "in the office", none: "No anchors yet", noneHint: "Once anchored, whoever holds the head can show that earlier entries were changed, deleted or rewritten.",
  held: "This office is the witness of", heldSize: (n) => `${n} entries`, offerMade: "The request was downloaded: hand it to the witness", answerMade: "The answer was downloaded: hand it back", answerKept: "The witness’s signature is kept", key: "This office’s public key", keyHint: "Publish it on the office’s site: whoever checks a receipt compares it.", copyKey: "Copy the key",
  receipt: "Receipt", receiptHint: "A receipt can be handed to anybody: it is checked by the offline page or by zhiheng verify, without this program and without a network.", json: "Receipt file", pdf: "Receipt on paper (PDF)", page: "Offline verifier",
};
