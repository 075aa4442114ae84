/** Numbers of modules and TPCs above the columns of a map, as far as they fit. */
import type { Annotation } from "../../figure.js";
import { type Box, type Page, textAt } from "../../page.js";
import { textWidthPx } from "../../style/text.js";
import type { MapColumn, MapGrid } from "./grid.js";

const linePx = ({ textPx }: Page): number => textPx + 5;

/** Height of the labels. */
export function columnLabelsPx(page: Page): number {
  return 2 * linePx(page) + 2;
}

/** Modules, and below them TPCs, from `topPx` down. */
export function columnLabels(page: Page, grid: MapGrid, box: Box, topPx: number): Annotation[] {
  const { palette, textPx } = page;
  return [
    ...labelsOf(page, grid, box, {
      ...{ word: "Module", of: (column) => column.module, isAlways: true },
      ...{ topPx: topPx + 0.5 * linePx(page), sizePx: textPx, color: palette.ink },
    }),
    ...labelsOf(page, grid, box, {
      ...{ word: "TPC", of: (column) => column.tpc, isAlways: false },
      ...{ topPx: topPx + 1.5 * linePx(page), sizePx: textPx - 1, color: palette.quiet },
    }),
  ];
}

interface LabelLine {
  word: string;
  of(column: MapColumn): number;
  /** Whether every n-th is named where not all fit; else none. */
  isAlways: boolean;
  topPx: number;
  sizePx: number;
  color: string;
}

/** `Module 3`, or `3` with the word at the first where that does not fit. */
function labelsOf(page: Page, grid: MapGrid, box: Box, line: LabelLine): Annotation[] {
  const { word, of, isAlways, topPx, sizePx, color } = line;
  const [left, right] = grid.xRange;
  const columnPx = box.widthPx / (right - left);
  const groups = new Map<number, number[]>();
  for (const column of grid.columns)
    groups.set(of(column), [...(groups.get(of(column)) ?? []), column.x]);
  const spans = [...groups].map(([number, xs]) => ({
    number,
    centrePx: box.leftPx + ((xs[0]! + xs.at(-1)!) / 2 - left) * columnPx,
    widthPx: (xs.at(-1)! - xs[0]! + 1) * columnPx,
  }));
  const narrowest = Math.min(...spans.map(({ widthPx }) => widthPx));
  const longest = String(Math.max(...spans.map(({ number }) => number)));
  const spare = 4;
  const isWordShown = textWidthPx(`${word} ${longest}`, sizePx) + spare <= narrowest;
  const step = Math.ceil((textWidthPx(longest, sizePx) + spare) / narrowest);
  if (!isWordShown && step > 1 && !isAlways) return [];
  const style = { sizePx, color, anchor: "center" as const };
  const labels = spans
    .filter((_, i) => isWordShown || i % step === 0)
    .map(({ number, centrePx }) =>
      textAt(page, isWordShown ? `${word} ${number}` : `${number}`, centrePx, topPx, style),
    );
  if (isWordShown) return labels;
  return [textAt(page, word, box.leftPx - 6, topPx, { sizePx, color, anchor: "right" }), ...labels];
}
