/** Two runs over each other: values of both, difference and ratio, by channel and by frequency. */

import { LightDqmError } from "../../errors.js";
import type { RunNumber } from "../../numerics/run-number.js";
import type { ViewKind } from "../../quantities/kept/view.js";
import { caveatsBetween, type HowMade } from "./how-made.js";

/** One quantity of one file. */
export interface QuantityValues {
  /** `baseline`, `noise`, `clipped beam`, `power at 10 MHz`…: unique in a file. */
  name: string;
  kind: ViewKind;
  /** `ADC16 counts`, `V²`, `V²/Hz`; empty for fractions (0 to 1), ratios, logarithms and counts. */
  unit: string;
  /** Medians, fractions, powers, …: by active channel; null where unknown. */
  values: (number | null)[];
}

/** The mean, over those of some channels that have one, of their median spectra. */
export interface SpectrumCurve {
  /** `ADC 3, EPCB 2`, `ADC 3, channel 17`, `ADC 3`: unique in a file. */
  label: string;
  adc: number;
  /** Its channels of the ADC. */
  channels: number[];
  /** By frequency bin; null where unknown. */
  power: (number | null)[];
}

/** What of a file can be overlaid with another: plain data, which a page holds once a run. */
export interface RunValues {
  /** Name of the input file. */
  name: string;
  run: RunNumber | null;
  /** Time of the first event, milliseconds UTC; null where unknown. */
  startMs: number | null;
  detector: string;
  /** A digest of where the channels are: the same in files that can be compared. */
  cabling: string;
  made: HowMade;
  /** Active channels, in the order of all values. */
  adc: number[];
  channel: number[];
  quantities: QuantityValues[];
  /** Null where the summary was read without its spectra. */
  spectra: { unit: string; frequencyMHz: number[]; curves: SpectrumCurve[] } | null;
}

/** Numbers of two runs side by side; null where unknown. */
export interface Compared {
  before: (number | null)[];
  after: (number | null)[];
  /** After less before, in the unit of both. */
  difference: (number | null)[];
  /**
   * After over before; null also where before is zero or the signs differ. Of logarithms, the ratio of
   * what they are logarithms of.
   */
  ratio: (number | null)[];
}

/** A quantity of two runs, by active channel; its unit is empty where they have different ones. */
export interface OverlaidQuantity extends Compared, Omit<QuantityValues, "values"> {
  /** Why there is no difference and no ratio, where the two cannot be compared; else null. */
  whyNot: string | null;
}

/** The spectra of some channels in two runs, by frequency bin. */
export interface OverlaidCurve extends Compared, Omit<SpectrumCurve, "power"> {}

/** Two runs of one detector. Plain data. */
export interface Overlay {
  before: RunHead;
  after: RunHead;
  /** Active channels, in the order of all values of quantities. */
  adc: number[];
  channel: number[];
  quantities: OverlaidQuantity[];
  /** Each curve that either has; null where one has no spectra at all, other bins or another unit. */
  spectra: { unit: string; frequencyMHz: number[]; curves: OverlaidCurve[] } | null;
  /** What was computed differently and may cause differences. */
  caveats: string[];
}

/** Which run it is. */
export type RunHead = Pick<RunValues, "name" | "run" | "startMs" | "detector">;

/**
 * Overlays two runs from their values alone, in browsers too.
 * @throws LightDqmError `incompatible` for runs of different detectors, or other cablings of one
 */
export function overlayRuns(before: RunValues, after: RunValues): Overlay {
  if (before.cabling !== after.cabling)
    throw new LightDqmError("incompatible", {
      what: "Runs of different detectors cannot be compared",
      where: after.name,
      expected: before.detector,
      got: before.detector === after.detector ? "another cabling of it" : after.detector,
    });
  const { adc, channel } = before;
  return {
    before: headOf(before),
    after: headOf(after),
    adc,
    channel,
    quantities: overlaidQuantities(before, after),
    spectra: overlaidSpectra(before.spectra, after.spectra),
    caveats: caveatsBetween(before, after),
  };
}

const headOf = ({ name, run, startMs, detector }: RunValues): RunHead => ({
  ...{ name, run, startMs, detector },
});

/** Those of either run: what only one knows is null in the other. */
function overlaidQuantities(before: RunValues, after: RunValues): OverlaidQuantity[] {
  const unknown = (): null[] => before.adc.map(() => null);
  const was = new Map(before.quantities.map((each) => [each.name, each]));
  const is = new Map(after.quantities.map((each) => [each.name, each]));
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => {
    const [its, ours] = [was.get(name), is.get(name)];
    const { kind, unit } = (its ?? ours)!;
    const [values, others] = [its?.values ?? unknown(), ours?.values ?? unknown()];
    if (its && ours && its.unit !== ours.unit) {
      const whyNot = `in ${its.unit} before, in ${ours.unit} after`;
      const nothing = { difference: unknown(), ratio: unknown() };
      return { name, kind, unit: "", whyNot, before: values, after: others, ...nothing };
    }
    return { name, kind, unit, whyNot: null, ...compared(values, others, kind === "ln") };
  });
}

function overlaidSpectra(
  before: RunValues["spectra"],
  after: RunValues["spectra"],
): Overlay["spectra"] {
  if (!before || !after || before.unit !== after.unit) return null;
  const { unit, frequencyMHz } = before;
  const haveSameBins =
    frequencyMHz.length === after.frequencyMHz.length &&
    frequencyMHz.every((each, bin) => each === after.frequencyMHz[bin]);
  if (!haveSameBins) return null;
  const was = new Map(before.curves.map((curve) => [curve.label, curve]));
  const is = new Map(after.curves.map((curve) => [curve.label, curve]));
  const unknown = frequencyMHz.map(() => null);
  const curves = [...new Map([...was, ...is]).values()].map(({ label, adc, channels }) => ({
    ...{ label, adc, channels },
    ...compared(was.get(label)?.power ?? unknown, is.get(label)?.power ?? unknown),
  }));
  return { unit, frequencyMHz, curves };
}

function compared(
  before: (number | null)[],
  after: (number | null)[],
  areLogarithms = false,
): Compared {
  const ofBoth = (of: (was: number, is: number) => number | null): (number | null)[] =>
    before.map((was, i) => {
      const is = after[i] ?? null;
      const value = was === null || is === null ? null : of(was, is);
      return Number.isFinite(value) ? value : null;
    });
  return {
    before,
    after,
    difference: ofBoth((was, is) => is - was),
    ratio: ofBoth((was, is) => {
      if (areLogarithms) return Math.exp(is - was);
      return was === 0 || was * is < 0 ? null : is / was;
    }),
  };
}
