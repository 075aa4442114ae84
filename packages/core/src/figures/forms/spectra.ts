/** Power spectra: panels in two columns with one range, watched frequencies marked at the top. */

import type { Dash, Figure, Layout, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Page } from "../page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "../page.js";
import type { SpectraPayload, SpectrumLine } from "../payload.js";
import type { Ticks } from "../style/axes.js";
import { axisIds, decadeTicks, linearTicks, panelAxes } from "../style/axes.js";
import { legendRowsPx, withOneLegend } from "../style/legend.js";
import { palettes } from "../style/palette.js";
import { numberText } from "../style/rounding.js";

const scaleLabels = {
  power: "Power per bin (V²)",
  density: "Power density (V²/Hz)",
};

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
export function spectraFigure(payload: SpectraPayload, options: FigureOptions): Figure {
  const page: Page = {
    widthPx: options.widthPx ?? 794,
    heightPx: options.heightPx ?? 1123,
    margin: { l: 66, r: 16, t: 0, b: 46 },
    palette: palettes[options.theme],
    textPx: 12,
  };
  const { panels, stepMHz, watchedMHz } = payload;
  const binCount = Math.max(
    2,
    ...panels.flatMap(({ lines }) => lines.map(({ power }) => power.length)),
  );
  const lastMHz = (binCount - 1) * stepMHz;
  const yRange = powerRange(payload);
  // Watched frequencies are marked between the highest power and the top of the panel.
  const markY = 10 ** (yRange[1] - 0.04 * (yRange[1] - yRange[0]));

  const data = withOneLegend([
    ...panels.flatMap((panel, i) =>
      panel.lines.map((line, k) => lineTrace(payload, page, panel.label, line, k, i)),
    ),
    ...panels.map((_, i) =>
      watchedTrace(
        page,
        i,
        watchedMHz.filter((f) => f <= lastMHz),
        markY,
      ),
    ),
  ]);
  const events = `Median over ${payload.spectrumEvents} events${payload.per === "epcb" ? ", mean over the channels of an EPCB" : ""}; the bin at 0 MHz is not drawn.`;
  const header = pageHeader(page, payload, [events]);
  const legendTop = header.bottomPx + 4;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + 24);
  const rows = Math.ceil(panels.length / 2);
  const boxes = panelBoxes(page, 2, rows, { x: 22, y: 26 });
  const xTicks = linearTicks([0, lastMHz], 7);
  const yTicks = decadeTicks(yRange, 7);
  const axes = panels.map((_, i) => axesOf(page, i, boxes[i]!, xTicks, yTicks));
  const middlePx = (page.margin.t + page.heightPx - page.margin.b) / 2;
  return {
    data,
    layout: {
      ...baseLayout(page),
      ...(Object.assign({}, ...axes) as Pick<Layout, "xaxis" | "yaxis">),
      showlegend: true,
      legend: legendAt(page, legendTop),
      annotations: [
        ...placed(page, header),
        textAt(page, scaleLabels[payload.scale], 14, middlePx, { anchor: "center", turned: true }),
        ...panels.map(({ label, lines }, i) =>
          textAt(
            page,
            lines.length > 0 ? label : `${label}: no data`,
            boxes[i]!.leftPx,
            boxes[i]!.topPx - 10,
          ),
        ),
      ],
    },
  };

  function axesOf(
    on: Page,
    i: number,
    box: (typeof boxes)[number],
    xTicks: Ticks,
    yTicks: Ticks,
  ): Pick<Layout, "xaxis" | "yaxis"> {
    const lowest = i >= panels.length - 2;
    return panelAxes(
      on,
      i,
      box,
      {
        range: [0, lastMHz],
        ticks: xTicks,
        tickPx: on.textPx - 2,
        labels: lowest,
        ...(lowest ? { title: "Frequency (MHz)", standoffPx: 4 } : {}),
        ...(i > 0 ? { matches: "x" } : {}),
      },
      {
        type: "log",
        range: yRange,
        ticks: yTicks,
        tickPx: on.textPx - 2,
        labels: i % 2 === 0,
        ...(i > 0 ? { matches: "y" } : {}),
      },
    );
  }
}

/** Base-10 logarithms of the ends of the y axis: all lines without the bin at 0 MHz. */
export function powerRange({ panels }: Pick<SpectraPayload, "panels">): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { lines } of panels)
    for (const { power } of lines)
      for (let bin = 1; bin < power.length; bin++) {
        const value = power[bin];
        if (value === null || value === undefined || value <= 0) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  if (high === 0) return [-12, 0];
  const top = Math.log10(high);
  // Lines that are all but zero, such as dead channels, may not squeeze the others.
  const bottom = Math.max(Math.log10(low), top - 12);
  const margin = Math.max(0.1, 0.08 * (top - bottom));
  return [bottom - margin, top + 1.6 * margin];
}

const dashes: readonly Dash[] = ["solid", "dot"];

function lineTrace(
  { stepMHz, per, scale }: SpectraPayload,
  { palette }: Page,
  panelLabel: string,
  { label, power }: SpectrumLine,
  k: number,
  panel: number,
): Trace {
  const name = per === "epcb" ? label : `channel ${k + 1} of the EPCB`;
  const { x, y } = axisIds(panel);
  const bins = power.map((_, bin) => bin).slice(1);
  return {
    type: "scatter",
    mode: "lines",
    xaxis: x,
    yaxis: y,
    name,
    legendgroup: name,
    showlegend: true,
    hoverinfo: "text",
    hovertext: bins.map(
      (bin) =>
        `${panelLabel}, ${label}\n${numberText(bin * stepMHz)} MHz: ${numberText(power[bin] ?? null, 3)} ${scale === "power" ? "V²" : "V²/Hz"}`,
    ),
    x: bins.map((bin) => Number((bin * stepMHz).toPrecision(6))),
    y: bins.map((bin) => (power[bin]! > 0 ? power[bin]! : null)),
    line: {
      color: palette.lines[k % palette.lines.length]!,
      width: 0.9,
      dash: dashes[Math.floor(k / palette.lines.length) % dashes.length]!,
    },
  };
}

function watchedTrace(
  { palette }: Page,
  panel: number,
  watchedMHz: number[],
  markY: number,
): Trace {
  const { x, y } = axisIds(panel);
  return {
    type: "scatter",
    mode: "markers",
    xaxis: x,
    yaxis: y,
    name: "Watched frequency",
    legendgroup: "watched",
    showlegend: true,
    hoverinfo: "text",
    hovertext: watchedMHz.map((frequency) => `watched: ${frequency} MHz`),
    x: watchedMHz,
    y: watchedMHz.map(() => markY),
    marker: { symbol: "diamond", size: 5, color: palette.quiet },
  };
}
