// How sentences of the server are set: the server keeps them plain, the screen sets them as print does.

const han = "\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef“”";
const brackets = new RegExp(`(?<=[${han}])\\(([^()]*)\\)|\\(([^()]*[${han}][^()]*)\\)`, "gu");
const marks = new RegExp(`(?<=[${han}])[,:;]|(?<=[${han}] ?[0-9A-Za-z]{1,12})[,:;](?=[${han}])`, "gu");
const wide: Record<string, string> = { ",": "，", ":": "：", ";": "；" };

/** fullWidth sets the commas, colons and brackets of a Chinese sentence full width; numbers and Latin words keep theirs. */
export function fullWidth(text: string): string {
  return text.replace(brackets, (_all, after?: string, around?: string) => `（${after ?? around ?? ""}）`).replace(marks, (mark) => wide[mark] ?? mark);
}

/** capital begins an English sentence with a capital letter. */
export function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
