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
