/** The legend of colours: a bar with its numbers below, on axes in px. */
import type { Annotation, Axis, ScatterTrace } from "../figure.js";
import { type Page, textAt } from "../page.js";
import { axisIds, hiddenPxAxes } from "./axes.js";
import { colorScale } from "./color-scale.js";
import type { NumberScale } from "./number-scale.js";
import { textWidthPx } from "./text.js";

export interface ColorBar {
  traces: ScatterTrace[];
  annotations: Annotation[];
  axes: Record<"xaxis3" | "yaxis3", Axis>;
}

const longestPx = 420;
const thickPx = 12;

/** Height of the bar with its numbers. */
export function colorBarPx({ textPx }: Page): number {
  return thickPx + textPx + 12;
}

/**
 * The bar behind its title, from `topPx` down, on a page whose margins are set.
 * @param axesIndex number of the axes that it is drawn on
 */
export function colorBar(
  page: Page,
  { label, unit }: { label: string; unit: string },
  { edges, shareOf, ticks }: NumberScale,
  topPx: number,
  axesIndex = 2,
): ColorBar {
  const { margin, palette, textPx } = page;
  const plotWidth = page.widthPx - margin.l - margin.r;
  const title = unit ? `${label} (${unit})` : label;
  const leftPx = textWidthPx(title, textPx) + 16;
  const lengthPx = Math.max(60, Math.min(longestPx, plotWidth - leftPx - 24));
  const heightPx = colorBarPx(page);
  const middlePx = thickPx / 2 + 3;
  const ids = axisIds(axesIndex);
  const traces = colorScale.map((color, i): ScatterTrace => {
    const [from, to] = [edges[i]!, edges[i + 1]!].map((edge) => leftPx + shareOf(edge) * lengthPx);
    return {
      ...{ type: "scatter", mode: "lines", xaxis: ids.x, yaxis: ids.y, hoverinfo: "skip" },
      ...{ name: `Colour ${i + 1}`, showlegend: false },
      // A little longer, so that no gap is seen between two colours.
      x: [from!, to! + (i + 1 < colorScale.length ? 0.6 : 0)],
      y: [-middlePx, -middlePx],
      line: { color, width: thickPx },
    };
  });
  const numbers = ticks.values.map((value, i) =>
    textAt(
      page,
      ticks.text[i]!,
      margin.l + leftPx + shareOf(value) * lengthPx,
      topPx + thickPx + 3 + textPx * 0.8,
      { sizePx: textPx - 1, anchor: "center", color: palette.quiet },
    ),
  );
  return {
    traces,
    annotations: [textAt(page, title, margin.l, topPx + middlePx), ...numbers],
    axes: hiddenPxAxes(page, axesIndex, topPx, heightPx) as unknown as ColorBar["axes"],
  };
}
