/**
 * Data of the index of runs as scripts: pages that are opened from a disk may load scripts, not data.
 * Each calls one function with one JSON text, and nothing else is in it.
 */

/** What the program of the page calls its function. */
const receiver = "lightDqmRuns";

/** The script of some data, in ASCII, since what serves it may name another encoding. */
export function scriptOf(data: unknown): string {
  const text = JSON.stringify(JSON.stringify(data)).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${receiver}(${text});\n`;
}

/** The data of a script. @throws SyntaxError where it is damaged */
export function dataIn(script: string): unknown {
  const text = script.trim().slice(receiver.length + 1, -2);
  return JSON.parse(JSON.parse(text) as string);
}
