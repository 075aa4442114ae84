/**
 * Values of waveforms whose distribution is kept: which quantities of the table take one, where an
 * engine keeps it, and the distributions of a channel once all are there.
 */

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
import { overThresholdBit, validBit } from "./flag-bits.js";

/** The values of one quantity among those of a channel. */
interface ValueSlot extends Pick<SampledSource, "value" | "binning"> {
  name: QuantityName;
  /** Classes that get a distribution of their own; null: one distribution, of `positions`. */
  classes: readonly TriggerClass[] | null;
  /** Positions of each class, or all: one list a distribution. */
  members: readonly Uint32Array[];
  /** Waveforms enter that have this bit. */
  bit: number;
  /** Positions whose waveforms have a place, ascending. */
  positions: Uint32Array;
  /** Place of a position in `positions`; −1 where it has none. */
  placeOf: Int32Array;
  /** Place of the first value among those of the channel. */
  first: number;
}

/** Where values lie: `[channel][slot][place]`, `perChannel` of them a channel. */
export interface ValueLayout {
  slots: ValueSlot[];
  perChannel: number;
}

export function valueLayout(selection: EventSelection): ValueLayout {
  let perChannel = 0;
  const slots = quantities.flatMap(({ name, source }): ValueSlot[] => {
    if (source.kind !== "sampled" || source.waveforms === "quiet-start") return [];
    const { value, binning, waveforms } = source;
    const isOfBaselines = waveforms === "baseline-class";
    const wanted = isOfBaselines ? selection.baselineClass : "all";
    const positions = Uint32Array.from(selection.events.keys()).filter((position) =>
      isOfClass(selection, position, wanted),
    );
    const placeOf = new Int32Array(selection.events.length).fill(-1);
    positions.forEach((position, place) => {
      placeOf[position] = place;
    });
    const first = perChannel;
    perChannel += positions.length;
    const classes = isOfBaselines ? null : selection.classes;
    const members = classes
      ? classes.map((each) => positions.filter((position) => isOfClass(selection, position, each)))
      : [positions];
    const bit = isOfBaselines ? validBit : overThresholdBit;
    return [{ name, value, binning, classes, members, bit, positions, placeOf, first }];
  });
  return { slots, perChannel };
}

/** The distributions of one channel, in the order of slots and their classes. */
export type ChannelDistributions = ChannelDistribution[];

/**
 * The distributions of a channel.
 * @param values its values begin at `first`
 * @param bits of its waveforms at `firstBits + position * stride`; 0 where invalid
 */
export function channelDistributions(
  { slots }: ValueLayout,
  values: Float64Array,
  first: number,
  bits: Uint8Array,
  firstBits: number,
  stride: number,
): ChannelDistributions {
  return slots.flatMap((slot) => {
    const { members, placeOf, binning } = slot;
    const room = new Float64Array(slot.positions.length);
    return members.map((positions) => {
      let count = 0;
      for (let i = 0; i < positions.length; i++) {
        const position = positions[i]!;
        if ((bits[firstBits + position * stride]! & slot.bit) !== 0)
          room[count++] = values[first + slot.first + placeOf[position]!]!;
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
