/** A figure of one's own: panels in a grid, below a header, one legend and the keys of colours. */

import type { Figure, Layout, Trace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { newPage, type Page, textAt } from "../../page.js";
import { channelSeparators } from "../../panels/channel-separators.js";
import { leastHeightPx, sizeIn } from "../../panels/panel-grid.js";
import { type Panels, panelFigure } from "../../panels/panels.js";
import { axesOfPanel } from "../../panels/traces.js";
import type { AxisChoice } from "../../style/axes.js";
import { colorBar, colorBarPx } from "../../style/color-bar.js";
import { legendRowPx, markLegend, rowsOfItems } from "../../style/mark-legend.js";
import { marksIn } from "../../style/state-mark.js";
import { fitText } from "../../style/text.js";
import { axesOf, gridOf } from "./axes.js";
import { coloredTraces, mostBars } from "./cells.js";
import { type ColorKey, cellCount, coloredItems, colorKeys, keyOf } from "./color-keys.js";
import { type PlotPayload, schema } from "./payload.js";
import { stateItems, stateTraces } from "./states.js";
import { plotWords } from "./words.js";
import {
  bandTraces,
  binTrace,
  type DrawnPanel,
  markTraces,
  seriesLooks,
  seriesTrace,
} from "./xy-traces.js";

export const plot: Form<PlotPayload> = {
  ...schema,
  draw,
  words: plotWords,
  paper: "a4-landscape",
  printPx: 575,
  halfPrintPx: 280,
};

/** Panels are not narrower where they can stand below each other, not narrower at all, not lower. */
const leastPx = { usualWidth: 200, width: 120, height: leastHeightPx };

/** Height of header and legend, about. */
const abovePx = 130;

/** Height of a row of panels with its space. */
const rowPx = { only: 330, one: 230, many: 190, axis: 36 };

/** The figure; by default 1040 px wide, as high as its panels need. */
function draw(payload: PlotPayload, options: FigureOptions): Figure {
  const { panels, shared } = payload;
  const widthPx = options.widthPx ?? 1040;
  const margin = { l: shared.y ? 84 : 78, r: 20, b: 48 };
  const count = Math.ceil(panels.length / (options.part?.count ?? 1));
  const ownAxisPx = shared.x ? 0 : rowPx.axis;
  const columns = columnsIn(payload, count, widthPx - margin.l - margin.r, options.heightPx);
  const rows = Math.ceil(count / columns);
  const each = count === 1 ? rowPx.only : columns === 1 || rows < 3 ? rowPx.one : rowPx.many;
  const heightPx = Math.max(
    options.heightPx ?? abovePx + rows * (each + ownAxisPx),
    abovePx + rows * (leastPx.height + ownAxisPx),
  );
  const page = newPage({ ...options, heightPx }, { widthPx, heightPx }, margin);
  const isLabelled = panels.some(({ label }) => label !== "");
  const gapPx = {
    x: shared.y ? 16 : 76,
    y: (isLabelled ? 28 : 14) + ownAxisPx,
    top: isLabelled ? 24 : 12,
  };
  const room = {
    widthPx: widthPx - margin.l - margin.r,
    heightPx: page.heightPx - abovePx - margin.b,
  };
  const size = sizeIn(count, columns, room, gapPx);
  const widthOfEach = size.widthPx;
  const heightOfEach = Math.max(30, size.heightPx);
  const tickPx = page.textPx - (panels.length > 1 ? 2 : 1);
  const x = axesOf(payload, "x", tickPx);
  const y = axesOf(payload, "y", tickPx);
  const looks = seriesLooks(payload, page);
  const keys = colorKeys(panels);
  const isDense = cellCount(panels) > mostBars;
  const drawn = panels.map((panel, i): DrawnPanel => {
    return { ...panel, on: axesOfPanel(i), ends: { x: endsOf(x[i]!), y: endsOf(y[i]!) } };
  });
  const cellPxOf = ({ ends: { x, y } }: DrawnPanel): number =>
    Math.min(widthOfEach / (x[1] - x[0]), heightOfEach / (y[1] - y[0]));
  const grids = drawn.filter((panel) => gridOf(payload, panel));
  const marks = marksIn(options.marks, Math.min(...grids.map(cellPxOf)));
  const traces = drawn.flatMap((panel): Trace[] => {
    const detector = gridOf(payload, panel);
    const isOnlyHistogram = panel.layers.filter(({ as }) => as === "bins").length === 1;
    const cellPx = cellPxOf(panel);
    const bands = panel.layers.flatMap((layer) =>
      layer.as === "line" || layer.as === "points"
        ? bandTraces(panel, layer, looks(layer.label))
        : [],
    );
    return [
      ...bands,
      ...panel.layers.flatMap((layer): Trace[] => {
        switch (layer.as) {
          case "line":
          case "points":
            return [seriesTrace(panel, layer, looks(layer.label))];
          case "bins":
            return [binTrace(panel, layer, looks(layer.label), isOnlyHistogram)];
          case "channel-states":
            return detector ? stateTraces(panel, layer, detector, marks, page, cellPx) : [];
          default:
            return coloredTraces(panel, layer, keys.get(keyOf(layer))!, detector, isDense, page);
        }
      }),
      ...markTraces(panel, page),
    ];
  });
  return panelFigure(page, payload, {
    ...{ count: panels.length, gapPx, traces },
    columns: { usual: columns, leastWidthPx: leastPx.width },
    notes: notesOf(payload),
    x: shared.x ? x[0]! : x,
    y: shared.y ? y[0]! : y,
    shapes: drawn.flatMap((panel) => {
      const detector = gridOf(payload, panel);
      return detector ? channelSeparators(detector, page, panel.on) : [];
    }),
    above: keysAbove(payload, keys, marks, page),
    label: (i, { leftPx, topPx, widthPx }) => {
      const { label } = panels[i]!;
      return label === ""
        ? []
        : [textAt(page, fitText(label, widthPx, page.textPx), leftPx, topPx - 10)];
    },
  });
}

/** Panels side by side: as many as wanted where they fit, more where rows would be too low. */
function columnsIn(
  { columns: wanted, shared }: PlotPayload,
  count: number,
  roomPx: number,
  heightPx = Number.POSITIVE_INFINITY,
): number {
  const fit = Math.max(1, Math.floor(roomPx / leastPx.usualWidth));
  const rowOfPx = leastPx.height + (shared.x ? 0 : rowPx.axis);
  let columns = Math.min(wanted, count, fit);
  while (
    columns < count &&
    Math.ceil(count / columns) * rowOfPx > heightPx - abovePx &&
    roomPx / (columns + 1) >= leastPx.width
  )
    columns++;
  return columns;
}

/** Ends of an axis in data values. */
function endsOf({ range, type }: AxisChoice): [number, number] {
  return type === "log" ? [10 ** range[0], 10 ** range[1]] : range;
}

/** The keys of colours and states; none where neither is drawn. */
function keysAbove(
  { panels }: PlotPayload,
  keys: ReadonlyMap<string, ColorKey>,
  marks: FigureOptions["marks"],
  page: Page,
): Panels["above"] {
  const items = [...stateItems(panels, marks, page), ...coloredItems(panels, keys, page)];
  const rows = rowsOfItems(page, items);
  const barPx = colorBarPx(page);
  const legendPx = rows.length * legendRowPx(page);
  if (keys.size === 0 && rows.length === 0) return undefined;
  return {
    heightPx: keys.size * barPx + legendPx,
    at: (topPx) => {
      const first = panels.length;
      const bars = [...keys.values()].map(({ scale, ...shown }, i) =>
        colorBar(page, shown, scale, topPx + i * barPx, first + i),
      );
      const legend =
        rows.length > 0
          ? [markLegend(page, rows, topPx + keys.size * barPx, false, first + keys.size)]
          : [];
      const parts = [...bars, ...legend];
      return {
        traces: parts.flatMap((part) => part.traces),
        annotations: parts.flatMap((part) => part.annotations),
        axes: Object.assign({}, ...parts.map((part) => part.axes)) as Partial<Layout>,
      };
    },
  };
}

/** What a reader would miss: values that a logarithmic axis cannot show, or that are outside of all bins. */
function notesOf({ panels }: PlotPayload): string[] {
  let below = 0;
  let outside = 0;
  for (const { x, y, layers } of panels)
    for (const layer of layers) {
      if (layer.as === "bins") outside += layer.below + layer.above;
      if (y.scale === "log" && (layer.as === "line" || layer.as === "points"))
        below += layer.y.filter((value) => value !== null && value <= 0).length;
      if (x.scale === "log" && (layer.as === "line" || layer.as === "points"))
        below += layer.x.filter((value) => value <= 0).length;
    }
  return [
    ...(below > 0
      ? [`Not drawn, since the axis is logarithmic: ${below} of the values, 0 or below.`]
      : []),
    ...(outside > 0 ? [`Not drawn: ${outside} values outside of the bins.`] : []),
  ];
}
