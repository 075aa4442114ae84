/** Names of lines above their panel, in their colours: where each panel has lines of its own. */
import type { Annotation, Line } from "../figure.js";
import { type Page, textAt } from "../page.js";
import { textWidthPx } from "../style/text.js";

/** A line of a panel as its name shows it. */
export interface NamedLine {
  name: string;
  look: Pick<Line, "color" | "dash">;
}

/** Beside each other from `leftPx` on; a dotted line has dots behind its name. */
export function lineNames(
  page: Page,
  lines: readonly NamedLine[],
  leftPx: number,
  topPx: number,
  widthPx = Number.POSITIVE_INFINITY,
): Annotation[] {
  const sizePx = page.textPx - 2;
  const written = lines.map(({ name, look }) => ({
    text: look.dash === "dot" ? `${name} ···` : name,
    color: look.color,
  }));
  const neededPx = written.reduce((sum, { text }) => sum + textWidthPx(text, sizePx) + 8, 0);
  // Without the noun that all share where there is no room for it.
  const short =
    neededPx > widthPx ? written.map((each, i) => (i === 0 ? each : numberOf(each))) : written;
  let atPx = leftPx;
  return short.map(({ text, color }) => {
    const name = textAt(page, text, atPx, topPx, { sizePx, color });
    atPx += textWidthPx(text, sizePx) + 8;
    return name;
  });
}

function numberOf<Named extends { text: string }>(named: Named): Named {
  return { ...named, text: named.text.replace(/^[A-Za-z]+ (?=\d)/, "") };
}

/**
 * Whether the lines of all panels have the same names in the same order, gaps allowed, so that one
 * legend serves them: the names in that order; null where each panel has names of its own.
 */
export function sharedNames(panels: readonly (readonly string[])[]): string[] | null {
  const names = [...new Set(panels.flat())];
  const longest = Math.max(0, ...panels.map(({ length }) => length));
  return panels.length === 1 || names.length <= Math.max(longest, mostSharedNames) ? names : null;
}

/** Names that a legend holds although no panel has all of them. */
const mostSharedNames = 8;
