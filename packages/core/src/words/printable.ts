/** Texts that anyone may have written, as terminals may have them. */

/**
 * Control characters of both sets without line feed and tab, what ends a line elsewhere, and what turns the
 * direction of text: they move the cursor, change the title, hide or reorder what was said.
 */
const commanding =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text without commands to a terminal: each such character is a �. */
export function printable(text: string): string {
  return text.replace(commanding, "\ufffd");
}

/** The same of JSON, where each is an escape, so that programs read what was there. */
export function printableJson(json: string): string {
  return json.replace(
    commanding,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
