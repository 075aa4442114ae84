/** The mask: one mark per channel in a grid of ADCs and channels, as in the control room. */
import { type State, states } from "../../../judge/states/verdict.js";
import { channelRows } from "../../channel-rows.js";
import type { Annotation, Figure, ScatterTrace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { type Box, baseLayout, newPage, type Page, placed } from "../../page.js";
import { channelSeparators } from "../../panels/channel-separators.js";
import { panelAxes } from "../../style/axes.js";
import { legendRowPx, markLegend, rowsOfItems } from "../../style/mark-legend.js";
import { markOf, marksIn } from "../../style/state-mark.js";
import { cellText } from "./cell-text.js";
import { maskHeader, stateItems, wideFromPx } from "./header.js";
import { maskList, maskListPx } from "./list.js";
import { type ChannelMaskPayload, schema } from "./payload.js";

export const channelMask: Form<ChannelMaskPayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 430,
  printPx: 575,
  halfPrintPx: 280,
};

/** Space for ticks and axis titles. */
const belowGridPx = 46;

/** From the grid to the list below it. */
const listGapPx = 60;

/** A mask as a figure; by default 1600 × 400 px. Space below a tall mask lists the problems. */
function draw(payload: ChannelMaskPayload, options: FigureOptions): Figure {
  const rows = channelRows(payload.detector);
  const rowCount = rows.adcs.length;
  const { columnCount } = rows;
  const page = newPage(options, { widthPx: 1600, heightPx: 400 }, { l: 58, r: 18, b: 0 });
  if (page.widthPx >= wideFromPx) page.textPx = 14;
  const header = maskHeader(page, payload);
  page.margin.t = Math.ceil(header.bottomPx);
  const plotWidth = page.widthPx - page.margin.l - page.margin.r;
  const legendLines = rowsOfItems(page, stateItems(page, payload, options.marks));
  const gridTop = page.margin.t + Math.max(1, legendLines.length) * legendRowPx(page) + 4;
  const pitchPx = plotWidth / columnCount;
  const room = page.heightPx - gridTop - belowGridPx;
  const tall = room > 3 * pitchPx * rowCount;
  const listPx = Math.min(maskListPx(page, payload), room - 1.8 * pitchPx * rowCount);
  const grid: Box = {
    leftPx: page.margin.l,
    topPx: gridTop,
    widthPx: plotWidth,
    heightPx: Math.max(40, tall ? Math.min(room - listPx, 3.2 * pitchPx * rowCount) : room),
  };
  page.margin.b = Math.max(8, page.heightPx - grid.topPx - grid.heightPx);
  const cellPx = Math.min(pitchPx, grid.heightPx / rowCount);
  const isWide = page.widthPx >= wideFromPx;
  const items = stateItems(page, payload, marksIn(options.marks, cellPx));
  const legend = markLegend(page, rowsOfItems(page, items), page.margin.t, isWide);

  const pitchYPx = grid.heightPx / rowCount;
  const step = Math.ceil((page.textPx + 2) / pitchYPx);
  const numbers = Array.from({ length: Math.ceil(rowCount / step) }, (_, i) => i * step);
  const axes = panelAxes(
    page,
    0,
    grid,
    {
      range: [-0.5, columnCount - 0.5],
      ticks: rows.xTicks(plotWidth, page.textPx - 1),
      grid: false,
      title: rows.xTitle,
      standoffPx: 4,
    },
    {
      range: [-0.5, rowCount - 0.5],
      ticks: { values: numbers, text: numbers.map(String) },
      grid: false,
      title: rows.title,
    },
  );
  const list: Annotation[] = tall
    ? maskList(page, payload, { topPx: grid.topPx + grid.heightPx + listGapPx })
    : [];
  return {
    data: [
      ...states.flatMap((state) => traceOf(payload, state, options.marks, page, cellPx)),
      ...legend.traces,
    ],
    layout: {
      ...baseLayout(page),
      ...axes,
      ...legend.axes,
      annotations: [...placed(page, header), ...legend.annotations, ...list],
      shapes: channelSeparators(payload.detector, page),
    },
  };
}

function traceOf(
  payload: ChannelMaskPayload,
  state: State,
  marks: FigureOptions["marks"],
  page: Page,
  cellPx: number,
): ScatterTrace[] {
  const { cells } = payload;
  const rows = cells.state.flatMap((each, i) => (each === state ? [i] : []));
  if (rows.length === 0) return [];
  const layout = channelRows(payload.detector);
  const placeOf = (i: number) => ({ adc: cells.adc[i]!, channel: cells.channel[i]! });
  const name = payload.meanings[state] ?? state;
  const hovertext = page.isPrinted ? undefined : rows.map((row) => cellText(payload, row));
  return [
    {
      type: "scatter",
      xaxis: "x",
      yaxis: "y",
      name,
      showlegend: false,
      legendgroup: state,
      ...(hovertext ? { hoverinfo: "text", hovertext } : { hoverinfo: "skip" }),
      x: rows.map((i) => layout.xOf(placeOf(i))),
      y: rows.map((i) => layout.rowOf(placeOf(i))),
      ...markOf(state, marks, page, cellPx, rows.length),
    },
  ];
}
