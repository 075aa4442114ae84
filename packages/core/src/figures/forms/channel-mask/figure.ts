/** The mask: one mark per channel in a grid of ADCs and channels, as in the control room. */
import { detectorGroups } from "../../../detector/groups.js";
import { type Change, type State, states, type Verdict } from "../../../judge/states/verdict.js";
import { channelRows } from "../../channel-rows.js";
import type { Annotation, Figure, ScatterTrace, Shape } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { type Box, baseLayout, newPage, type Page, placed } from "../../page.js";
import { panelAxes } from "../../style/axes.js";
import { numberText } from "../../style/rounding.js";
import { markOf } from "../../style/state-mark.js";
import { legendRowPx, legendRows, maskHeader, maskLegend, wideFromPx } from "./header.js";
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
  const legendLines = legendRows(page, payload);
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
  const legend = maskLegend(page, legendLines, options.marks, page.margin.t);

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
    ? maskList(page, payload, grid.topPx + grid.heightPx + listGapPx)
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
  { cells, ...payload }: ChannelMaskPayload,
  state: State,
  marks: FigureOptions["marks"],
  page: Page,
  cellPx: number,
): ScatterTrace[] {
  const rows = cells.state.flatMap((each, i) => (each === state ? [i] : []));
  if (rows.length === 0) return [];
  const { epcbOf, tpcOf, indexOf } = detectorGroups(payload.detector);
  const layout = channelRows(payload.detector);
  const placeOf = (i: number) => ({ adc: cells.adc[i]!, channel: cells.channel[i]! });
  const name = payload.meanings[state] ?? state;
  const hovertext = rows.map((i) => {
    const channelIndex = indexOf(cells.adc[i]!, cells.channel[i]!);
    const { limit, unit } = payload.limits[cells.limit[i]!] ?? { limit: null, unit: "" };
    return [
      `ADC ${cells.adc[i]}, channel ${cells.channel[i]} (EPCB ${epcbOf[channelIndex]}, TPC ${tpcOf[channelIndex]})`,
      `${name}${changeText(state, cells.change?.[i])}`,
      `value ${withUnit(numberText(cells.value[i]!), unit)}, limit ${limitText(limit, unit)}, n = ${cells.n[i]}`,
      payload.reasons[cells.reason[i]!] ?? "",
    ].join("\n");
  });
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
      x: rows.map((i) => layout.xOf(placeOf(i))),
      y: rows.map((i) => layout.rowOf(placeOf(i))),
      ...markOf(state, marks, page, cellPx, rows.length),
    },
  ];
}

/** The change from the previous file, in brackets; empty where there is none. */
function changeText(state: State, change: Change | null | undefined): string {
  if (change === "new" || change === "recovered") return ` (${change})`;
  const isFault = state === "bad" || state === "warn";
  return isFault && change === "unchanged" ? " (still there)" : "";
}

function limitText(limit: Verdict["limit"], unit: string): string {
  if (limit === null) return "none";
  if (typeof limit === "number") return withUnit(numberText(limit), unit);
  return withUnit(`${numberText(limit[0])} to ${numberText(limit[1])}`, unit);
}

function withUnit(text: string, unit: string): string {
  return unit === "" || text === "unknown" ? text : `${text} ${unit}`;
}

/** Lines between the rows of different modules, and within a row between ADCs and TPCs. */
function separators({ detector }: ChannelMaskPayload, { palette }: Page): Shape[] {
  const { adcMembers, moduleOf, tpcOf, placeOf } = detectorGroups(detector);
  const { adcs, columnCount, xOf } = channelRows(detector);
  const line = { color: palette.separator, width: 1 };
  const shapeOf = (x0: number, y0: number, x1: number, y1: number): Shape => ({
    ...{ type: "line", xref: "x", yref: "y", layer: "below", line },
    ...{ x0, x1, y0, y1 },
  });
  const between = new Map<number, Shape[]>();
  const shapes: Shape[] = [];
  let moduleBelow: number | undefined;
  adcs.forEach((ofRow, row) => {
    const members = ofRow.flatMap((adc) => adcMembers[adc]!);
    const module = moduleOf[members[0] ?? -1];
    if (row > 0 && module !== moduleBelow)
      shapes.push(shapeOf(-0.5, row - 0.5, columnCount - 0.5, row - 0.5));
    moduleBelow = module;
    members.forEach((channelIndex, i) => {
      const next = members[i + 1];
      if (next === undefined) return;
      const [place, after] = [placeOf(channelIndex), placeOf(next)];
      if (tpcOf[next] === tpcOf[channelIndex] && place.adc === after.adc) return;
      const x =
        place.adc === after.adc ? xOf(place) + 0.5 : xOf({ adc: after.adc, channel: 0 }) - 0.5;
      const sameX = between.get(x) ?? [];
      const last = sameX.at(-1);
      if (last?.y1 === row - 0.5) last.y1 = row + 0.5;
      else between.set(x, [...sameX, shapeOf(x, row - 0.5, x, row + 0.5)]);
    });
  });
  return [...[...between.values()].flat(), ...shapes];
}
