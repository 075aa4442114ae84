/** A page of panels in a grid that share their axes, below a header and one legend. */
import type { Annotation, Figure, Layout, Trace } from "./figure.js";
import type { Box, Page } from "./page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "./page.js";
import type { Heading } from "./payload-schema.js";
import { type AxisChoice, panelAxes } from "./style/axes.js";
import { legendRowsPx, withOneLegend } from "./style/legend.js";

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
  /** Labels and title stand at the lowest panels. */
  x: AxisChoice;
  /** Labels stand at the panels at the left, the title beside all. */
  y: AxisChoice & { title: string };
  /** Where panels have scales of their own: the y axis of each, with labels at every panel. */
  ownY?: readonly AxisChoice[];
  yTitleLeftPx?: number;
  /** Texts at the panels. */
  labels(boxes: readonly Box[]): Annotation[];
}

/** Width of each of so many columns of panels. */
export function panelWidthPx({ widthPx, margin }: Page, columns: number, gapPx: number): number {
  return (widthPx - margin.l - margin.r - (columns - 1) * gapPx) / columns;
}

/** The figure; sets the page's upper margin. */
export function panelFigure(page: Page, payload: Heading, panels: Panels): Figure {
  const { count, columns, gapPx, legendGapPx = 4, x, y, ownY } = panels;
  const data = withOneLegend(panels.traces);
  const header = pageHeader(page, payload, panels.notes);
  const legendTop = header.bottomPx + legendGapPx;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + gapPx.top);
  const boxes = panelBoxes(page, columns, Math.ceil(count / columns), gapPx).slice(0, count);
  const { title: xTitle, standoffPx, ...xOfAll } = x;
  const { title: yTitle, ...yOfAll } = y;
  const axes = boxes.map((box, i) => {
    const isLowest = i >= count - columns;
    const lowest = isLowest && xTitle ? { title: xTitle, standoffPx } : {};
    return panelAxes(
      page,
      i,
      box,
      { ...xOfAll, ...lowest, labels: isLowest, matches: i > 0 ? "x" : undefined },
      ownY?.[i] ?? { ...yOfAll, labels: i % columns === 0, matches: i > 0 ? "y" : undefined },
    );
  });
  const middlePx = (page.margin.t + page.heightPx - page.margin.b) / 2;
  return {
    data,
    layout: {
      ...baseLayout(page),
      ...(Object.assign({}, ...axes) as Pick<Layout, "xaxis" | "yaxis">),
      showlegend: data.some(({ showlegend }) => showlegend),
      legend: legendAt(page, legendTop),
      annotations: [
        ...placed(page, header),
        textAt(page, yTitle, panels.yTitleLeftPx ?? 14, middlePx, {
          anchor: "center",
          turned: true,
        }),
        ...panels.labels(boxes),
      ],
    },
  };
}
