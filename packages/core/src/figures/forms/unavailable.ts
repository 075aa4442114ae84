/** The figure of missing data: the question, and why there is no answer. */

import type { Figure } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Page } from "../page.js";
import { baseLayout, pageHeader, placed, textAt } from "../page.js";
import type { UnavailablePayload } from "../payload.js";
import { panelAxes } from "../style/axes.js";
import { palettes } from "../style/palette.js";
import { wrapText } from "../style/text.js";

/** A framed note; by default 794 × 300 px. */
export function unavailableFigure(payload: UnavailablePayload, options: FigureOptions): Figure {
  const page: Page = {
    widthPx: options.widthPx ?? 794,
    heightPx: options.heightPx ?? 300,
    margin: { l: 16, r: 16, t: 0, b: 16 },
    palette: palettes[options.theme],
    textPx: 12,
  };
  const header = pageHeader(page, payload);
  page.margin.t = Math.ceil(header.bottomPx + 12);
  const box = {
    leftPx: page.margin.l,
    topPx: page.margin.t,
    widthPx: page.widthPx - 32,
    heightPx: page.heightPx - page.margin.t - page.margin.b,
  };
  const empty = {
    range: [0, 1] as [number, number],
    ticks: { values: [], text: [] },
    labels: false,
    grid: false,
  };
  const lines = ["Not available", ...wrapText(payload.reason, page.widthPx - 64, 13, 4)];
  return {
    data: [],
    layout: {
      ...baseLayout(page),
      ...panelAxes(page, 0, box, empty, empty),
      annotations: [
        ...placed(page, header),
        ...lines.map((line, i) =>
          textAt(
            page,
            line,
            page.widthPx / 2,
            box.topPx + box.heightPx / 2 + (i - lines.length / 2) * 20,
            {
              sizePx: i === 0 ? 15 : 13,
              anchor: "center",
              color: i === 0 ? page.palette.ink : page.palette.quiet,
            },
          ),
        ),
      ],
    },
  };
}
