/** A page of panels in a grid that share their axes, below a header and one legend. */
import type { Annotation, Figure, Layout, Shape, Trace } from "../figure.js";
import type { Box, Page } from "../page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "../page.js";
import type { Heading } from "../payload-schema.js";
import { type AxisChoice, panelAxes, tickLabelsPx } from "../style/axes.js";
import { legendRowsPx, withOneLegend } from "../style/legend.js";
import { textWidthPx } from "../style/text.js";
import { fittedTitle, lineTitle, titleDepthPx, upwardTitle } from "./axis-titles.js";
import { type ColumnChoice, columnsIn, type Room, sizeIn } from "./panel-grid.js";
import { partOf } from "./part.js";

/** What is drawn in the panels, row by row, and how they are placed on the page. */
export interface Panels {
  count: number;
  columns: ColumnChoice;
  /** Panels are at least this high: the page grows where they would be lower. */
  leastPx?: number;
  /** Between panels, at least, and above them, below the legend. */
  gapPx: { x: number; y: number; top: number };
  /** Between header and legend. */
  legendGapPx?: number;
  /** On the axes of their panel; those of one name share a legend entry. */
  traces: readonly Trace[];
  /** Lines under the header. */
  notes?: readonly string[];
  /** Labels and title stand at the lowest panels; of axes that each panel has of its own, at all. */
  x: AxisChoice | readonly AxisChoice[];
  /** Labels stand at the panels at the left, the title beside all; of own axes at each panel. */
  y: TitledAxis | readonly AxisChoice[];
  /** Beside all panels, where each has a y axis of its own without a title. */
  yTitle?: string;
  /** On the axes of their panel, behind the traces. */
  shapes?: Shape[];
  /** What stands between legend and panels. */
  above?: { heightPx: number; at(topPx: number): AbovePanels } | undefined;
  /** Texts at a panel. */
  label(panel: number, box: Box): Annotation[];
}

type TitledAxis = AxisChoice & { title: string };

/** Parts of a figure that stand on axes of their own. */
export interface AbovePanels {
  traces: readonly Trace[];
  annotations: readonly Annotation[];
  axes: Partial<Layout>;
}

/** From the left edge of the page to the title of all y axes. */
const titleLeftPx = 6;

/** Between a title and the labels of its ticks. */
const titleGapPx = 5;

/**
 * The figure; sets the page's upper margin, widens the left one to what stands there, and makes the
 * page higher where it does not hold the panels.
 */
export function panelFigure(page: Page, payload: Heading, wanted: Panels): Figure {
  const panels = page.part ? partOf(wanted, page.part) : wanted;
  const { count, legendGapPx = 4, above } = panels;
  const data = withOneLegend(panels.traces);
  const header = pageHeader(page, payload, panels.notes);
  const legendTop = header.bottomPx + legendGapPx;
  const aboveTop = Math.ceil(legendTop + legendRowsPx(page, data));
  const panelsTop = Math.ceil(aboveTop + (above?.heightPx ?? 0) + panels.gapPx.top);
  const { columns, gapPx, leftPx } = arranged(page, panels, panelsTop);
  if (leftPx > page.margin.l) {
    // The legend starts at the panels: it may need another row.
    page.margin.l = leftPx;
    return panelFigure(page, payload, wanted);
  }
  const rows = Math.ceil(count / columns);
  const { heightPx } = sizeIn(count, columns, roomOf(page, panelsTop), gapPx);
  page.heightPx += Math.ceil(rows * Math.max(0, (panels.leastPx ?? 0) - heightPx));
  page.margin.t = above ? aboveTop : panelsTop;
  const inside = { ...page, margin: { ...page.margin, t: panelsTop } };
  const boxes = panelBoxes(inside, columns, rows, gapPx).slice(0, count);
  const choices = boxes.map((box, i) => ({
    x: xAxisOf(panels, i, columns, isForAll(page, panels, boxes[0]!)),
    y: yAxisOf(panels, i, columns),
    box,
  }));
  const axes = choices.map(({ x, y, box }, i) =>
    panelAxes(page, i, box, fittingX(page, x, box), fittingY(page, y, box)),
  );
  const added = above?.at(aboveTop);
  return {
    data: [...data, ...(added?.traces ?? [])],
    layout: {
      ...baseLayout(page),
      ...(Object.assign({}, ...axes) as Pick<Layout, "xaxis" | "yaxis">),
      ...added?.axes,
      showlegend: data.some(({ showlegend }) => showlegend),
      legend: legendAt(page, legendTop),
      shapes: panels.shapes ?? [],
      annotations: [
        ...placed(page, header),
        ...sharedTitle(page, panels, panelsTop),
        ...sharedXTitle(page, panels, boxes[0]!),
        ...choices.flatMap(({ y, box }) => twoLineTitle(page, y, box)),
        ...boxes.flatMap((box, i) => panels.label(i, box)),
        ...(added?.annotations ?? []),
      ],
    },
  };
}

/** How the panels are placed, with space for the labels and titles of their y axes. */
function arranged(
  page: Page,
  panels: Panels,
  topPx: number,
): { columns: number; gapPx: { x: number; y: number }; leftPx: number } {
  const { count, y } = panels;
  const room = roomOf(page, topPx);
  const columns = columnsIn(count, panels.columns, room, panels.gapPx);
  const { heightPx } = sizeIn(count, columns, room, panels.gapPx);
  const besidePx = (axis: AxisChoice): number =>
    Math.ceil(
      tickLabelsPx(page, axis, heightPx) +
        (isEach(y) && axis.title
          ? titleGapPx + titleDepthPx(fittedTitle(page, axis.title, heightPx))
          : 0),
    );
  const title = titleOfAll(panels);
  const titlePx = title
    ? titleLeftPx + titleDepthPx(fittedTitle(page, title, room.heightPx)) + titleGapPx
    : titleLeftPx;
  const own = isEach(y) ? y : [y];
  const leftmost = own.filter((_, i) => i % columns === 0);
  const between = isEach(y) ? y.filter((_, i) => i % columns > 0) : [];
  const widest = (axes: readonly AxisChoice[]): number =>
    axes.reduce((most, axis) => Math.max(most, besidePx(axis)), 0);
  return {
    columns,
    gapPx: { x: Math.max(panels.gapPx.x, widest(between) + 8), y: panels.gapPx.y },
    leftPx: titlePx + widest(leftmost),
  };
}

function roomOf({ widthPx, heightPx, margin }: Page, topPx: number): Room {
  return { widthPx: widthPx - margin.l - margin.r, heightPx: heightPx - topPx - margin.b };
}

/** Whether a title is longer than its panel, but not than all panels beside each other. */
const isForAll = (page: Page, { x }: Panels, { widthPx }: Room): boolean =>
  !isEach(x) && textWidthPx(x.title ?? "", page.textPx) > widthPx;

/** Below the panels, in the middle, where it stands there once for all of them. */
function sharedXTitle(page: Page, panels: Panels, panel: Room): Annotation[] {
  const { x } = panels;
  if (isEach(x) || !x.title || !isForAll(page, panels, panel)) return [];
  const { widthPx, heightPx, margin } = page;
  const { lines, sizePx } = lineTitle(page, x.title, widthPx - margin.l - margin.r);
  const middlePx = (margin.l + widthPx - margin.r) / 2;
  return [
    textAt(page, lines[0]!, middlePx, heightPx - margin.b + 34, { anchor: "center", sizePx }),
  ];
}

function xAxisOf({ x, count }: Panels, i: number, columns: number, isForAll: boolean): AxisChoice {
  if (isEach(x)) return x[i]!;
  const { title, standoffPx, ...ofAll } = x;
  const isLowest = i >= count - columns;
  const lowest = isLowest && title && !isForAll ? { title, standoffPx } : {};
  return { ...ofAll, ...lowest, labels: isLowest, matches: i > 0 ? "x" : undefined };
}

function yAxisOf({ y }: Panels, i: number, columns: number): AxisChoice {
  if (isEach(y)) return y[i]!;
  const { title: _, ...ofAll } = y;
  return { ...ofAll, labels: i % columns === 0, matches: i > 0 ? "y" : undefined };
}

/** Its title no longer than the panel. */
function fittingX(page: Page, axis: AxisChoice, { widthPx }: Box): AxisChoice {
  if (!axis.title) return axis;
  const { lines, sizePx } = lineTitle(page, axis.title, widthPx);
  return { ...axis, title: lines[0]!, titlePx: sizePx };
}

/** Its title where one line holds it. */
function fittingY(page: Page, { title, ...axis }: AxisChoice, { heightPx }: Box): AxisChoice {
  if (!title) return axis;
  const { lines, sizePx } = fittedTitle(page, title, heightPx);
  return lines.length > 1
    ? axis
    : { ...axis, title: lines[0]!, titlePx: sizePx, standoffPx: titleGapPx };
}

/** A title in two lines is a text of the page: titles of axes have one. */
function twoLineTitle(
  page: Page,
  axis: AxisChoice,
  { leftPx, topPx, heightPx }: Box,
): Annotation[] {
  if (!axis.title) return [];
  const title = fittedTitle(page, axis.title, heightPx);
  if (title.lines.length === 1) return [];
  const rightPx = leftPx - tickLabelsPx(page, axis, heightPx) - titleGapPx;
  return upwardTitle(page, title, rightPx - titleDepthPx(title), topPx + heightPx / 2);
}

/** The title of the y axis of all panels, turned, beside them. */
function sharedTitle(page: Page, panels: Panels, topPx: number): Annotation[] {
  const title = titleOfAll(panels);
  if (!title) return [];
  const { heightPx } = roomOf(page, topPx);
  return upwardTitle(page, fittedTitle(page, title, heightPx), titleLeftPx, topPx + heightPx / 2);
}

function titleOfAll({ y, yTitle }: Panels): string | undefined {
  return isEach(y) ? yTitle : y.title;
}

function isEach<One extends object>(axis: One | readonly One[]): axis is readonly One[] {
  return Array.isArray(axis);
}
