import type { State } from "../../judge/states/verdict.js";
import type { ScatterTrace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import { font, type Page } from "../page.js";
import { badEmoji, stateMarks } from "./palette.js";

/** In smaller cells an emoji is a smudge, and a fault must be found among thousands of good channels. */
const smallCellPx = 9;

/** The marks that cells of this size have room for: legends show them, too. */
export function marksIn(marks: FigureOptions["marks"], cellPx: number): FigureOptions["marks"] {
  return cellPx < smallCellPx ? "plain" : marks;
}

/** How a state's points are drawn: a marker, or the emoji of the control room. */
export function markOf(
  state: State,
  marks: FigureOptions["marks"],
  { palette }: Page,
  cellPx: number,
  count: number,
): Pick<ScatterTrace, "mode" | "marker" | "text" | "textfont"> {
  const color = palette.states[state];
  const isSmall = cellPx < smallCellPx;
  if (state === "bad" && marksIn(marks, cellPx) === "emoji")
    return {
      mode: "text",
      text: Array.from({ length: count }, () => badEmoji),
      textfont: font(Math.round(cellPx * 0.86), color),
    };
  const { symbol, size, stroke } = stateMarks[state];
  const isFault = state === "bad" || state === "warn";
  const drawnPx = isFault && isSmall ? smallCellPx : cellPx;
  return {
    mode: "markers",
    marker: {
      symbol,
      size: Math.round(drawnPx * size * 2) / 2,
      color,
      line: { color, width: Math.round(stroke * Math.min(1, cellPx / 20) * 10) / 10 },
    },
  };
}
