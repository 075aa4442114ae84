/** Above the grid of a mask: title, answer, times, and the legend of the states. */
import { type State, states } from "../../../judge/states/verdict.js";
import { capital } from "../../../words/phrases.js";
import { timeUnknownText } from "../../../words/untimed.js";
import type { Annotation, Axis, ScatterTrace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import { type Header, type Page, pageHeader, textAt } from "../../page.js";
import { axisIds, panelAxes } from "../../style/axes.js";
import { markOf } from "../../style/state-mark.js";
import { fitMiddle, fitText, plainText, textWidthPx, wrapText } from "../../style/text.js";
import type { ChannelMaskPayload } from "./payload.js";

/** Masks at least this wide look as in the control room. */
export const wideFromPx = 1300;

/**
 * Wide masks have the times at the top left and the file at the top right, as in the control room;
 * narrow ones the header of a page.
 */
export function maskHeader(page: Page, payload: ChannelMaskPayload): Header {
  if (page.widthPx < wideFromPx) return pageHeader(page, payload);
  const { palette, textPx, widthPx, margin } = page;
  const { timeText, timeUnknown, file, selectedEvents, fileEvents } = payload.source;
  const sidePx = 290;
  const middlePx = widthPx / 2;
  const betweenPx = widthPx - 2 * (sidePx + margin.l);
  const title = fitText(plainText(payload.title), betweenPx, textPx + 6);
  const answer = wrapText(plainText(payload.answer), betweenPx, textPx, 2);
  const times = timeText
    ? [`Start: ${timeText.start}`, `End:   ${timeText.end}`, `Times in ${timeText.zone}`]
    : wrapText(plainText(capital(timeUnknownText(timeUnknown))), sidePx, textPx - 1, 3);
  const side = [
    fitMiddle(plainText(file), sidePx, (text) => textWidthPx(text, textPx - 1)),
    `${selectedEvents} of ${fileEvents} events`,
  ];
  const left = { sizePx: textPx - 1, color: palette.ink };
  const right = { sizePx: textPx - 1, color: palette.quiet, anchor: "right" as const };
  const middle = { sizePx: textPx, color: palette.ink, anchor: "center" as const };
  const large = { ...middle, sizePx: textPx + 6 };
  const rightPx = widthPx - margin.r;
  return {
    lines: [
      ...times.map((text, i) => ({ text, leftPx: margin.l, topPx: 16 + i * 18, style: left })),
      ...side.map((text, i) => ({ text, leftPx: rightPx, topPx: 16 + i * 18, style: right })),
      { text: title, leftPx: middlePx, topPx: 18, style: large },
      ...answer.map((text, i) => ({ text, leftPx: middlePx, topPx: 43 + i * 18, style: middle })),
    ],
    bottomPx: Math.max(62, 36 + answer.length * 18),
  };
}

/** The legend of a mask: marks and labels in rows, on axes in px. */
export interface MaskLegend {
  traces: ScatterTrace[];
  annotations: Annotation[];
  axes: Record<"xaxis2" | "yaxis2", Axis>;
}

/** An entry of the legend and the width it takes. */
interface LegendEntry {
  state: State;
  label: string;
  widthPx: number;
}

const markPx = 24;
const gapPx = 26;

/** Height of a row of the legend. */
export function legendRowPx(page: Page): number {
  return page.textPx + 10;
}

/** The states with a meaning here and the number of channels in each, in rows that fit. */
export function legendRows(page: Page, payload: ChannelMaskPayload): LegendEntry[][] {
  const room = page.widthPx - page.margin.l - page.margin.r;
  const rows: LegendEntry[][] = [];
  let usedPx = Number.POSITIVE_INFINITY;
  for (const state of states) {
    const meaning = payload.meanings[state];
    if (meaning === undefined) continue;
    const count = payload.cells.state.filter((each) => each === state).length;
    const label = fitText(`${plainText(meaning)} (${count})`, room - markPx, page.textPx);
    const widthPx = markPx + textWidthPx(label, page.textPx) + gapPx;
    if (usedPx + widthPx - gapPx > room) {
      rows.push([]);
      usedPx = 0;
    }
    rows.at(-1)!.push({ state, label, widthPx });
    usedPx += widthPx;
  }
  return rows;
}

/** Marks and labels of the legend, from `topPx` down, on a page whose margins are set. */
export function maskLegend(
  page: Page,
  rows: readonly LegendEntry[][],
  marks: FigureOptions["marks"],
  topPx: number,
): MaskLegend {
  const { textPx, margin } = page;
  const plotWidth = page.widthPx - margin.l - margin.r;
  const rowPx = legendRowPx(page);
  const ids = axisIds(1);
  const traces: ScatterTrace[] = [];
  const annotations: Annotation[] = [];
  rows.forEach((row, i) => {
    const rowWidth = row.reduce((sum, entry) => sum + entry.widthPx, -gapPx);
    let leftPx = page.widthPx >= wideFromPx ? (plotWidth - rowWidth) / 2 : 0;
    for (const { state, label, widthPx } of row) {
      const middlePx = (i + 0.5) * rowPx;
      traces.push({
        type: "scatter",
        xaxis: ids.x,
        yaxis: ids.y,
        name: label,
        showlegend: false,
        legendgroup: state,
        hoverinfo: "skip",
        x: [leftPx + markPx / 2 - 2],
        y: [-middlePx],
        ...markOf(state, marks, page, textPx * 1.5, 1),
      });
      annotations.push(textAt(page, label, margin.l + leftPx + markPx, topPx + middlePx));
      leftPx += widthPx;
    }
  });
  const heightPx = Math.max(1, rows.length) * rowPx;
  const hidden = { ticks: { values: [], text: [] }, labels: false, grid: false };
  const axes = panelAxes(
    page,
    1,
    { leftPx: margin.l, topPx, widthPx: plotWidth, heightPx },
    { ...hidden, range: [0, plotWidth] },
    { ...hidden, range: [-heightPx, 0] },
  ) as unknown as MaskLegend["axes"];
  for (const axis of [axes.xaxis2, axes.yaxis2])
    Object.assign(axis, { showline: false, mirror: false, fixedrange: true });
  return { traces, annotations, axes };
}
