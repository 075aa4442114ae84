/** Titles of axes that fit: never longer than what they stand beside, never over tick labels. */
import type { Annotation } from "../figure.js";
import { type Page, textAt } from "../page.js";
import { fitText, textWidthPx, wrapText } from "../style/text.js";

/** Smaller text cannot be read at arm's length. */
const leastPx = 9;

/** A title in lines, and the size of its text. */
export interface FittedTitle {
  lines: string[];
  sizePx: number;
}

/** Down to this size a title stays in one line. */
const leastLinePx = 10;

/** A title in one line if it fits, or does so somewhat smaller; else in two, else without its end. */
export function fittedTitle(page: Page, title: string, lengthPx: number): FittedTitle {
  for (const most of [1, 2])
    for (let sizePx = page.textPx; sizePx >= (most === 1 ? leastLinePx : leastPx); sizePx--) {
      const lines = wrapText(title, lengthPx, sizePx, most);
      if (lines.join(" ") === title) return { lines, sizePx };
    }
  return { lines: wrapText(title, lengthPx, leastPx, 2), sizePx: leastPx };
}

/** A title in one line: smaller where it does not fit, its end left out where that does not help. */
export function lineTitle(page: Page, title: string, lengthPx: number): FittedTitle {
  let sizePx = page.textPx;
  while (sizePx > leastPx && textWidthPx(title, sizePx) > lengthPx) sizePx--;
  return { lines: [fitText(title, lengthPx, sizePx)], sizePx };
}

/** Across the lines of a title, px. */
export function titleDepthPx({ lines, sizePx }: FittedTitle): number {
  return Math.ceil(lines.length * sizePx * 1.3);
}

/** The lines of a title that is read upwards, the first at `leftPx`, about a middle. */
export function upwardTitle(
  page: Page,
  { lines, sizePx }: FittedTitle,
  leftPx: number,
  middlePx: number,
): Annotation[] {
  return lines.map((line, i) =>
    textAt(page, line, leftPx + (i + 0.5) * sizePx * 1.3, middlePx, {
      ...{ anchor: "center", turned: true, sizePx },
    }),
  );
}
