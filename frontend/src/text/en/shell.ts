export const shell = {
  nav: {
    label: "Main navigation", workbench: "Workbench", cases: "Cases", imports: "Imports", recordings: "Recordings", reviews: "Legal review", disclosures: "Disclosure", lists: "Open lists", search: "Search", archive: "Archive", ledger: "Records & proof", rulebook: "Rulebook", people: "People", settings: "Settings",
    daily: "Daily work", records: "Records", office: "Office",
  },
  skip: "Skip to content",
  palette: {
    title: "Commands", placeholder: "A page, an action or a case number", empty: "No matching action", searchFor: (q: string) => `Search for “${q}”`, go: "Go to", act: "On this page", find: "Find", open: "Open commands",
    hint: "↑↓ choose   Enter run   Esc close",
  },
  keymap: { title: "Keyboard", here: "This page", everywhere: "Everywhere", help: "Show the keys", hint: "Single keys do nothing while you type in a field.", goto: "Go to" },
  language: "Language", switchTo: "中文",
  signIn: {
    title: "Sign in", username: "User name", password: "Password", submit: "Sign in", needUsername: "Enter your user name", needPassword: "Enter your password",
    sample: "Sample office", sampleHint: "This office and all its cases are invented, for trying out. Choose a person to sign in.", sampleOther: "Use another account", version: (v: string) => `Version ${v}`,
    tagline: "Legal review, full record and disclosure for administrative enforcement",
  },
  signOut: "Sign out", changePassword: "Change password", currentPassword: "Current password", newPassword: "New password", repeatPassword: "Once more", passwordRule: "At least 10 characters", passwordDiffers: "The two do not match", passwordChanged: "Password changed",
  setup: {
    title: "Set up the office", lead: "Filled in once; shown later under Settings. The name and codes go into every paper and every published record.",
    name: "Full name of the office", nameHint: "As on the seal", uscc: "Unified social credit code", usccBad: "18 capital letters and digits", region: "Administrative division code", regionBad: "6 digits",
    codeWord: "Office code word", codeWordHint: "Used in document numbers, such as “启市监”", people: "First people", peopleHint: "At least one system administrator and one security administrator (who manages people); these see no case and hold no other role. Handler, reviewer and signer must be different people.",
    personName: "Name", username: "User name", roles: "Roles", password: "First password", addPerson: "Another person", submit: "Set up the office", needAdmin: "At least one system administrator and one security administrator are needed",
  },
  jobs: { title: "Background jobs", none: "Nothing is running", cancel: "Cancel the job", running: (n: number) => (n === 1 ? "1 job running" : `${n} jobs running`) },
  sampleBadge: "Sample data",
  ledgerSize: (n: string) => `${n} entries on record`,
};
