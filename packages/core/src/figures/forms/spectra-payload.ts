import { detectorGroups } from "../../detector/groups.js";
import type { Spectra } from "../../quantities/kept/spectra.js";
import { lineFrequenciesMHz, nearestBin } from "../../quantities/watched-lines.js";
import type { FileSummary } from "../../summary.js";
import type { SpectraPayload, SpectrumLine, UnavailablePayload } from "../payload.js";
import { payloadVersion } from "../payload.js";
import type { PayloadOptions } from "../source-of.js";
import { sourceOf, unavailablePayload } from "../source-of.js";
import { numberText, rounded } from "../style/rounding.js";

/** One panel an ADC with a line an EPCB, or one panel an EPCB of one ADC with a line a channel. */
export type SpectraOptions = PayloadOptions & ({ per: "epcb" } | { per: "channel"; adc: number });

/** A watched line stands out when it has this many times the power around it. */
const standsOut = 3;

/**
 * Median power spectra. Per EPCB: the mean, over its channels that have one, of the channels'
 * medians; a line without any is left out of its panel.
 */
export function spectraPayload(
  summary: FileSummary,
  options: SpectraOptions,
): SpectraPayload | UnavailablePayload {
  const { spectra, detector } = summary;
  const { frequencyMHz } = spectra;
  const groups = detectorGroups(detector);
  const source = sourceOf(summary, options.timeZone);
  const title =
    options.per === "epcb"
      ? "Which noise frequencies are there? Mean spectrum per EPCB"
      : `Which noise frequencies are there? ADC ${options.adc}, spectrum per channel`;

  const membersOf = (adc: number, epcb: number): readonly number[] =>
    groups.epcbMembers[adc * groups.epcbsPerAdc + epcb]!;
  const epcbs = Array.from({ length: groups.epcbsPerAdc }, (_, epcb) => epcb);
  const panels =
    options.per === "epcb"
      ? Array.from({ length: detector.adcCount }, (_, adc) => ({
          label: `ADC ${adc}`,
          lines: epcbs.flatMap((epcb) => lineOf(spectra, membersOf(adc, epcb), `EPCB ${epcb}`)),
        }))
      : epcbs.map((epcb) => ({
          label: `ADC ${options.adc}, EPCB ${epcb}`,
          lines: membersOf(options.adc, epcb).flatMap((channelIndex) =>
            lineOf(spectra, [channelIndex], `channel ${channelIndex % detector.channelCount}`),
          ),
        }));

  if (!panels.some(({ lines }) => lines.length > 0))
    return unavailablePayload(title, "no channel has a valid waveform for a spectrum", source);
  return {
    kind: "spectra",
    version: payloadVersion,
    title,
    answer: answerOf(panels, frequencyMHz),
    source,
    per: options.per,
    scale: spectra.scale,
    stepMHz: rounded(frequencyMHz[frequencyMHz.length - 1]! / (frequencyMHz.length - 1), 9)!,
    panels,
    watchedMHz: [...lineFrequenciesMHz],
    spectrumEvents: summary.spectrumEvents.length,
  };
}

function lineOf(spectra: Spectra, members: readonly number[], label: string): SpectrumLine[] {
  const binCount = spectra.frequencyMHz.length;
  const known = members.filter((channelIndex) =>
    Number.isFinite(spectra.p50[channelIndex * binCount]),
  );
  if (known.length === 0) return [];
  const power = Array.from({ length: binCount }, (_, bin) => {
    const sum = known.reduce(
      (total, channelIndex) => total + spectra.p50[channelIndex * binCount + bin]!,
      0,
    );
    return rounded(sum / known.length, 3);
  });
  return [{ label, power }];
}

/**
 * Names the watched line that stands highest above the bins around it: above the median of the
 * stronger side, so that a slope is no line.
 */
function answerOf(panels: SpectraPayload["panels"], frequencyMHz: ArrayLike<number>): string {
  let best = { ratio: 0, lineMHz: 0, where: "" };
  for (const panel of panels)
    for (const { label, power } of panel.lines)
      for (const lineMHz of lineFrequenciesMHz) {
        const bin = nearestBin(frequencyMHz, lineMHz);
        const ratio = (power[bin] ?? 0) / Math.max(...sides(power, bin).map(median));
        if (Number.isFinite(ratio) && ratio > best.ratio)
          best = { ratio, lineMHz, where: `${panel.label}, ${label}` };
      }
  const times = `${numberText(best.ratio, 2)} times the power around it, in ${best.where}`;
  return best.ratio >= standsOut
    ? `The strongest watched line is ${best.lineMHz} MHz: ${times}.`
    : `No watched line stands out; the highest is ${best.lineMHz} MHz with ${times}.`;
}

/** Bins on both sides of a line, without the one at 0 MHz and the nearest two. */
function sides(power: readonly (number | null)[], bin: number): number[][] {
  const known = (first: number, end: number): number[] =>
    power.slice(Math.max(1, first), Math.max(1, end)).filter((value) => value !== null);
  return [known(bin - 12, bin - 2), known(bin + 3, bin + 13)];
}

/** Upper median; 0 of nothing, which leaves the other side to decide. */
function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
