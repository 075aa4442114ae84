/** All waveforms of one event: a panel an EPCB, rows are ADCs, all on the same axes. */

import { unitLabels } from "../../units.js";
import type { Annotation, Figure, Layout, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Box, Page } from "../page.js";
import { baseLayout, legendAt, pageHeader, panelBoxes, placed, textAt } from "../page.js";
import type { WaveformsPanel, WaveformsPayload } from "../payload.js";
import { axisIds, linearTicks, panelAxes } from "../style/axes.js";
import { legendRowsPx, withOneLegend } from "../style/legend.js";
import { palettes } from "../style/palette.js";
import { numberText } from "../style/rounding.js";

/** The page as a figure; by default A4 landscape, 1123 × 794 px. */
export function waveformsFigure(payload: WaveformsPayload, options: FigureOptions): Figure {
  const page: Page = {
    widthPx: options.widthPx ?? 1123,
    heightPx: options.heightPx ?? 794,
    margin: { l: 84, r: 14, t: 0, b: 42 },
    palette: palettes[options.theme],
    textPx: 12,
  };
  const { panels, unit } = payload;
  const columns = Math.max(1, ...panels.map(({ epcb }) => epcb + 1));
  const rows = Math.ceil(panels.length / columns);
  const data = withOneLegend(panels.flatMap((panel, i) => tracesOf(payload, panel, i, page)));
  const merged =
    payload.samplesPerBin > 1
      ? `Drawn as the lowest and highest of every ${payload.samplesPerBin} samples; numbers are the peaks of the sums.`
      : "Numbers are the peaks of the sums.";
  const header = pageHeader(page, payload, [`Baselines subtracted. ${merged}`]);
  const legendTop = header.bottomPx + 2;
  page.margin.t = Math.ceil(legendTop + legendRowsPx(page, data) + 20);

  const boxes = panelBoxes(page, columns, rows, { x: 7, y: 7 });
  const durationUs = (payload.sampleCount * payload.sampleNs) / 1000;
  const range = sharedRange(payload);
  const xTicks = linearTicks([0, durationUs], 3);
  const yTicks = linearTicks(range, 3);
  const axes = panels.map((_, i) => {
    const lowest = i >= panels.length - columns;
    return panelAxes(
      page,
      i,
      boxes[i]!,
      {
        range: [0, durationUs],
        ticks: xTicks,
        tickPx: page.textPx - 2,
        labels: lowest,
        ...(lowest ? { title: "Time (µs)", standoffPx: 2 } : {}),
        ...(i > 0 ? { matches: "x" } : {}),
      },
      {
        range,
        ticks: yTicks,
        tickPx: page.textPx - 3,
        labels: i % columns === 0,
        ...(i > 0 ? { matches: "y" } : {}),
      },
    );
  });
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
        textAt(page, `Above baseline (${unitLabels[unit]})`, 12, middlePx, {
          anchor: "center",
          turned: true,
        }),
        ...boxes.slice(0, columns).map((box, epcb) =>
          textAt(page, `EPCB ${epcb}`, box.leftPx + box.widthPx / 2, box.topPx - 9, {
            anchor: "center",
          }),
        ),
        ...panels
          .filter(({ epcb }) => epcb === 0)
          .map(({ adc }) => {
            const box = boxes[adc * columns]!;
            return textAt(page, `ADC ${adc}`, 32, box.topPx + box.heightPx / 2, {
              anchor: "center",
              turned: true,
            });
          }),
        ...panels.map((panel, i) => peakText(payload, panel, boxes[i]!, page)),
      ],
    },
  };
}

/** The y range of all panels: every channel and every sum, with a margin. */
export function sharedRange({ panels, unitPerCount }: WaveformsPayload): [number, number] {
  let low = 0;
  let high = 1;
  for (const { counts, sum } of panels)
    for (const line of [...counts, sum])
      for (const value of line) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  const margin = 0.06 * (high - low);
  return [(low - margin) * unitPerCount, (high + margin) * unitPerCount];
}

/** The peak of a panel's sum, in the upper corner that is away from the peak. */
function peakText(
  { unit, unitPerCount }: WaveformsPayload,
  { peakCounts, sum }: WaveformsPanel,
  box: Box,
  page: Page,
): Annotation {
  const text =
    peakCounts === null
      ? "no valid waveform"
      : numberText(peakCounts * unitPerCount, unit === "V" ? 3 : 5);
  const peakIsLeft = sum.indexOf(Math.max(...sum)) < sum.length / 2;
  const leftPx = peakIsLeft ? box.leftPx + box.widthPx - 4 : box.leftPx + 4;
  return textAt(page, text, leftPx, box.topPx + 9, {
    sizePx: page.textPx - 2,
    color: page.palette.quiet,
    anchor: peakIsLeft ? "right" : "left",
  });
}

function tracesOf(
  payload: WaveformsPayload,
  panel: WaveformsPanel,
  index: number,
  { palette }: Page,
): Trace[] {
  const { jump, unitPerCount } = payload;
  const { x, y } = axisIds(index);
  const times = timesUs(payload, panel.sum.length);
  const scaled = (counts: readonly number[]): number[] =>
    counts.map((count) => Number((count * unitPerCount).toPrecision(6)));
  const trace = (
    name: string,
    lines: readonly (readonly number[])[],
    color: string,
    width: number,
  ): Trace[] =>
    lines.length === 0
      ? []
      : [
          {
            type: "scatter",
            mode: "lines",
            xaxis: x,
            yaxis: y,
            name,
            legendgroup: name,
            showlegend: true,
            hoverinfo: "skip",
            x: lines.flatMap(() => [...times, times.at(-1)!]),
            y: lines.flatMap((line) => [...scaled(line), null]),
            line: { color, width },
          },
        ];
  const jumped = panel.adc === jump.adc ? panel.channels.indexOf(jump.channel) : -1;
  return [
    ...trace("Sum of the EPCB", panel.sum.length > 0 ? [panel.sum] : [], palette.ink, 1.6),
    ...trace(
      "Channels",
      panel.counts.filter((_, i) => i !== jumped),
      palette.lines[0]!,
      0.7,
    ),
    ...trace(
      "Channel with the largest jump",
      jumped >= 0 ? [panel.counts[jumped]!] : [],
      palette.lines[1]!,
      1.2,
    ),
  ];
}

/** Times of the stored points: of the samples, or two within each bin. */
function timesUs(
  { sampleNs, samplesPerBin, sampleCount }: WaveformsPayload,
  pointCount: number,
): number[] {
  return Array.from({ length: pointCount }, (_, i) => {
    const sample =
      samplesPerBin === 1 ? i : (Math.floor(i / 2) + (i % 2 === 0 ? 0.25 : 0.75)) * samplesPerBin;
    return Number(((Math.min(sample, sampleCount - 1) * sampleNs) / 1000).toPrecision(6));
  });
}
