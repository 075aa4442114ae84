import type { Trace } from "../figure.js";
import type { Page } from "../page.js";
import { textWidthPx } from "./text.js";

/** The traces with one legend entry per name: the first trace of that name that has points. */
export function withOneLegend(traces: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return traces.map((trace) => {
    const first = trace.showlegend && trace.x.length > 0 && !seen.has(trace.name);
    if (first) seen.add(trace.name);
    return { ...trace, showlegend: first };
  });
}

/** Beside the text of an entry: the sample line and gaps. */
const samplePx = 54;

/** Height that the horizontal legend of these traces takes; entries flow into rows. */
export function legendRowsPx(page: Page, traces: readonly Trace[]): number {
  const textPx = page.textPx - 1;
  const room = page.widthPx - page.margin.l - page.margin.r;
  let rows = 0;
  let usedPx = room;
  for (const { name, showlegend } of traces) {
    if (!showlegend) continue;
    const entryPx = samplePx + textWidthPx(name, textPx);
    if (usedPx + entryPx > room) {
      rows++;
      usedPx = 0;
    }
    usedPx += entryPx;
  }
  // A row of plotly's: the text, its padding, and the gap between groups.
  return rows * Math.ceil(textPx * 1.3 + 15);
}
