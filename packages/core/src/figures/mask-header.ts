/** Above the grid of a mask: title, answer, times, and the legend of the states. */
import type { State } from "../judge/verdict.js";
import { states } from "../judge/verdict.js";
import { axisIds, panelAxes } from "./axes.js";
import type { Annotation, Axis, ScatterTrace } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import type { Header, Page } from "./page.js";
import { pageHeader, textAt } from "./page.js";
import type { ChannelMaskPayload } from "./payload.js";
import { markOf } from "./state-mark.js";
import { fitText, textWidthPx, wrapText } from "./text.js";

const wideFromPx = 1300;

/**
 * Wide masks have the times at the top left and the file at the top right, as in the control room;
 * narrow ones the header of a page.
 */
export function maskHeader(page: Page, payload: ChannelMaskPayload): Header {
  if (page.widthPx < wideFromPx) return pageHeader(page, payload);
  const { palette, textPx, widthPx, margin } = page;
  const { timeText, file, selectedEvents, fileEvents } = payload.source;
  const times = timeText
    ? [`Start: ${timeText.start}`, `End:   ${timeText.end}`, `Times in ${timeText.zone}`]
    : ["Time unknown"];
  const sidePx = 290;
  const small = { sizePx: textPx - 1 };
  const side = [fitText(file, sidePx, textPx - 1), `${selectedEvents} of ${fileEvents} events`];
  const middlePx = widthPx / 2;
  const answer = wrapText(payload.answer, widthPx - 2 * (sidePx + margin.l), textPx, 2);
  const title = fitText(payload.title, widthPx - 2 * (sidePx + margin.l), textPx + 6);
  return {
    annotations: [
      ...times.map((text, i) => textAt(page, text, margin.l, 16 + i * 18, small)),
      ...side.map((text, i) =>
        textAt(page, text, widthPx - margin.r, 16 + i * 18, {
          ...small,
          anchor: "right",
          color: palette.quiet,
        }),
      ),
      textAt(page, title, middlePx, 18, { sizePx: textPx + 6, anchor: "center" }),
      ...answer.map((text, i) => textAt(page, text, middlePx, 43 + i * 18, { anchor: "center" })),
    ],
    bottomPx: Math.max(62, 54 + answer.length * 18 - 18),
  };
}

/** The legend of a mask: marks and labels in rows, on axes in px. */
export interface MaskLegend {
  traces: ScatterTrace[];
  annotations: Annotation[];
  axes: Record<"xaxis2" | "yaxis2", Axis>;
  heightPx: number;
}

/** The states that mean something here, with how many channels are in each. */
export function maskLegend(
  page: Page,
  payload: ChannelMaskPayload,
  marks: FigureOptions["marks"],
  topPx: number,
): MaskLegend {
  const { textPx, margin, widthPx } = page;
  const plotWidth = widthPx - margin.l - margin.r;
  const rowPx = textPx + 10;
  const markPx = 24;
  const gapPx = 26;
  const entries = states
    .filter((state) => payload.meanings[state] !== undefined)
    .map((state) => {
      const count = payload.cells.state.filter((each) => each === state).length;
      const label = `${payload.meanings[state]} (${count})`;
      return { state, label, widthPx: markPx + textWidthPx(label, textPx) + gapPx };
    });
  const rows: (typeof entries)[] = [];
  let usedPx = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (usedPx + entry.widthPx - gapPx > plotWidth) {
      rows.push([]);
      usedPx = 0;
    }
    rows.at(-1)!.push(entry);
    usedPx += entry.widthPx;
  }
  const heightPx = Math.max(1, rows.length) * rowPx;
  const ids = axisIds(1);
  const traces: ScatterTrace[] = [];
  const annotations: Annotation[] = [];
  rows.forEach((row, i) => {
    const rowWidth = row.reduce((sum, entry) => sum + entry.widthPx, -gapPx);
    let leftPx = page.widthPx >= wideFromPx ? (plotWidth - rowWidth) / 2 : 0;
    for (const { state, label, widthPx: entryPx } of row) {
      traces.push(legendMark(state, label, leftPx + markPx / 2 - 2, -(i + 0.5) * rowPx));
      annotations.push(textAt(page, label, margin.l + leftPx + markPx, topPx + (i + 0.5) * rowPx));
      leftPx += entryPx;
    }
  });
  return { traces, annotations, axes: legendAxes(), heightPx };

  function legendMark(state: State, name: string, x: number, y: number): ScatterTrace {
    return {
      type: "scatter",
      xaxis: ids.x,
      yaxis: ids.y,
      name,
      showlegend: false,
      legendgroup: state,
      hoverinfo: "skip",
      x: [x],
      y: [y],
      ...markOf(state, marks, page, textPx * 1.5, 1),
    };
  }

  function legendAxes(): MaskLegend["axes"] {
    const box = { leftPx: margin.l, topPx, widthPx: plotWidth, heightPx };
    const hidden = { ticks: { values: [], text: [] }, labels: false, grid: false };
    const axes = panelAxes(
      page,
      1,
      box,
      { ...hidden, range: [0, plotWidth] },
      { ...hidden, range: [-heightPx, 0] },
    ) as unknown as MaskLegend["axes"];
    for (const axis of [axes.xaxis2, axes.yaxis2])
      Object.assign(axis, { showline: false, mirror: false, fixedrange: true });
    return axes;
  }
}
