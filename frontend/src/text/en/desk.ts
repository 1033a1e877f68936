export const desk = {
  view: { whole: "Whole page", turn: "Turn the page", mode: "Switch between both, page and text", zoom: "Zoom", page: "Page number", covers: "Show thumbnails", resizeList: "Width of the list of papers", resizeChecklist: "Width of the checklist" },
  mark: {
    begin: "Mark a box on the page", box: "Box", draftHint: "Arrows move, Shift+arrows resize, Alt for small steps, Enter keeps, Esc cancels; or drag on the page with the mouse",
    label: (items: string, quote: string) => `Proof of ${items}${quote === "" ? "" : `: ${quote}`}`, next: "Next mark in this paper", previous: "Previous mark in this paper",
    attach: "Take the chosen mark as proof of this item too", detached: "Mark removed", region: "box", none: "Choose a mark on a page first", already: "This item has that mark already",
  },
  span: { title: "Cited stretches", play: "Play or pause", back: "Back 5 seconds", on: "On 5 seconds", from: "Beginning of a stretch", to: "End of the stretch: cite it", needsFrom: "Set the beginning with i first", hint: "i sets the beginning, o the end: the stretch becomes proof of the current item", begun: (at: string) => `From ${at}; play to the end and press o`, range: (from: string, to: string) => `${from}–${to}` },
  find: {
    title: "Find in this case", open: "Find in this case", placeholder: "Find in all papers", next: "Next hit", previous: "Previous hit", none: (words: string) => `Nothing found for “${words}”`, count: (at: number, total: number) => `${at} of ${total}`, more: (n: number) => `Only the first ${n} are listed`,
    unread: (n: number) => (n === 1 ? "1 paper holds no text to look in" : `${n} papers hold no text to look in`), close: "End the search", type: "Type what to look for; white space and width do not matter",
  },
  reading: { unread: (n: number) => (n === 1 ? "1 page unread" : `${n} pages unread`), changed: (n: number) => (n === 1 ? "1 changed since read" : `${n} changed since read`), all: "All pages read", next: "Next unread page", unreadPage: (n: number) => `Page ${n}, unread`, of: (a: number, b: number) => `${a} of ${b} pages read`, title: "Reading progress" },
  law: { open: "Read the articles behind this item", title: "Articles", on: (day: string) => `As in force on ${day}`, none: "No article is given for this item" },
  machine: { class: { A: "machine judges", S: "machine hints", M: "for a person" }, classHint: { A: "Computed from facts, with where it looked", S: "A hint that a person must confirm", M: "The machine does not judge this" } },
  keys: "Keys",
};
