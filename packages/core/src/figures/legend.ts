import type { Trace } from "./figure.js";
import type { Page } from "./page.js";
import { textWidthPx } from "./text.js";

/** The traces with one legend entry a name: the first trace of that name that has points. */
export function withOneLegend(traces: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return traces.map((trace) => {
    const first = trace.showlegend && trace.x.length > 0 && !seen.has(trace.name);
    if (first) seen.add(trace.name);
    return { ...trace, showlegend: first };
  });
}

/** Space beside the text of an entry: the sample line and gaps, px. */
const samplePx = 48;

/** Height that the horizontal legend of these traces takes: one row, or columns of equal width. */
export function legendRowsPx(page: Page, traces: readonly Trace[]): number {
  const widths = traces
    .filter(({ showlegend }) => showlegend)
    .map(({ name }) => samplePx + textWidthPx(name, page.textPx - 1));
  if (widths.length === 0) return 0;
  const room = page.widthPx - page.margin.l - page.margin.r;
  const oneRow = widths.reduce((a, b) => a + b) <= room;
  const columns = oneRow ? widths.length : Math.max(1, Math.floor(room / Math.max(...widths)));
  return Math.ceil(widths.length / columns) * Math.ceil((page.textPx - 1) * 1.3 + 5) + 4;
}
