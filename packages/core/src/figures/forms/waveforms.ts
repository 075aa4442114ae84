/** All waveforms of one event: a panel per EPCB, a row per ADC, all on the same axes. */
import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { type TriggerClass, triggerClasses } from "../../quantities/indexed-by/trigger-class.js";
import type { EventWaveforms, FileSummary, Jump } from "../../summary.js";
import { fromAdc16, type Units, unitLabels, unitsPerAdc16 } from "../../units.js";
import { channelRows } from "../channel-rows.js";
import type { Annotation, Figure, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Form } from "../form.js";
import { a4Landscape, type Box, newPage, type Page, textAt } from "../page.js";
import { panelFigure } from "../panels.js";
import type { PayloadOf } from "../payload-schema.js";
import {
  detector,
  mostAdcs,
  mostChannels,
  payloadSchema,
  payloadVersion,
  units,
} from "../payload-schema.js";
import { arrayOf, countColumn, index, nullOr, number, object, oneOf } from "../schema.js";
import { type PayloadOptions, sourceOf, titled } from "../source-of.js";
import { axisIds, linearTicks } from "../style/axes.js";
import { numberText, rounded } from "../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "./unavailable.js";

/** More would only stall the page. */
const mostSamples = 1_000_000;

const panel = object({
  adc: index(0, mostAdcs),
  epcb: index(0, mostChannels),
  /** Channel numbers, in the order of `counts`; channels with no valid waveform are omitted. */
  channels: countColumn(),
  /** [channel][point] */
  counts: arrayOf(countColumn()),
  /** Sum over the channels, by point; empty where no channel is valid. */
  sum: countColumn(),
  /** Highest value of the undecimated sum in counts; null where no channel is valid. */
  peakCounts: nullOr(number),
});

const schema = payloadSchema("waveforms", () => ({
  detector,
  unit: units,
  /** The value of one stored count in `unit`. */
  unitPerCount: number,
  event: number,
  triggerClass: oneOf(triggerClasses),
  jump: object({ adc: number, channel: number, timeUs: number, size: number }),
  sampleNs: number,
  sampleCount: index(1, mostSamples),
  /** Samples that were merged into two points, their lowest and highest; 1: nothing was merged. */
  samplesPerBin: index(1, mostSamples),
  panels: arrayOf(panel),
}));
/** All waveforms of one event, one panel per EPCB. */
export type WaveformsPayload = PayloadOf<typeof schema>;
/** Waveforms of one EPCB, baseline-subtracted, in counts of `unitPerCount`. */
export type WaveformsPanel = ReturnType<typeof panel>;

export const waveforms: Form<WaveformsPayload> = {
  ...schema,
  draw,
  paper: "a4-landscape",
  notebookPx: 640,
  printPx: 575,
};

export interface WaveformsOptions extends PayloadOptions {
  units: Units;
}

/** Waveforms are merged into about this many bins, each kept as its lowest and highest sample. */
const binTarget = 64;

const question = "What does the event with the largest sample-to-sample step look like";

/** The trigger of one event, in words. */
function triggerOf(triggerClass: TriggerClass, isTyped: boolean): string {
  if (triggerClass !== "all") return `${triggerClass} trigger`;
  return isTyped ? "neither beam nor self trigger" : "unknown trigger type";
}

/**
 * All waveforms of the event with the largest sample-to-sample step, baseline-subtracted, and their
 * sum per EPCB. Counts are whole ADC16 counts: exact enough to draw, and short.
 */
export function waveformsPayload(
  summary: FileSummary,
  { units, timeZone }: WaveformsOptions,
): WaveformsPayload | UnavailablePayload {
  const { detector, jumpEvent, largestJump, sampleCount } = summary;
  const source = sourceOf(summary, timeZone);
  if (!jumpEvent || !largestJump)
    return unavailablePayload(
      titled(`${question}?`, source),
      "no valid waveform in the analysed events",
      source,
    );
  const groups = detectorGroups(detector);
  const samplesPerBin = sampleCount <= 2 * binTarget ? 1 : Math.ceil(sampleCount / binTarget);
  return {
    kind: "waveforms",
    version: payloadVersion,
    title: titled(
      `${question}? Event ${jumpEvent.event}, ${triggerOf(jumpEvent.triggerClass, summary.triggersTyped)}`,
      source,
    ),
    answer: answerOf(largestJump, detector.sampleNs, units),
    source,
    detector,
    unit: units,
    unitPerCount: unitsPerAdc16[units],
    event: jumpEvent.event,
    triggerClass: jumpEvent.triggerClass,
    jump: {
      adc: largestJump.adc,
      channel: largestJump.channel,
      timeUs: rounded((largestJump.sample * detector.sampleNs) / 1000)!,
      size: rounded(fromAdc16(largestJump.sizeAdc16, units))!,
    },
    sampleNs: detector.sampleNs,
    sampleCount,
    samplesPerBin,
    panels: shownAdcs(detector, largestJump.adc).flatMap((adc) =>
      Array.from({ length: groups.epcbsPerAdc }, (_, epcb) => {
        const members = groups.epcbMembers[adc * groups.epcbsPerAdc + epcb]!;
        return { adc, epcb, ...panelOf(jumpEvent, members, groups, sampleCount, samplesPerBin) };
      }),
    ),
  };
}

/** All ADCs, or, where they are too many for a page, those of the module of one of them. */
function shownAdcs(detector: DetectorProfile, adc: number): readonly number[] {
  const { title, adcs, rowOf } = channelRows(detector);
  return title === "ADC" ? adcs.flat() : adcs[rowOf({ adc, channel: 0 })]!;
}

function panelOf(
  { samplesAdc16, baselineAdc16 }: EventWaveforms,
  members: readonly number[],
  { placeOf }: DetectorGroups,
  sampleCount: number,
  samplesPerBin: number,
): Omit<WaveformsPanel, "adc" | "epcb"> {
  const valid = members.filter((channelIndex) => Number.isFinite(baselineAdc16[channelIndex]));
  if (valid.length === 0) return { channels: [], counts: [], sum: [], peakCounts: null };
  const sum = new Float64Array(sampleCount);
  const counts = valid.map((channelIndex) => {
    const above = Float64Array.from(
      samplesAdc16.subarray(channelIndex * sampleCount, (channelIndex + 1) * sampleCount),
      (sample) => sample - baselineAdc16[channelIndex]!,
    );
    above.forEach((value, i) => {
      sum[i]! += value;
    });
    return binExtremes(above, samplesPerBin);
  });
  return {
    channels: valid.map((channelIndex) => placeOf(channelIndex).channel),
    counts,
    sum: binExtremes(sum, samplesPerBin),
    peakCounts: Math.round(sum.reduce((a, b) => Math.max(a, b))),
  };
}

/**
 * Two points per bin, its lowest and highest value in their order; every value where bins hold one
 * sample. Rounded to whole counts. The overall extremes are kept.
 */
export function binExtremes(values: Float64Array, samplesPerBin: number): number[] {
  if (samplesPerBin === 1) return Array.from(values, whole);
  const points: number[] = [];
  for (let first = 0; first < values.length; first += samplesPerBin) {
    const end = Math.min(first + samplesPerBin, values.length);
    let lowest = first;
    let highest = first;
    for (let i = first + 1; i < end; i++) {
      if (values[i]! < values[lowest]!) lowest = i;
      if (values[i]! > values[highest]!) highest = i;
    }
    points.push(
      whole(values[Math.min(lowest, highest)]!),
      whole(values[Math.max(lowest, highest)]!),
    );
  }
  return points;
}

function whole(value: number): number {
  return Math.round(value) + 0; // no −0
}

function answerOf(jump: Jump, sampleNs: number, units: Units): string {
  const size = numberText(fromAdc16(jump.sizeAdc16, units), units === "V" ? 4 : 6);
  const timeUs = numberText((jump.sample * sampleNs) / 1000);
  return `Largest step: ${size} ${unitLabels[units]} between adjacent samples, in ADC ${jump.adc}, channel ${jump.channel}, at ${timeUs} µs.`;
}

/** The page as a figure; by default A4 landscape, 1123 × 794 px. */
function draw(payload: WaveformsPayload, options: FigureOptions): Figure {
  const page = newPage(options, a4Landscape, { l: 84, r: 14, b: 42 });
  const { panels, unit, samplesPerBin } = payload;
  const columns = Math.max(1, ...panels.map(({ epcb }) => epcb + 1));
  const durationUs = (payload.sampleCount * payload.sampleNs) / 1000;
  const range = sharedRange(payload);
  const adcs = [...new Set(panels.map(({ adc }) => adc))];
  const isPart = adcs.length < payload.detector.adcCount;
  const part = isPart ? ` Shown is module ${moduleOf(payload)} of the detector.` : "";
  const merged =
    samplesPerBin > 1
      ? `Drawn as the minimum and maximum of every ${samplesPerBin} samples; numbers are the peaks of the sums.`
      : "Numbers are the peaks of the sums.";
  return panelFigure(page, payload, {
    count: panels.length,
    columns,
    gapPx: { x: 7, y: 7, top: 20 },
    legendGapPx: 2,
    traces: panels.flatMap((panel, i) => tracesOf(payload, panel, i, page)),
    notes: [`Baselines subtracted. ${merged}${part}`],
    x: {
      range: [0, durationUs],
      ticks: linearTicks([0, durationUs], 3),
      tickPx: page.textPx - 2,
      title: "Time (µs)",
      standoffPx: 2,
    },
    y: {
      range,
      ticks: linearTicks(range, 3),
      tickPx: page.textPx - 3,
      title: `Above baseline (${unitLabels[unit]})`,
    },
    yTitleLeftPx: 12,
    labels: (boxes) => [
      ...boxes.slice(0, columns).map((box, epcb) =>
        textAt(page, `EPCB ${epcb}`, box.leftPx + box.widthPx / 2, box.topPx - 9, {
          anchor: "center",
        }),
      ),
      ...panels
        .filter(({ epcb }) => epcb === 0)
        .map(({ adc }) => {
          const box = boxes[adcs.indexOf(adc) * columns]!;
          return textAt(page, `ADC ${adc}`, 32, box.topPx + box.heightPx / 2, {
            anchor: "center",
            turned: true,
          });
        }),
      ...panels.map((panel, i) => peakText(payload, panel, boxes[i]!, page)),
    ],
  });
}

/** The module of the largest step. */
function moduleOf({ detector, jump }: WaveformsPayload): number {
  const { indexOf, moduleOf } = detectorGroups(detector);
  return moduleOf[indexOf(jump.adc, jump.channel)]!;
}

/** The y range of all panels: every channel and every sum, with a margin. */
function sharedRange({ panels, unitPerCount }: WaveformsPayload): [number, number] {
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

/** The peak of a panel's sum, in the upper corner away from the peak. */
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
      "Channel with the largest step",
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
