export const collections = {
  title: "Collections", hint: "Decisions that other offices have made public. Once imported they can be searched and compared with cases. They stand apart from the office’s own cases and count in none of its figures.", search: "Search in collections", scope: "Collections",
  none: "No collection yet", noneHint: "Import decisions that other offices have made public, to search in and compare with.", mayNot: "Reviewers, the chief of legal review and heads import them.",
  import: "Import a collection", choose: "Choose a file", noFile: "No file chosen", name: "Name", source: "Source", sourceHint: "Source, such as who published it and where", reading: "Reading and importing…",
  forms: "JSON Lines (a decision a line, its text in text), a workbook like a register (a decision a row), or an archive of a folder of decisions (a decision a file).",
  imported: (n: string) => `Imported ${n} decisions; they are being indexed`, leftOut: (n: number) => `${n} without a text were left out`, documents: (n: string) => `${n} decisions`,
  remove: "Remove", removeTitle: (name: string) => `Remove “${name}”`, removeHint: "It is no longer searched or compared with. The file stays among the originals, and its removal is recorded.", reason: "Why it is removed",
  foreign: (name: string, source: string) => `A decision of another office, from the collection “${name}” (${source}); not a case of this office`, from: (name: string) => `From: ${name}`, others: "Decisions of other offices", othersHint: "from collections, in an order of their own",
  particulars: "Particulars", text: "Text", no: "Number", body: "Decided by", party: "Party", on: "Date", fine: "Fine", articles: "Articles", types: "Cause", withOthers: "Show the fines of collections too", foreignFine: "Collections",
};
