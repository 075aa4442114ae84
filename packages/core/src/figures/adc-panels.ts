/** A page of stacked panels, one an ADC, with channels along x and one y range for all. */

import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import type { Figure, Layout, Trace } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import type { Page } from "./page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "./page.js";
import type { Payload } from "./payload.js";
import type { Ticks } from "./style/axes.js";
import { axisIds, channelTicks, panelAxes } from "./style/axes.js";
import { legendRowsPx, withOneLegend } from "./style/legend.js";
import { palettes } from "./style/palette.js";

/** The y axis that all panels share. */
export interface SharedY {
  type?: "linear" | "log";
  range: [number, number];
  ticks: Ticks;
  title: string;
}

/** Rows of the payload's columns that belong to one ADC, with their channel numbers. */
export interface AdcRows {
  adc: number;
  /** Indices into columns by channel. */
  rows: number[];
  /** Channel number by index into columns. */
  channelOf: (row: number) => number;
  axes: ReturnType<typeof axisIds>;
}

/** The page before its data: A4 portrait at 96 dpi by default. */
export function adcPage(options: FigureOptions): Page {
  return {
    widthPx: options.widthPx ?? 794,
    heightPx: options.heightPx ?? 1123,
    margin: { l: 72, r: 18, t: 0, b: 46 },
    palette: palettes[options.theme],
    textPx: 12,
  };
}

/** Lays the panels out and asks for the traces of each; notes stand under the header. */
export function adcPanels(
  page: Page,
  payload: Payload & { detector: DetectorProfile },
  y: SharedY,
  tracesOf: (panel: AdcRows) => Trace[],
  notes: readonly string[] = [],
): Figure {
  const { adcCount, channelCount } = payload.detector;
  const { active } = detectorGroups(payload.detector);
  const panels = Array.from({ length: adcCount }, (_, adc) => ({
    adc,
    rows: active.flatMap((channelIndex, row) =>
      Math.floor(channelIndex / channelCount) === adc ? [row] : [],
    ),
    channelOf: (row: number) => active[row]! % channelCount,
    axes: axisIds(adc),
  }));
  const data = withOneLegend(panels.flatMap(tracesOf));

  const header = pageHeader(page, payload, notes);
  const legendTop = header.bottomPx + 4;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + 24);
  const plotWidth = page.widthPx - page.margin.l - page.margin.r;
  const boxes = panelBoxes(page, 1, adcCount, { x: 0, y: 21 });
  const ticks = channelTicks(channelCount, plotWidth, page.textPx - 2);
  const axes = panels.map(({ adc }) =>
    panelAxes(
      page,
      adc,
      boxes[adc]!,
      {
        range: [-1, channelCount],
        ticks,
        tickPx: page.textPx - 2,
        labels: adc === adcCount - 1,
        ...(adc === adcCount - 1 ? { title: "Channel", standoffPx: 4 } : {}),
        ...(adc > 0 ? { matches: "x" } : {}),
      },
      {
        ...(y.type ? { type: y.type } : {}),
        range: y.range,
        ticks: y.ticks,
        tickPx: page.textPx - 2,
        ...(adc > 0 ? { matches: "y" } : {}),
      },
    ),
  );
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
        textAt(page, y.title, 14, middlePx, { anchor: "center", turned: true }),
        ...panels.map(({ adc }) =>
          textAt(page, `ADC ${adc}`, page.margin.l, boxes[adc]!.topPx - 9, { sizePx: page.textPx }),
        ),
      ],
    },
  };
}
