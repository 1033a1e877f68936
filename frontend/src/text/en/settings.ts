export const settings = {
  title: "Settings", office: "Office", name: "Name", uscc: "Unified social credit code", region: "Administrative division", codeWord: "Code word", version: "Program version", rulebook: "Rulebook version", rulebookHash: "Rulebook fingerprint", options: "Options", saved: "Settings saved", search: "Search index", readOnly: "Only a system administrator can change this", appearance: "Display", language: "Language", chinese: "中文", english: "English", noOptions: "There is nothing to change",
  kinds: "Kinds of action", kindsHint: "Switching a kind off only stops new cases; open ones go on.", review: "Legal review", reviewHint: "always on; it cannot be switched off",
  calendar: {
    title: "Working days", covered: (from: string, to: string) => `Holidays are on file from ${from} to ${to}; deadlines after that, and in the last days of the year, are marked provisional.`, year: "Year", workdays: "Working days", notice: "Notice", by: "Taken up", builtIn: "with the program",
    add: (year: number) => `Take up the holidays of ${year}`, change: "Revise", file: "Read from a file (JSON)", badFile: "The file is not the JSON it should be", address: "Address of the notice", name: "Holiday", date: "Date", off: "off", on: "worked", addRow: "Add a day", look: "Look at the changes", yearField: "Year",
    effect: (off: number, on: number) => `The notice names ${off} days off and ${on} days worked in exchange`, counts: (year: number, before: number, after: number) => `Working days of ${year}: ${before} become ${after}`, unusual: "The number of working days is unusual; please check.", changes: "Days that differ from the calendar as it is", noChanges: "Nothing differs from the calendar as it is", becomes: "becomes",
    confirm: "I have checked each day: take it up", done: "The holidays are on file; the deadlines are worked out anew", back: "Back",
  },
  timestamps: {
    title: "Time-stamps", hint: "A time-stamping authority (RFC 3161) can say when a head of the ledger existed. Its answers are checked by the root certificates here: RSA, ECDSA and SM2. Without an address the program connects to nothing.", trust: "Import a root certificate", trusted: "The certificate is trusted now", none: "No authority is trusted yet", noneHint: "Import the root certificate that the authority publishes (.pem, .cer, .crt).", name: "Authority", fingerprint: "Fingerprint", until: "Valid until", drop: "Trust no longer", reason: "Why", dropped: "It is not trusted any more", address: "Address of the service", addressNone: "no network",
  },
  synonyms: {
    title: "Synonyms in search", hint: "The words of a line find each other: a search for one finds the papers with the others too. One group on a line, its words parted by spaces or commas. What stands in quotation marks is found as it is written. It takes effect at once.", example: "one word, another word", none: "No synonyms yet", who: "Kept by the chief or the system administrator", saved: "The synonyms are saved, and searches know them",
    changed: (at: string, by: string) => `Changed by ${by} at ${at}`,
  },
  known: { publish_folder: "Folder for packages", review_days: "Time to review (working days)", remind_days: "Remind before a deadline (days)", image_width: "Width of page images (pixels)", keep_recordings: "Keep original recordings" } as Record<string, string>,
};
