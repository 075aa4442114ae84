/** Texts that anyone may have written, as HTML and in Markdown. */
const references: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as HTML, within elements and double-quoted attributes. */
export function escapedHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => references[character]!);
}

/** What begins HTML, a link, a picture or a formula: also addresses, which become links by themselves. */
const active = /[\\<>&[\]$@]|:(?=\/\/)|(?<=\bwww)\./gi;

/** Markdown of which only headings, emphasis, lists and code act: names in it do nothing but stand there. */
export function inertMarkdown(text: string): string {
  return text.replace(active, (character) => `&#${character.charCodeAt(0)};`);
}
