/** The figure of missing data: the question, and why there is no answer. */

import type { Figure } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Form } from "../form.js";
import { baseLayout, newPage, pageHeader, placed, textAt } from "../page.js";
import { type PayloadOf, payloadSchema, payloadVersion, type Source } from "../payload-schema.js";
import { text } from "../schema.js";
import { panelAxes } from "../style/axes.js";
import { wrapText } from "../style/text.js";

const schema = payloadSchema("unavailable", () => ({
  /** Why there is nothing to draw. */
  reason: text,
}));
export type UnavailablePayload = PayloadOf<typeof schema>;

export const unavailable: Form<UnavailablePayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 200,
  printPx: 150,
};

/** The payload of a figure that cannot be made, with the reason. */
export function unavailablePayload(
  title: string,
  reason: string,
  source: Source,
): UnavailablePayload {
  return {
    kind: "unavailable",
    version: payloadVersion,
    title,
    answer: `Unknown: ${reason}.`,
    source,
    reason,
  };
}

/** A framed note; by default 794 × 300 px. */
function draw(payload: UnavailablePayload, options: FigureOptions): Figure {
  const size = { widthPx: 794, heightPx: 300 };
  const page = newPage(options, size, { l: 16, r: 16, b: 16 });
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
