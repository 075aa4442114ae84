/** A page of panels in a grid that share their axes, below a header and one legend. */
import type { Annotation, Figure, Layout, Shape, Trace } from "../figure.js";
import type { Box, Page } from "../page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "../page.js";
import type { Heading } from "../payload-schema.js";
import { type AxisChoice, panelAxes } from "../style/axes.js";
import { legendRowsPx, withOneLegend } from "../style/legend.js";

/** What is drawn in the panels, row by row, and how they are placed on the page. */
export interface Panels {
  count: number;
  columns: number;
  /** Between panels, and above them, below the legend. */
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
  yTitleLeftPx?: number;
  /** On the axes of their panel, behind the traces. */
  shapes?: Shape[];
  /** What stands between legend and panels. */
  above?: { heightPx: number; at(topPx: number): AbovePanels } | undefined;
  /** Texts at the panels. */
  labels(boxes: readonly Box[]): Annotation[];
}

type TitledAxis = AxisChoice & { title: string };

/** Parts of a figure that stand on axes of their own. */
export interface AbovePanels {
  traces: readonly Trace[];
  annotations: readonly Annotation[];
  axes: Partial<Layout>;
}

/** Width of each of so many columns of panels. */
export function panelWidthPx({ widthPx, margin }: Page, columns: number, gapPx: number): number {
  return (widthPx - margin.l - margin.r - (columns - 1) * gapPx) / columns;
}

/** The figure; sets the page's upper margin. */
export function panelFigure(page: Page, payload: Heading, panels: Panels): Figure {
  const { count, columns, gapPx, legendGapPx = 4, above } = panels;
  const data = withOneLegend(panels.traces);
  const header = pageHeader(page, payload, panels.notes);
  const legendTop = header.bottomPx + legendGapPx;
  const aboveTop = Math.ceil(legendTop + legendRowsPx(page, data));
  const panelsTop = Math.ceil(
    legendTop + legendRowsPx(page, data) + (above?.heightPx ?? 0) + gapPx.top,
  );
  page.margin.t = above ? aboveTop : panelsTop;
  const inside = { ...page, margin: { ...page.margin, t: panelsTop } };
  const boxes = panelBoxes(inside, columns, Math.ceil(count / columns), gapPx).slice(0, count);
  const axes = boxes.map((box, i) =>
    panelAxes(page, i, box, xAxisOf(panels, i), yAxisOf(panels, i)),
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
        ...sharedTitle(page, panels, (panelsTop + page.heightPx - page.margin.b) / 2),
        ...panels.labels(boxes),
        ...(added?.annotations ?? []),
      ],
    },
  };
}

function xAxisOf({ x, count, columns }: Panels, i: number): AxisChoice {
  if (isEach(x)) return x[i]!;
  const { title, standoffPx, ...ofAll } = x;
  const isLowest = i >= count - columns;
  const lowest = isLowest && title ? { title, standoffPx } : {};
  return { ...ofAll, ...lowest, labels: isLowest, matches: i > 0 ? "x" : undefined };
}

function yAxisOf({ y, columns }: Panels, i: number): AxisChoice {
  if (isEach(y)) return y[i]!;
  const { title: _, ...ofAll } = y;
  return { ...ofAll, labels: i % columns === 0, matches: i > 0 ? "y" : undefined };
}

/** The title of the y axis of all panels, turned, beside them. */
function sharedTitle(page: Page, panels: Panels, middlePx: number): Annotation[] {
  const { y, yTitle, yTitleLeftPx = 14 } = panels;
  const title = isEach(y) ? yTitle : y.title;
  if (!title) return [];
  return [textAt(page, title, yTitleLeftPx, middlePx, { anchor: "center", turned: true })];
}

function isEach<One extends object>(axis: One | readonly One[]): axis is readonly One[] {
  return Array.isArray(axis);
}
