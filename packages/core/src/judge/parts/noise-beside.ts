/** The noise of a channel's neighbours and of other ADCs. */
import { detectorGroups } from "../../detector/groups.js";
import { leastNoiseAdc16 } from "../../history/levels/rows/noise.js";
import { medianOf, middleOfSorted } from "../../numerics/median.js";
import type { FileSummary } from "../../summary.js";
import { darkNoises } from "./noise.js";

/** Noise of other channels that have any, in ADC16 counts. */
export interface NoiseBeside {
  /** Others of the same ADC. */
  count: number;
  /** Their lower quartile. */
  quiet: number;
  /** Their median. */
  typical: number;
  /** The median over other ADCs of the median of their channels; NaN where none has noise. */
  elsewhere: number;
}

/** The noise beside that of a channel; `quiet` and `typical` are of no use where `count` is 0. */
export function noiseBeside(summary: FileSummary, channelIndex: number): NoiseBeside {
  const adc = detectorGroups(summary.detector).adcOf[channelIndex]!;
  const { sorted, elsewhere } = noiseByAdc(summary);
  const ofAdc = sorted[adc]!;
  const own = ofAdc.indexOf(darkNoises.in(summary).p50[channelIndex]!);
  const count = own < 0 ? ofAdc.length : ofAdc.length - 1;
  const other = (i: number): number => ofAdc[own < 0 || i < own ? i : i + 1]!;
  const middle = (count - 1) / 2;
  return {
    count,
    quiet: other(Math.floor(middle / 2)),
    typical: (other(Math.floor(middle)) + other(Math.ceil(middle))) / 2,
    elsewhere: elsewhere[adc]!,
  };
}

interface NoiseByAdc {
  /** The noises of each ADC's active channels that have any, ascending. [adc] */
  sorted: readonly Float64Array[];
  /** See `NoiseBeside`. [adc] */
  elsewhere: readonly number[];
}

const kept = new WeakMap<object, NoiseByAdc>();

function noiseByAdc(summary: FileSummary): NoiseByAdc {
  const noise = darkNoises.in(summary);
  const before = kept.get(noise);
  if (before) return before;
  const sorted = detectorGroups(summary.detector).adcMembers.map((members) =>
    Float64Array.from(
      members
        .map((channelIndex) => noise.p50[channelIndex]!)
        .filter((each) => each > leastNoiseAdc16),
    ).sort(),
  );
  const typical = sorted.map(middleOfSorted);
  const elsewhere = sorted.map((_, adc) =>
    medianOf(typical.filter((each, other) => other !== adc && !Number.isNaN(each))),
  );
  const made = { sorted, elsewhere };
  kept.set(noise, made);
  return made;
}
