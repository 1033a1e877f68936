export const search = {
  title: "Search", placeholder: "Search all papers", go: "Search", scope: "Scope", office: "All cases", thisCase: "This case", leaveCase: "Search all cases", help: "How to search",
  empty: "What are you looking for?", emptyHint: "A party, a violation, an article, a document number, or any words of a record.", none: "Nothing found", noneHint: "Say it another way or use fewer words; quotation marks ask for the exact words.",
  total: (n: string, exact: boolean) => (exact ? `${n} found` : `about ${n} found`), took: (ms: number) => `${ms} ms`,
  rebuilding: (p: number) => `The index is being rebuilt, ${p}% done; results may be incomplete`, following: (p: number) => `The index is catching up with new papers, ${p}% done`, sort: "Sort", byScore: "Most relevant", byDate: "Newest first", byDateOld: "Oldest first", keyFind: "To the search box",
  coverage: {
    meter: (unsearchable: string, pages: string, parts: string) => `${unsearchable} of ${pages} pages can’t be searched: ${parts}`, part: (cause: string, n: string) => `${n} ${cause}`, comma: ", ",
    title: "What can’t be searched", all: "All", page: "Page", cause: "Reason", paper: "Paper", caseName: "Case", whole: (n: string) => (n === "1" ? "whole, 1 page" : `whole, ${n} pages`), confidence: (n: number) => `${n}% confidence`, inArchive: "in an archive",
    retry: "Try again", retryHint: "Reads them again, and the text in pictures too", needs: "Needs somebody who works on cases", running: (done: number, total: number) => `Reading the text in pictures, ${done} of ${total}`, started: "Trying again", none: "Nothing left",
    causes: {
      waiting: "not read off pictures", low: "low OCR", member: "not taken out of an archive", password: "encrypted", damaged: "damaged", too_big: "too big", unknown_format: "of unknown format", not_read_yet: "of unsupported format",
      encoding: "of unknown encoding", empty: "empty", timeout: "timed out", memory: "out of memory", no_text: "no text", crash: "broken off", path: "of unsafe path", other: "for other reasons",
    } as Record<string, string>,
  },
  published: "Published only", byAmount: "Largest sum first", loose: (n: string) => `${n} hold all the words, the others some of them`,
  facets: {
    title: "Counts", clear: (n: number) => (n === 1 ? "Drop 1 filter" : `Drop ${n} filters`), more: (n: number) => `${n} more`, others: (n: number) => `${n} further values`,
    names: { action: "Kind of action", paper: "Paper", body: "Body", year: "Year", amount: "Sum (yuan)", penalty: "Penalty", article: "Article", result: "Result", party_type: "Type of party", region: "Region", reviewer: "Reviewer" },
  },
  saved: {
    title: "Saved searches", none: "Save a search, and new papers that it finds are told of here.", save: "Save", saveTitle: "Save this search", name: "Name", alert: "Tell of new papers", alertOn: "Tells of new papers", alertOff: "Does not tell of new papers", news: (n: string, more: boolean) => `${n}${more ? "+" : ""} new`, markSeen: "Mark as seen",
    drop: "Delete", done: "Saved", export: "Export", exportHint: "Export the hits with what you have read; exports are recorded", read: "read", badge: (n: number) => `${n} new papers match saved searches`,
  },
  batch: {
    title: "Batch search", list: "From a list", draft: "From a draft", listHint: "One a line: names, document numbers, articles or queries", draftHint: "Paste a decision, a report or another draft: the parties, numbers and articles in it are looked up", go: "Search", file: "Read from a file", rule: "500 lines at most; each is looked up by its very words", none: "The draft names no party, number or article",
    line: "Searched", total: "Found", first: "First hits", summary: (all: string, found: string) => `${all} lines, ${found} with hits`,
  },
  grammar: [
    ["超过保质期 鱼丸", "both words"], ["\"超过保质期\"", "exactly these words"], ["没收 OR 罚款", "either"], ["罚款 -听证", "without"], ["(没收 OR 罚款) 食品", "brackets group"],
    ["party:海风", "by party"], ["docno:〔2026〕17号", "by document number"], ["article:食品安全法第三十四条", "by article"], ["case:〔2026〕7号", "by case number"], ["paper:笔录", "by name of the paper"], ["date:2025-01..2026-03", "dates"], ["amount:1万..10万", "amounts"], ["过期*品", "wildcards: * any, ? one character"], ["食品 NEAR/5 过期", "at most 5 characters apart"],
  ] as [string, string][],
};
