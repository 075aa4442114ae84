/** The map: every SiPM at its place, wall by wall of each TPC, heights upwards. */
import { countText } from "../../../words/phrases.js";
import type { Figure, Shape } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import type { Box, Page } from "../../page.js";
import { a4Landscape, baseLayout, newPage, pageHeader, placed } from "../../page.js";
import { linearTicks, panelAxes } from "../../style/axes.js";
import { colorBar, colorBarPx } from "../../style/color-bar.js";
import { legendRowPx, markLegend, rowsOfItems } from "../../style/mark-legend.js";
import { numberScale } from "../../style/number-scale.js";
import { sideNames } from "../../style/place-text.js";
import { textWidthPx } from "../../style/text.js";
import { maskList } from "../channel-mask/list.js";
import { columnLabels, columnLabelsPx } from "./column-labels.js";
import { type MapGrid, mapChannels, mapGrid } from "./grid.js";
import { type Cell, drawnRows, type Layers, stateLayers, tracesOf } from "./layers.js";
import { numberLayers } from "./number-layers.js";
import { type DetectorMapPayload, maskOfMap, schema } from "./payload.js";
import { trapItems, trapOutlines } from "./traps.js";

export const detectorMap: Form<DetectorMapPayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 560,
  printPx: 575,
};

/** Space for ticks and the title of the columns. */
const belowGridPx = 46;

/** Columns are at most this wide, those of states so that a list can stand beside few of them. */
const widestColumnPx = { states: 110, numbers: 220 };
const listGapPx = 34;
const narrowestListPx = 260;

/** The map as a figure; by default A4 landscape, 1123 × 794 px. */
function draw(payload: DetectorMapPayload, options: FigureOptions): Figure {
  const { detector, modules, shown } = payload;
  const grid = mapGrid(detector, modules);
  const page = newPage(options, a4Landscape, { l: 70, r: 18, b: 0 });
  const header = pageHeader(page, payload, unplacedNote(payload, grid));
  page.margin.t = Math.ceil(header.bottomPx);
  const plotWidth = page.widthPx - page.margin.l - page.margin.r;

  const rows = drawnRows(payload, grid);
  const mask = maskOfMap(payload);
  const scale = shown.of === "numbers" ? numberScale(shown) : null;
  const layers: Layers =
    shown.of === "numbers"
      ? numberLayers(payload, shown, scale!, rows, page)
      : stateLayers(mask!, rows, grid, options, page);
  const barPx = scale ? colorBarPx(page) : 0;
  const legendRows = rowsOfItems(page, [...layers.items, ...trapItems(grid, page)]);
  const labelsTop = page.margin.t + barPx + legendRows.length * legendRowPx(page) + 4;
  const topPx = labelsTop + columnLabelsPx(page);
  const [left, right] = grid.xRange;
  const box: Box = {
    leftPx: page.margin.l,
    topPx,
    widthPx: Math.min(plotWidth, (right - left) * widestColumnPx[shown.of]),
    heightPx: Math.max(40, page.heightPx - topPx - belowGridPx),
  };
  page.margin.b = Math.max(8, page.heightPx - box.topPx - box.heightPx);
  const columnPx = box.widthPx / (right - left);
  const [low, high] = grid.yRange;
  const cell: Cell = {
    widthPx: columnPx * (grid.isDense ? 0.85 : 0.6),
    heightPx: Math.min((grid.pitchCm / (high - low)) * box.heightPx * 0.96, columnPx),
  };

  const legend = markLegend(page, legendRows, page.margin.t + barPx, false);
  const bar = scale && shown.of === "numbers" ? colorBar(page, shown, scale, page.margin.t) : null;
  const listLeftPx = box.leftPx + box.widthPx + listGapPx;
  const hasList = mask && page.widthPx - page.margin.r - listLeftPx >= narrowestListPx;
  const tickPx = page.textPx - 1;
  const areSidesNamed = columnPx >= textWidthPx(sideNames[0], tickPx) + 4;
  const axes = panelAxes(
    page,
    0,
    box,
    {
      range: [left, right],
      ticks: {
        values: areSidesNamed ? grid.columns.map(({ x }) => x) : [],
        text: areSidesNamed ? grid.columns.map(({ side }) => sideNames[side]) : [],
      },
      ...{ grid: false, tickPx, standoffPx: 4 },
      title: areSidesNamed ? "Side of the TPC" : "In each TPC: side −z, then side +z",
    },
    {
      range: [low, high],
      ticks: linearTicks([low, high], 8),
      grid: false,
      tickPx,
      title: "Height (cm)",
    },
  );
  return {
    data: [
      ...trapOutlines(grid, page),
      ...tracesOf(payload, grid, layers, cell),
      ...legend.traces,
      ...(bar?.traces ?? []),
    ],
    layout: {
      ...baseLayout(page),
      ...axes,
      ...legend.axes,
      ...bar?.axes,
      annotations: [
        ...placed(page, header),
        ...legend.annotations,
        ...(bar?.annotations ?? []),
        ...columnLabels(page, grid, box, labelsTop),
        ...(hasList ? maskList(page, mask, { topPx: box.topPx + 6, leftPx: listLeftPx }) : []),
      ],
      shapes: separators(grid, page),
    },
  };
}

/** Says so where channels have no place on the map. */
function unplacedNote({ detector, modules }: DetectorMapPayload, grid: MapGrid): string[] {
  const missing = mapChannels(detector, modules).length - grid.channels.length;
  return missing === 0
    ? []
    : [`Not drawn: ${countText(missing, "channel")} whose place is not known.`];
}

/** Lines between modules. */
function separators({ columns, yRange: [y0, y1] }: MapGrid, { palette }: Page): Shape[] {
  return columns.flatMap(({ module, x }, i): Shape[] => {
    const next = columns[i + 1];
    if (!next || next.module === module) return [];
    const between = (x + next.x) / 2;
    return [
      {
        ...{ type: "line", xref: "x", yref: "y", layer: "below", y0, y1, x0: between, x1: between },
        line: { color: palette.grid, width: 1 },
      },
    ];
  });
}
