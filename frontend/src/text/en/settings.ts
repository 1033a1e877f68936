export const settings = {
  title: "Settings", office: "Office", name: "Name", uscc: "Unified social credit code", region: "Administrative division", codeWord: "Code word", version: "Program version", rulebook: "Rulebook version", rulebookHash: "Rulebook fingerprint", options: "Options", saved: "Settings saved", search: "Search index", readOnly: "Only a system administrator can change this", appearance: "Display", language: "Language", chinese: "中文", english: "English", noOptions: "There is nothing to change",
  kinds: "Kinds of action", kindsHint: "Switching a kind off only stops new cases; open ones go on.", review: "Legal review", reviewHint: "always on; it cannot be switched off",
  known: { publish_folder: "Folder for packages", review_days: "Time to review (working days)", remind_days: "Remind before a deadline (days)", image_width: "Width of page images (pixels)", keep_recordings: "Keep original recordings" } as Record<string, string>,
};
