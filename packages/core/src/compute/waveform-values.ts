/**
 * Values of waveforms whose distribution is kept: which quantities of the table take one, where an
 * engine keeps it, and the distributions of a channel once all are there.
 */

import { medianInPlace } from "../numerics/quantile.js";
import { noiseOf } from "../numerics/waveform-features.js";
import type { ByTriggerClass, TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import {
  type ChannelDistribution,
  channelDistribution,
  type Distribution,
  putDistribution,
} from "../quantities/kept/distribution.js";
import type { SampledSource } from "../quantities/quantity.js";
import { type KeptQuantities, type QuantityName, quantities } from "../quantities/table.js";
import { type EventSelection, isOfClass } from "./event-selection.js";
import { overThresholdBit, validBit } from "./flags/flag-bits.js";

/** What becomes the distributions of one quantity. */
interface ValueSlot extends Pick<SampledSource, "binning"> {
  name: QuantityName;
  /** Which of the layout's values it takes. */
  valueIndex: number;
  /** Classes that get a distribution of their own; null: one distribution. */
  classes: readonly TriggerClass[] | null;
  /** Positions of each class, or all: one list a distribution. */
  members: readonly Uint32Array[];
  /** Waveforms enter that have this bit. */
  bit: number;
  /** Of them, those only that start quietly. */
  isOfQuiet: boolean;
}

/** Where values lie: `[channel][position][value]`, `perChannel` of them a channel. */
export interface ValueLayout {
  slots: ValueSlot[];
  /** The values of a waveform that are kept, each once. */
  values: readonly SampledSource["value"][];
  perChannel: number;
}

export function valueLayout(selection: EventSelection): ValueLayout {
  const positionsOf = (triggerClass: TriggerClass): Uint32Array =>
    Uint32Array.from(selection.events.keys()).filter((position) =>
      isOfClass(selection, position, triggerClass),
    );
  const values: SampledSource["value"][] = [noiseOf];
  const slots = quantities.flatMap(({ name, source }): ValueSlot[] => {
    if (source.kind !== "sampled") return [];
    const { value, binning, waveforms } = source;
    if (!values.includes(value)) values.push(value);
    const classes = waveforms === "over-threshold" ? selection.classes : null;
    const only = waveforms === "baseline-class" ? selection.baselineClass : "all";
    const known = { name, binning, valueIndex: values.indexOf(value), classes };
    return [
      {
        ...known,
        members: (classes ?? [only]).map(positionsOf),
        bit: waveforms === "over-threshold" ? overThresholdBit : validBit,
        isOfQuiet: waveforms === "quiet-start",
      },
    ];
  });
  return { slots, values, perChannel: values.length * selection.events.length };
}

/** The distributions of one channel, in the order of slots and their classes. */
export type ChannelDistributions = ChannelDistribution[];

/** A waveform starts quietly whose noise is at most so many times the median of its channel. */
const quietFactor = 3;

/**
 * The distributions of a channel.
 * @param values its values begin at `first`
 * @param bits of its waveforms at `firstBits + position * stride`; 0 where invalid
 */
export function channelDistributions(
  { slots, values: { length: valueCount }, perChannel }: ValueLayout,
  values: Float64Array,
  first: number,
  bits: Uint8Array,
  firstBits: number,
  stride: number,
): ChannelDistributions {
  const positionCount = perChannel / valueCount;
  const own = new Uint8Array(positionCount);
  for (let i = 0; i < positionCount; i++) own[i] = bits[firstBits + i * stride]!;
  const room = new Float64Array(positionCount);
  // Noise is the first value.
  let count = 0;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let position = 0; position < positionCount; position++) {
    if (own[position] === 0) continue;
    const noise = values[first + position * valueCount]!;
    room[count++] = noise;
    if (noise < least) least = noise;
    if (noise > most) most = noise;
  }
  // Where the noises are that close, all are quiet, whatever the median.
  const mostNoise =
    most <= quietFactor * least ? most : quietFactor * medianInPlace(room, 0, count);
  return slots.flatMap(({ members, bit, isOfQuiet, valueIndex, binning }) => {
    const limit = isOfQuiet ? mostNoise : Number.POSITIVE_INFINITY;
    return members.map((positions) => {
      let count = 0;
      for (let i = 0; i < positions.length; i++) {
        const position = positions[i]!;
        const at = first + position * valueCount;
        if ((own[position]! & bit) !== 0 && values[at]! <= limit)
          room[count++] = values[at + valueIndex]!;
      }
      return channelDistribution(room, count, binning);
    });
  });
}

/** Puts the distributions of a channel into what is kept of a file. */
export function putDistributions(
  { slots }: ValueLayout,
  kept: KeptQuantities,
  channelIndex: number,
  distributions: ChannelDistributions,
): void {
  let next = 0;
  for (const { name, classes } of slots) {
    const all = kept[name] as Distribution & ByTriggerClass<Distribution>;
    for (const ofClass of classes ? classes.map((each) => all[each]!) : [all])
      putDistribution(ofClass, channelIndex, distributions[next++]!);
  }
}
