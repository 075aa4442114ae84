/** The numbers of files that can be overlaid. */
import { cablingOf } from "../../detector/cabling.js";
import { type DetectorGroups, detectorGroups } from "../../detector/groups.js";
import { sha256 } from "../../files/sha256.js";
import { meanSpectrum } from "../../quantities/kept/spectra.js";
import { type NamedView, views } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { unitLabels } from "../../units.js";
import { howMade } from "./how-made.js";
import { type Overlay, overlayRuns, type RunValues, type SpectrumCurve } from "./overlay.js";

/** What there is a spectrum of. */
export type SpectraPer = "epcb" | "adc" | "channel";

/** The numbers of a file: each of its quantities by active channel, and spectra, by default by EPCB. */
export function runValues(
  summary: FileSummary,
  { spectraPer = "epcb" }: { spectraPer?: SpectraPer } = {},
): RunValues {
  const spectra = runSpectra(summary, spectraPer);
  const curves = spectra?.curves.map((curve) => ({
    ...curve,
    power: curve.power.map(nullIfUnknown),
  }));
  return { ...runNumbers(summary), spectra: spectra && { ...spectra, curves: curves! } };
}

/** The numbers without the spectra. */
export function runNumbers(summary: FileSummary): Omit<RunValues, "spectra"> {
  const { input, time, detector } = summary;
  const { active, placeOf } = detectorGroups(detector);
  const places = active.map(placeOf);
  const unitOf = ({ quantity, kind }: NamedView): string => {
    if (kind === "power") return powerUnit(summary);
    if (kind === "fraction" || kind === "ln" || kind === "count") return "";
    return quantity.unit === "ADC16" ? unitLabels.ADC16 : quantity.unit;
  };
  const ofAllWaveforms = views.filter(({ of }) => (of.denominator ?? "total") === "total");
  return {
    name: input.name,
    run: input.run,
    startMs: time?.firstMs ?? null,
    detector: detector.name,
    cabling: sha256(cablingOf(detector)).slice(0, 16),
    made: howMade(summary),
    adc: places.map(({ adc }) => adc),
    channel: places.map(({ channel }) => channel),
    quantities: ofAllWaveforms.map((view) => ({
      name: view.label,
      kind: view.kind,
      unit: unitOf(view),
      values: active.map((i) => numberOf(view, view.cells(summary, i))),
    })),
  };
}

/** Spectra as numbers, NaN where unknown: overlaid ones have null there. */
export interface RunSpectra extends Omit<NonNullable<RunValues["spectra"]>, "curves"> {
  curves: (Omit<SpectrumCurve, "power"> & { power: number[] })[];
}

/** The spectra of a file by EPCB, ADC or channel; null where it was read without them. */
export function runSpectra(summary: FileSummary, per: SpectraPer): RunSpectra | null {
  if (!isWhole(summary)) return null;
  const { spectra } = summary;
  const groups = detectorGroups(summary.detector);
  const { placeOf } = groups;
  return {
    unit: powerUnit(summary),
    frequencyMHz: Array.from(spectra.frequencyMHz),
    curves: spectrumGroups(groups, per).flatMap(({ label, members }) => {
      const power = meanSpectrum(spectra, members);
      if (!power) return [];
      const { adc } = placeOf(members[0]!);
      return [{ label, adc, channels: members.map((i) => placeOf(i).channel), power }];
    }),
  };
}

const powerUnit = ({ spectra }: FileSummary): string =>
  spectra.scale === "power" ? "V²" : "V²/Hz";

/**
 * Two files over each other.
 * @throws LightDqmError `incompatible` for files of different detectors
 */
export function overlaySummaries(before: FileSummary, after: FileSummary): Overlay {
  return overlayRuns(runValues(before), runValues(after));
}

function numberOf({ kind }: NamedView, cells: readonly number[]): number | null {
  const [first, total] = cells as [number, number];
  return nullIfUnknown(kind === "fraction" ? first / total : first);
}

const nullIfUnknown = (value: number): number | null => (Number.isFinite(value) ? value : null);

function spectrumGroups(
  { active, placeOf, adcMembers, epcbMembers, epcbsPerAdc }: DetectorGroups,
  per: SpectraPer,
): { label: string; members: readonly number[] }[] {
  if (per === "adc") return adcMembers.map((members, adc) => ({ label: `ADC ${adc}`, members }));
  if (per === "epcb")
    return epcbMembers.map((members, i) => ({
      label: `ADC ${Math.floor(i / epcbsPerAdc)}, EPCB ${i % epcbsPerAdc}`,
      members,
    }));
  return active.map((i) => {
    const { adc, channel } = placeOf(i);
    return { label: `ADC ${adc}, channel ${channel}`, members: [i] };
  });
}

/** Summaries that were read without their spectra hold the watched lines only. */
const isWhole = ({ spectra, sampleCount }: FileSummary): boolean =>
  spectra.frequencyMHz[0] === 0 && spectra.frequencyMHz.length === Math.floor(sampleCount / 2) + 1;
