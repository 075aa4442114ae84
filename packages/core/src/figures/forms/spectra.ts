/** Power spectra: panels in two columns with one range, watched frequencies marked at the top. */
import { type ChannelPlace, detectorGroups } from "../../detector/groups.js";
import { upperMedianOf } from "../../numerics/median.js";
import { lineFrequenciesMHz, nearestBin } from "../../quantities/indexed-by/watched-lines.js";
import { meanSpectrum, roundedNote, type Spectra } from "../../quantities/kept/spectra.js";
import type { FileSummary } from "../../summary.js";
import { channelRows } from "../channel-rows.js";
import type { Figure, Line, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Form } from "../form.js";
import { a4Portrait, newPage, type Page, textAt } from "../page.js";
import { lineNames, sharedNames } from "../panels/line-names.js";
import { panelFigure } from "../panels/panels.js";
import { axesOfPanel, lineTrace, marksTrace } from "../panels/traces.js";
import { detector, type PayloadOf, payloadSchema, payloadVersion } from "../payload-schema.js";
import { arrayOf, column, countColumn, number, object, oneOf, optional, text } from "../schema.js";
import { type PayloadOptions, sourceOf, titled } from "../source-of.js";
import { logAxisTicks, roundTicks } from "../style/axes.js";
import { lineOf as styleOf } from "../style/palette.js";
import { logScaleNote, othersWords } from "../style/quantity-words.js";
import { numberText, rounded as roundedTo } from "../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "./unavailable.js";

const line = object({
  label: text,
  /** By frequency bin. */
  power: column(),
});

const schema = payloadSchema("spectra", () => ({
  /**
   * `epcb`: a panel per ADC, a curve per EPCB. `channel`: a panel per EPCB of one ADC. `adc`: a
   * panel per module, a curve per ADC. `alarm`: a panel per EPCB with an alarmed channel, a curve for
   * each of those and one for the mean of the others.
   */
  per: oneOf(["epcb", "channel", "adc", "alarm"]),
  /** Absent in documents of earlier versions. */
  detector: optional(detector),
  scale: oneOf(["power", "density"]),
  /** Bin k is at k · stepMHz. */
  stepMHz: number,
  panels: arrayOf(object({ label: text, lines: arrayOf(line) })),
  /** Frequencies that are watched, MHz. */
  watchedMHz: countColumn(),
  spectrumEvents: number,
  /** What is to be said of rounded medians; absent where spectra are as they were computed. */
  rounded: optional(text),
}));
/** Power against frequency, several curves per panel. */
export type SpectraPayload = PayloadOf<typeof schema>;
/** A curve of a spectra panel. */
export type SpectrumLine = ReturnType<typeof line>;

export const spectra: Form<SpectraPayload> = {
  ...schema,
  draw,
  paper: "a4-portrait",
  notebookPx: 720,
  printPx: 575,
};

/**
 * A panel per ADC with a curve per EPCB (where a detector has too many ADCs, a panel per module with
 * a curve per ADC), or a panel per EPCB of one ADC with a curve per channel; of one channel a panel with its curve.
 */
export type SpectraOptions = PayloadOptions &
  ({ per: "epcb" } | { per: "channel"; adc: number; channel?: number | undefined });

const meanOfOthers = "mean of the others";

/** The spectra of alarmed channels, each beside the mean of the other channels of its EPCB. */
export function alarmSpectraPayload(
  summary: FileSummary,
  alarmed: readonly ChannelPlace[],
  { timeZone }: PayloadOptions,
): SpectraPayload | UnavailablePayload {
  const { spectra, detector } = summary;
  const { indexOf, epcbOf, epcbMembers, epcbsPerAdc } = detectorGroups(detector);
  const byEpcb = new Map<number, number[]>();
  for (const { adc, channel } of alarmed) {
    const channelIndex = indexOf(adc, channel);
    const epcb = adc * epcbsPerAdc + epcbOf[channelIndex]!;
    byEpcb.set(epcb, [...(byEpcb.get(epcb) ?? []), channelIndex]);
  }
  const panels = [...byEpcb].map(([epcb, channels]) => ({
    label: `ADC ${Math.floor(epcb / epcbsPerAdc)}, EPCB ${epcb % epcbsPerAdc}`,
    lines: [
      ...channels.flatMap((channelIndex) =>
        lineOf(spectra, [channelIndex], `channel ${channelIndex % detector.channelCount}`),
      ),
      ...lineOf(
        spectra,
        epcbMembers[epcb]!.filter((member) => !channels.includes(member)),
        meanOfOthers,
      ),
    ],
  }));
  return payloadOf(summary, {
    ...{ per: "alarm", panels, timeZone },
    title: "Which noise frequencies do the alarmed channels have?",
  });
}

/** A watched line stands out when it has this many times the surrounding power. */
const standsOut = 3;

/**
 * Median power spectra. Per EPCB or ADC: the mean, over its channels that have one, of the
 * channels' medians; a curve without any is omitted.
 */
export function spectraPayload(
  summary: FileSummary,
  options: SpectraOptions,
): SpectraPayload | UnavailablePayload {
  const { spectra, detector } = summary;
  const groups = detectorGroups(detector);
  const rows = channelRows(detector);
  const per = options.per === "epcb" && rows.title === "Module" ? "adc" : options.per;
  const question =
    options.per === "epcb"
      ? `Which noise frequencies are present? Mean spectrum per ${per === "adc" ? "ADC" : "EPCB"}`
      : options.channel === undefined
        ? `Which noise frequencies are present? ADC ${options.adc}, spectrum per channel`
        : `Which noise frequencies are present? ADC ${options.adc}, channel ${options.channel}`;

  const membersOf = (adc: number, epcb: number): readonly number[] =>
    groups.epcbMembers[adc * groups.epcbsPerAdc + epcb]!;
  const epcbs = Array.from({ length: groups.epcbsPerAdc }, (_, epcb) => epcb);
  const panels =
    per === "adc"
      ? rows.adcs.map((adcs, module) => ({
          label: `Module ${module}`,
          lines: adcs.flatMap((adc) => lineOf(spectra, groups.adcMembers[adc]!, `ADC ${adc}`)),
        }))
      : options.per === "epcb"
        ? Array.from({ length: detector.adcCount }, (_, adc) => ({
            label: `ADC ${adc}`,
            lines: epcbs.flatMap((epcb) => lineOf(spectra, membersOf(adc, epcb), `EPCB ${epcb}`)),
          }))
        : epcbs
            .map((epcb) => ({
              label: `ADC ${options.adc}, EPCB ${epcb}`,
              members: membersOf(options.adc, epcb)
                .map((index) => ({ index, channel: groups.placeOf(index).channel }))
                .filter(({ channel }) => (options.channel ?? channel) === channel),
            }))
            .filter(({ members }) => members.length > 0)
            .map(({ label, members }) => ({
              label,
              lines: members.flatMap(({ index, channel }) =>
                lineOf(spectra, [index], `channel ${channel}`),
              ),
            }));

  return payloadOf(summary, { per, panels, title: question, timeZone: options.timeZone });
}

function payloadOf(
  summary: FileSummary,
  {
    per,
    panels,
    title,
    timeZone,
  }: Pick<SpectraPayload, "per" | "panels" | "title"> & PayloadOptions,
): SpectraPayload | UnavailablePayload {
  const source = sourceOf(summary, timeZone);
  const { spectra } = summary;
  const { frequencyMHz } = spectra;
  const rounded = roundedNote(spectra);
  if (!panels.some(({ lines }) => lines.length > 0))
    return unavailablePayload(titled(title, source), "no valid waveform for a spectrum", source);
  return {
    kind: "spectra",
    version: payloadVersion,
    title: titled(title, source),
    answer: answerOf(panels, frequencyMHz),
    source,
    per,
    detector: summary.detector,
    scale: spectra.scale,
    stepMHz: roundedTo(frequencyMHz[frequencyMHz.length - 1]! / (frequencyMHz.length - 1), 9)!,
    panels,
    watchedMHz: [...lineFrequenciesMHz],
    spectrumEvents: summary.spectrumEvents.length,
    ...(rounded === null ? {} : { rounded }),
  };
}

function lineOf(spectra: Spectra, members: readonly number[], label: string): SpectrumLine[] {
  const power = meanSpectrum(spectra, members);
  return power ? [{ label, power: power.map((value) => roundedTo(value, 3)) }] : [];
}

/**
 * Names the watched line that is highest relative to the bins around it: to the median of the
 * stronger side, so that a slope does not count as a line.
 */
function answerOf(panels: SpectraPayload["panels"], frequencyMHz: ArrayLike<number>): string {
  let best = { ratio: 0, lineMHz: 0, where: "" };
  for (const panel of panels)
    for (const { label, power } of panel.lines)
      for (const lineMHz of lineFrequenciesMHz) {
        const bin = nearestBin(frequencyMHz, lineMHz);
        const ratio =
          (power[bin] ?? 0) /
          Math.max(...sides(power, bin).map((side) => upperMedianOf(side) ?? 0));
        if (Number.isFinite(ratio) && ratio > best.ratio)
          best = { ratio, lineMHz, where: `${panel.label}, ${label}` };
      }
  const times = `${numberText(best.ratio, 2)} times the surrounding power, in ${best.where}`;
  return best.ratio >= standsOut
    ? `Strongest watched line: ${best.lineMHz} MHz, ${times}.`
    : `No watched line stands out; the strongest is ${best.lineMHz} MHz, ${times}.`;
}

/** Powers on both sides of a line without its nearest two bins and 0 MHz; either may be empty. */
function sides(power: readonly (number | null)[], bin: number): number[][] {
  const known = (first: number, end: number): number[] =>
    power.slice(Math.max(1, first), Math.max(1, end)).filter((value) => value !== null);
  return [known(bin - 12, bin - 2), known(bin + 3, bin + 13)];
}

const scaleLabels = {
  power: "Power per bin (V²)",
  density: "Power density (V²/Hz)",
};

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
function draw(payload: SpectraPayload, options: FigureOptions): Figure {
  const page = newPage(options, a4Portrait, { l: 66, r: 16, b: 46 });
  const { panels, stepMHz, watchedMHz } = payload;
  const binCount = Math.max(
    2,
    ...panels.flatMap(({ lines }) => lines.map(({ power }) => power.length)),
  );
  const frequenciesMHz = Array.from({ length: binCount }, (_, bin) =>
    Number((bin * stepMHz).toPrecision(6)),
  );
  const lastMHz = (binCount - 1) * stepMHz;
  const range = powerRange(payload);
  // Watched frequencies are marked between the highest power and the top of the panel.
  const markY = 10 ** (range[1] - 0.04 * (range[1] - range[0]));
  const marked = watchedMHz.filter((frequency) => frequency <= lastMHz);
  const mean =
    payload.per === "channel" || payload.per === "alarm"
      ? ""
      : `, averaged over the channels of each ${payload.per === "adc" ? "ADC" : "EPCB"}`;
  const isMany = payload.per === "adc";
  const tickPx = page.textPx - 2;
  const looks = looksOf(payload, page);
  const namesPx = looks.areShared ? 0 : 14;
  return panelFigure(page, payload, {
    count: panels.length,
    columns: isMany
      ? { usual: 5, leastWidthPx: 100 }
      : { usual: panels.length < 4 ? 1 : 2, leastWidthPx: 200 },
    gapPx: isMany
      ? { x: 10, y: 20 + namesPx, top: 22 + namesPx }
      : { x: 22, y: 26 + namesPx, top: 24 + namesPx },
    traces: [
      ...panels.flatMap(({ label, lines }, i) =>
        lines.map((line, k) => ({
          ...curveOf(page, payload, label, line, frequenciesMHz, looks.of(line.label, k), i),
          showlegend: looks.areShared || line.label === meanOfOthers,
        })),
      ),
      ...panels.map((_, i) => watchedTrace(page, i, marked, markY)),
    ],
    notes: [
      `Median over ${payload.spectrumEvents} events${mean}; the 0 MHz bin is not drawn. ${logScaleNote}`,
      ...(payload.rounded === undefined ? [] : [payload.rounded]),
    ],
    x: {
      range: [0, lastMHz],
      ticks: roundTicks([0, lastMHz], 50),
      tickPx,
      title: "Frequency (MHz)",
      standoffPx: 4,
    },
    y: {
      type: "log",
      range,
      ticks: logAxisTicks(range, 24),
      tickPx,
      title: scaleLabels[payload.scale],
    },
    label: (i, { leftPx, topPx, widthPx }) => {
      const { label, lines } = panels[i]!;
      const title = lines.length === 0 ? `${label}: no data` : label;
      const named = looks.areShared ? [] : lines.filter((line) => line.label !== meanOfOthers);
      return [
        textAt(page, title, leftPx, topPx - 10 - namesPx),
        ...lineNames(
          page,
          named.map((line, k) => ({
            name: line.label.replace(/^channel /, "ch "),
            look: looks.of(line.label, k),
          })),
          leftPx,
          topPx - 9,
          widthPx,
        ),
      ];
    },
  });
}

/** How curves look, and whether one of a name looks the same in all panels: then a legend names them. */
interface CurveLooks {
  areShared: boolean;
  of(label: string, k: number): Pick<Line, "color" | "dash">;
}

function looksOf({ panels, per }: SpectraPayload, { palette }: Page): CurveLooks {
  const labels = panels.map(({ lines }) => lines.map(({ label }) => label));
  const shared = per === "alarm" ? null : sharedNames(labels);
  return {
    areShared: shared !== null,
    of: (label, k) =>
      label === meanOfOthers
        ? { color: palette.others }
        : styleOf(palette, shared ? shared.indexOf(label) : k),
  };
}

/** Base-10 logarithms of the ends of the y axis: all curves without the 0 MHz bin. */
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
  // Curves that are almost zero, such as dead channels, must not squeeze the others.
  const bottom = Math.max(Math.log10(low), top - 12);
  const margin = Math.max(0.1, 0.08 * (top - bottom));
  return [bottom - margin, top + 1.6 * margin];
}

function curveOf(
  { isPrinted }: Page,
  { stepMHz, scale }: SpectraPayload,
  panelLabel: string,
  { label, power }: SpectrumLine,
  frequenciesMHz: readonly number[],
  look: Pick<Line, "color" | "dash">,
  panel: number,
): Trace {
  const hoverOf = (value: number | null, i: number): string =>
    `${panelLabel}, ${label}\n${numberText((i + 1) * stepMHz)} MHz: ${numberText(value, 3)} ${scale === "power" ? "V²" : "V²/Hz"}`;
  const drawn = power.slice(1);
  const hover = isPrinted ? undefined : drawn.map(hoverOf);
  const x = frequenciesMHz.slice(1, power.length);
  const y = drawn.map((value) => (value! > 0 ? value : null));
  const name = label === meanOfOthers ? othersWords : label;
  return lineTrace(axesOfPanel(panel), name, { x, y, hover }, { ...look, width: 0.9 });
}

function watchedTrace(
  { palette }: Page,
  panel: number,
  watchedMHz: number[],
  markY: number,
): Trace {
  const hover = watchedMHz.map((frequency) => `watched: ${frequency} MHz`);
  const points = { x: watchedMHz, y: watchedMHz.map(() => markY), hover };
  const marker = { symbol: "diamond", size: 5, color: palette.quiet } as const;
  return marksTrace(axesOfPanel(panel), "Watched frequency", points, marker);
}
