/** A legend of our own: marks and labels in rows, on axes in px. */
import type { Annotation, Axis, ScatterTrace } from "../figure.js";
import { type Page, textAt } from "../page.js";
import { axisIds, hiddenPxAxes } from "./axes.js";
import { fitText, plainText, textWidthPx } from "./text.js";

/** What an entry of a legend shows and says. */
export interface LegendItem {
  label: string;
  group: string;
  look: Pick<ScatterTrace, "mode" | "marker" | "line" | "text" | "textfont">;
  /** Points around its middle in px, y upwards; the middle alone where none are given. */
  points?: readonly (readonly [x: number, y: number])[];
}

/** An item whose label fits, and the width it takes. */
interface PlacedItem extends LegendItem {
  widthPx: number;
}

/** A legend as parts of a figure. */
export interface MarkLegend {
  traces: ScatterTrace[];
  annotations: Annotation[];
  axes: Record<"xaxis2" | "yaxis2", Axis>;
}

const markPx = 24;
const gapPx = 26;

/** Height of a row of the legend. */
export function legendRowPx(page: Page): number {
  return page.textPx + 10;
}

/** The items in rows that fit the page. */
export function rowsOfItems(page: Page, items: readonly LegendItem[]): PlacedItem[][] {
  const room = page.widthPx - page.margin.l - page.margin.r;
  const rows: PlacedItem[][] = [];
  let usedPx = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const label = fitText(plainText(item.label), room - markPx, page.textPx);
    const widthPx = markPx + textWidthPx(label, page.textPx) + gapPx;
    if (usedPx + widthPx - gapPx > room) {
      rows.push([]);
      usedPx = 0;
    }
    rows.at(-1)!.push({ ...item, label, widthPx });
    usedPx += widthPx;
  }
  return rows;
}

/**
 * Marks and labels of the rows, from `topPx` down, on a page whose margins are set.
 * @param axesIndex number of the axes that they are drawn on
 */
export function markLegend(
  page: Page,
  rows: readonly PlacedItem[][],
  topPx: number,
  isCentred: boolean,
  axesIndex = 1,
): MarkLegend {
  const { margin } = page;
  const plotWidth = page.widthPx - margin.l - margin.r;
  const rowPx = legendRowPx(page);
  const ids = axisIds(axesIndex);
  const traces: ScatterTrace[] = [];
  const annotations: Annotation[] = [];
  rows.forEach((row, i) => {
    const rowWidth = row.reduce((sum, item) => sum + item.widthPx, -gapPx);
    let leftPx = isCentred ? (plotWidth - rowWidth) / 2 : 0;
    for (const { group, label, look, points = [[0, 0]], widthPx } of row) {
      const middlePx = (i + 0.5) * rowPx;
      const centrePx = leftPx + markPx / 2 - 2;
      traces.push({
        type: "scatter",
        xaxis: ids.x,
        yaxis: ids.y,
        name: label,
        showlegend: false,
        legendgroup: group,
        hoverinfo: "skip",
        x: points.map(([x]) => centrePx + x),
        y: points.map(([, y]) => y - middlePx),
        ...look,
      });
      annotations.push(textAt(page, label, margin.l + leftPx + markPx, topPx + middlePx));
      leftPx += widthPx;
    }
  });
  const heightPx = Math.max(1, rows.length) * rowPx;
  const axes = hiddenPxAxes(page, axesIndex, topPx, heightPx) as unknown as MarkLegend["axes"];
  return { traces, annotations, axes };
}
