/** Waveforms by EPCB: a colour a channel, named above its panel; each panel on its own scale. */
import { unitLabels } from "../../../units.js";
import type { Annotation, Figure, Trace } from "../../figure.js";
import type { FigureOptions } from "../../figure-options.js";
import type { Form } from "../../form.js";
import { a4Landscape, type Box, newPage, type Page, textAt } from "../../page.js";
import { lineNames } from "../../panels/line-names.js";
import { panelFigure } from "../../panels/panels.js";
import { axisIds, roundTicks } from "../../style/axes.js";
import { lineOf } from "../../style/palette.js";
import { othersWords } from "../../style/quantity-words.js";
import { numberText } from "../../style/rounding.js";
import { fitText, textWidthPx } from "../../style/text.js";
import { schema, type WaveformsPanel, type WaveformsPayload } from "./payload.js";

export const waveforms: Form<WaveformsPayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 640,
  printPx: 575,
};

/** Narrower panels cannot hold their texts. */
const leastWidthPx = 250;

/** Narrower ones name the upper end of their scale only. */
const widePanelPx = 400;

const gapPx = { x: 52, y: 36, top: 38 };

/** The page as a figure; by default A4 landscape, 1123 × 794 px. */
function draw(payload: WaveformsPayload, options: FigureOptions): Figure {
  const page = newPage(options, a4Landscape, { l: 76, r: 14, b: 40 });
  const { panels, unit, samplesPerBin } = payload;
  const durationUs = (payload.sampleCount * payload.sampleNs) / 1000;
  const drawn =
    samplesPerBin > 1
      ? `Drawn: lowest and highest of every ${samplesPerBin} samples`
      : "Every sample drawn";
  const ranges = panels.map((panel) => rangeOf(panel, payload));
  const times = timesUs(payload);
  const tickPx = page.textPx - 2;
  return panelFigure(page, payload, {
    count: panels.length,
    columns: { usual: 1, leastWidthPx },
    gapPx,
    legendGapPx: 0,
    traces: panels.flatMap((panel, i) => tracesOf(payload, panel, times, i, page)),
    notes: [`${drawn}, baselines subtracted, a scale for each panel.`],
    x: {
      range: [0, durationUs],
      ticks: roundTicks([0, durationUs], 50),
      tickPx,
      title: "Time (µs)",
      standoffPx: 2,
    },
    y: ranges.map((range) => yAxis(range, tickPx)),
    yTitle: `Above baseline (${unitLabels[unit]})`,
    label: (i, box) => panelTexts(payload, panels[i]!, ranges[i]!, box, page),
  });
}

function yAxis(range: [number, number], tickPx: number) {
  return { range, ticks: roundTicks(range, 32), tickPx };
}

/** Every point of a panel, with a margin. */
function rangeOf(
  { counts, others }: WaveformsPanel,
  { unitPerCount }: WaveformsPayload,
): [number, number] {
  let [low, high] = [0, 1];
  for (const line of others ? [others, ...counts] : counts)
    for (const value of line) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  const margin = 0.06 * (high - low);
  return [(low - margin) * unitPerCount, (high + margin) * unitPerCount];
}

/** Above a panel: what it shows, its channels in the colours of their lines, its scale. */
function panelTexts(
  { unit }: WaveformsPayload,
  { adc, epcb, event, triggerClass, channels, counts, note }: WaveformsPanel,
  [lowest, highest]: [number, number],
  { leftPx, topPx, widthPx }: Box,
  page: Page,
): Annotation[] {
  const { palette, textPx } = page;
  const sizePx = textPx - 2;
  const [titleTopPx, channelsTopPx] = [topPx - 24, topPx - 9];
  const own = event === undefined ? "" : `: event ${event}`;
  const trigger = triggerClass && triggerClass !== "all" ? `, ${triggerClass} trigger` : "";
  const title = `ADC ${adc}, EPCB ${epcb}${own}${trigger}${note ? `${own ? "," : ":"} ${note}` : ""}`;
  const [low, high] = [lowest, highest].map((end) => numberText(end, unit === "V" ? 2 : 3));
  const scale = widthPx < widePanelPx ? `to ${high}` : `scale ${low} to ${high}`;
  const names = lineNames(
    page,
    channels.map((channel, k) => ({ name: `ch ${channel}`, look: lineOf(palette, k) })),
    leftPx,
    channelsTopPx,
    widthPx - textWidthPx(scale, sizePx),
  );
  return [
    textAt(page, fitText(title, widthPx, textPx - 1), leftPx, titleTopPx, { sizePx: textPx - 1 }),
    ...names,
    ...(counts.length > 0
      ? [
          textAt(page, scale, leftPx + widthPx, channelsTopPx, {
            ...{ sizePx, color: palette.quiet, anchor: "right" },
          }),
        ]
      : []),
  ];
}

function tracesOf(
  payload: WaveformsPayload,
  panel: WaveformsPanel,
  x: number[],
  index: number,
  { palette }: Page,
): Trace[] {
  const { unitPerCount, jump } = payload;
  const { x: xaxis, y: yaxis } = axisIds(index);
  const base = { type: "scatter", xaxis, yaxis, hoverinfo: "skip" } as const;
  const inUnit = (count: number): number => count * unitPerCount;
  const lines = panel.counts.map(
    (line, k): Trace => ({
      ...base,
      mode: "lines",
      name: `ch ${panel.channels[k]}`,
      showlegend: false,
      x,
      y: line.map(inUnit),
      line: { ...lineOf(palette, k), width: 0.9 },
    }),
  );
  if (panel.others)
    lines.unshift({
      ...base,
      mode: "lines",
      name: othersWords,
      showlegend: true,
      x,
      y: panel.others.map(inUnit),
      line: { color: palette.others, width: 1.2 },
    });
  const jumped = jump && jump.adc === panel.adc ? panel.channels.indexOf(jump.channel) : -1;
  const after = jumped < 0 ? -1 : x.findIndex((timeUs) => timeUs > jump!.timeUs);
  if (after < 0) return lines;
  return [
    ...lines,
    {
      ...base,
      mode: "markers",
      name: "Largest step",
      showlegend: true,
      x: x.slice(Math.max(0, after - 1), after + 1),
      y: panel.counts[jumped]!.slice(Math.max(0, after - 1), after + 1).map(inUnit),
      marker: {
        ...{ symbol: "circle-open", size: 7, color: palette.ink },
        line: { color: palette.ink, width: 1.2 },
      },
    },
  ];
}

/** Times of the stored points of a line: of the samples, or two within each bin. */
function timesUs({ sampleNs, samplesPerBin, sampleCount, panels }: WaveformsPayload): number[] {
  const pointCount = Math.max(0, ...panels.map(({ counts }) => counts[0]?.length ?? 0));
  return Array.from({ length: pointCount }, (_, i) => {
    const sample =
      samplesPerBin === 1 ? i : (Math.floor(i / 2) + (i % 2 === 0 ? 0.25 : 0.75)) * samplesPerBin;
    return Number(((Math.min(sample, sampleCount - 1) * sampleNs) / 1000).toPrecision(6));
  });
}
