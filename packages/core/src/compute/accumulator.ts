/** What engines gather of waveforms, one after another; `numbersOf` makes the file's numbers of it. */
import type { Rails } from "../detector/profile.js";
import type { WaveformFeatures } from "../numerics/waveform-features.js";
import { type QuantityName, quantities } from "../quantities/table.js";
import { waveformBits } from "./flags/flag-bits.js";
import { shapeBits } from "./shape-bits.js";
import type { ValueLayout } from "./waveform-values.js";

/** Room for what is gathered; threads have some of it to themselves and share the rest. */
export interface Accumulator {
  /** By [position][channelIndex]: see `waveformBits` and `shapeBits`; 0 where invalid. */
  bits: Uint8Array;
  /** n (max − baseline), n the baseline samples: whole numbers. [position][channelIndex] */
  scaledAmplitudes: Int32Array;
  /** 1 once a valid waveform of the event has two different samples. [position] */
  written: Uint8Array;
  /** By [channel][position][value]; see `ValueLayout`. */
  values: Float64Array;
  /** By [extreme of the table][channelIndex]; NaN at first. */
  extremes: Float64Array;
  /** Sums over an event of n Σ(w − baseline), n the baseline samples: whole numbers. [position] */
  integrals: Float64Array;
  /** The largest step between samples: its size (−1: none), position and channel index. */
  jump: Float64Array;
}

/** What an engine knows of its waveforms besides. */
export interface Gathering {
  layout: ValueLayout;
  /** Channels of the detector, inactive ones included. */
  indexCount: number;
  sampleCount: number;
  /** Samples that give the baseline. */
  baselineCount: number;
  /** [channelIndex] */
  thresholdAdc16: Float64Array;
  rails: Rails;
}

/** Quantities that are the largest or smallest value of any waveform. */
export const extremes: readonly {
  name: QuantityName;
  value: (features: WaveformFeatures) => number;
  /** 1 for the largest, −1 for the smallest. */
  sign: 1 | -1;
}[] = quantities.flatMap(({ name, source }) =>
  source.kind === "extreme"
    ? [{ name, value: source.value, sign: source.of === "largest" ? 1 : -1 }]
    : [],
);

/**
 * Takes a valid waveform.
 * @param channel place of its channel among those of `values`
 */
export function takeWaveform(
  into: Accumulator,
  { layout, indexCount, sampleCount, baselineCount, thresholdAdc16, rails }: Gathering,
  features: WaveformFeatures,
  position: number,
  channelIndex: number,
  channel: number,
): void {
  const waveform = position * indexCount + channelIndex;
  const threshold = thresholdAdc16[channelIndex]!;
  into.bits[waveform] =
    waveformBits(features, threshold, rails) | shapeBits(features, sampleCount, threshold);
  into.scaledAmplitudes[waveform] = baselineCount * features.max - features.baselineSum;
  if (features.max !== features.min) into.written[position] = 1;
  for (let i = 0; i < extremes.length; i++) {
    const { value, sign } = extremes[i]!;
    const at = i * indexCount + channelIndex;
    const its = value(features);
    // Negated, so that the first value replaces NaN.
    if (!(sign * its <= sign * into.extremes[at]!)) into.extremes[at] = its;
  }
  into.integrals[position]! += baselineCount * features.sum - sampleCount * features.baselineSum;
  const { values, perChannel } = layout;
  const firstValue = channel * perChannel + position * values.length;
  for (let i = 0; i < values.length; i++) into.values[firstValue + i] = values[i]!(features);
  takeJump(into.jump, features.jump, position, channelIndex);
}

/** Keeps the largest step; of equal ones that of the first event, then of the first channel. */
function takeJump(kept: Float64Array, size: number, position: number, channelIndex: number): void {
  const keptSize = kept[0]!;
  if (size < keptSize) return;
  const isFirst = position < kept[1]! || (position === kept[1] && channelIndex < kept[2]!);
  if (size === keptSize && !isFirst) return;
  kept[0] = size;
  kept[1] = position;
  kept[2] = channelIndex;
}
