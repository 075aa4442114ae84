/** The mask: one mark per channel in a grid of ADCs and channels, as in the control room. */
import { detectorGroups } from "../../../detector/groups.js";
import { type State, states } from "../../../judge/states/verdict.js";
import type { Annotation, Figure, ScatterTrace, Shape } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { type Box, baseLayout, newPage, type Page, placed } from "../../page.js";
import { channelTicks, panelAxes } from "../../style/axes.js";
import { legendRowPx, markLegend, rowsOfItems } from "../../style/mark-legend.js";
import { markOf } from "../../style/state-mark.js";
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
  const { adcCount, channelCount } = payload.detector;
  const page = newPage(options, { widthPx: 1600, heightPx: 400 }, { l: 58, r: 18, b: 0 });
  if (page.widthPx >= wideFromPx) page.textPx = 14;
  const header = maskHeader(page, payload);
  page.margin.t = Math.ceil(header.bottomPx);
  const plotWidth = page.widthPx - page.margin.l - page.margin.r;
  const legendLines = rowsOfItems(page, stateItems(page, payload, options.marks));
  const gridTop = page.margin.t + Math.max(1, legendLines.length) * legendRowPx(page) + 4;
  const pitchPx = plotWidth / channelCount;
  const room = page.heightPx - gridTop - belowGridPx;
  const tall = room > 3 * pitchPx * adcCount;
  const listPx = Math.min(maskListPx(page, payload), room - 1.8 * pitchPx * adcCount);
  const grid: Box = {
    leftPx: page.margin.l,
    topPx: gridTop,
    widthPx: plotWidth,
    heightPx: Math.max(40, tall ? Math.min(room - listPx, 3.2 * pitchPx * adcCount) : room),
  };
  page.margin.b = Math.max(8, page.heightPx - grid.topPx - grid.heightPx);
  const cellPx = Math.min(pitchPx, grid.heightPx / adcCount);
  const isWide = page.widthPx >= wideFromPx;
  const legend = markLegend(page, legendLines, page.margin.t, isWide);

  const numbers = Array.from({ length: adcCount }, (_, adc) => adc);
  const axes = panelAxes(
    page,
    0,
    grid,
    {
      range: [-0.5, channelCount - 0.5],
      ticks: channelTicks(channelCount, plotWidth, page.textPx - 1),
      grid: false,
      title: "Channel",
      standoffPx: 4,
    },
    {
      range: [-0.5, adcCount - 0.5],
      ticks: { values: numbers, text: numbers.map(String) },
      grid: false,
      title: "ADC",
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
      shapes: separators(payload, page),
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
  const name = payload.meanings[state] ?? state;
  const hovertext = rows.map((row) => cellText(payload, row));
  return [
    {
      type: "scatter",
      xaxis: "x",
      yaxis: "y",
      name,
      showlegend: false,
      legendgroup: state,
      hoverinfo: "text",
      hovertext,
      x: rows.map((i) => cells.channel[i]!),
      y: rows.map((i) => cells.adc[i]!),
      ...markOf(state, marks, page, cellPx, rows.length),
    },
  ];
}

/** Lines between modules, and between the TPCs of an ADC. */
function separators({ detector }: ChannelMaskPayload, { palette }: Page): Shape[] {
  const { adcMembers, moduleOf, tpcOf, placeOf } = detectorGroups(detector);
  const line = { color: palette.separator, width: 1 };
  const shapeOf = (x0: number, y0: number, x1: number, y1: number): Shape => ({
    ...{ type: "line", xref: "x", yref: "y", layer: "below", line },
    ...{ x0, x1, y0, y1 },
  });
  const between = new Map<number, Shape[]>();
  const shapes: Shape[] = [];
  let moduleBelow: number | undefined;
  adcMembers.forEach((members, adc) => {
    const module = moduleOf[members[0] ?? -1];
    if (adc > 0 && module !== moduleBelow)
      shapes.push(shapeOf(-0.5, adc - 0.5, detector.channelCount - 0.5, adc - 0.5));
    moduleBelow = module;
    members.forEach((channelIndex, i) => {
      const next = members[i + 1];
      if (next === undefined || tpcOf[next] === tpcOf[channelIndex]) return;
      const x = placeOf(channelIndex).channel + 0.5;
      const sameX = between.get(x) ?? [];
      const last = sameX.at(-1);
      if (last?.y1 === adc - 0.5) last.y1 = adc + 0.5;
      else between.set(x, [...sameX, shapeOf(x, adc - 0.5, x, adc + 0.5)]);
    });
  });
  return [...[...between.values()].flat(), ...shapes];
}
