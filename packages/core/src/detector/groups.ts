/** The groups of a detector's channels, and where they are, as look-up tables. */
import { type ChannelTables, channelGroups, type GroupsByKind } from "./channel-groups.js";
import type { DetectorProfile, LightTrap } from "./profile.js";

/** Where a channel is. */
export interface ChannelPlace {
  adc: number;
  channel: number;
}

/** A light trap of the detector. */
export interface PlacedTrap extends Omit<LightTrap, "adc" | "channels"> {
  module: number;
  tpc: number;
  /** Number of the trap in its TPC. */
  trap: number;
  adc: number;
  /** Channel indices, in the order of its SiPMs in the description. */
  members: readonly number[];
}

/**
 * The groups of a detector as look-up tables. A "channel index" everywhere in this package is
 * `adc * channelCount + channel`.
 */
export interface DetectorGroups extends ChannelTables, GroupsByKind {
  /** Channel indices of the detector, inactive channels included: adcCount × channelCount. */
  readonly indexCount: number;
  /** EPCBs of one ADC: of the one that has most. */
  readonly epcbsPerAdc: number;
  readonly tpcCount: number;
  readonly moduleCount: number;
  /** Every light trap, by TPC and by its number there; those that are not known included. */
  readonly traps: readonly PlacedTrap[];
  /** Wall of the TPC by channel index: 0 at −z, 1 at +z; −1 for an inactive channel and where unknown. */
  readonly sideOf: Int8Array;
  /** Height of the SiPM by channel index; NaN for an inactive channel and where unknown. */
  readonly heightCm: Float64Array;
  /** Channel indices of the active channels of an ADC, by ADC number. */
  readonly adcMembers: readonly (readonly number[])[];
  /** Channel indices of the channels of an EPCB, by `adc * epcbsPerAdc + epcb`. */
  readonly epcbMembers: readonly (readonly number[])[];
  /** Channel indices of the active channels of a TPC, by TPC number. */
  readonly tpcMembers: readonly (readonly number[])[];
  /** ADC and channel number of a channel index. */
  placeOf(channelIndex: number): ChannelPlace;
  /** The channel index of an ADC's channel. */
  indexOf(adc: number, channel: number): number;
  /** Channel indices of the other active channels of a channel's ADC. */
  siblingsInAdc(channelIndex: number): readonly number[];
}

const kept = new WeakMap<DetectorProfile, DetectorGroups>();

/** The look-up tables of a profile, made once for each profile object. */
export function detectorGroups(detector: DetectorProfile): DetectorGroups {
  const known = kept.get(detector);
  if (known) return known;
  const made = makeGroups(detector);
  kept.set(detector, made);
  return made;
}

function makeGroups(detector: DetectorProfile): DetectorGroups {
  const { adcCount, channelCount, channelsPerEpcb, layouts, modules } = detector;
  const indexCount = adcCount * channelCount;
  const none = () => new Int16Array(indexCount).fill(-1);
  const adcOf = Int16Array.from({ length: indexCount }, (_, i) => Math.floor(i / channelCount));
  const [epcbOf, tpcOf, moduleOf, trapOf] = [none(), none(), none(), none()];
  const sideOf = new Int8Array(indexCount).fill(-1);
  const heightCm = new Float64Array(indexCount).fill(Number.NaN);

  const traps: PlacedTrap[] = [];
  let tpcCount = 0;
  modules.forEach(({ layout, firstAdc }, module) => {
    for (const ofTpc of layouts[layout]!.tpcs) {
      const tpc = tpcCount++;
      ofTpc.forEach(({ adc: ownAdc, channels, ...rest }, trap) => {
        const adc = firstAdc + ownAdc;
        const members = channels.map((channel) => adc * channelCount + channel);
        traps.push({ ...rest, module, tpc, trap, adc, members });
        members.forEach((channelIndex, i) => {
          tpcOf[channelIndex] = tpc;
          moduleOf[channelIndex] = module;
          if (rest.kind !== null) trapOf[channelIndex] = trap;
          sideOf[channelIndex] = rest.side ?? -1;
          heightCm[channelIndex] = rest.heightsCm[i] ?? Number.NaN;
        });
      });
    }
  });

  const active = Array.from(tpcOf.keys()).filter((channelIndex) => tpcOf[channelIndex]! >= 0);
  const lists = (count: number): number[][] => Array.from({ length: count }, () => []);
  const adcMembers = lists(adcCount);
  for (const channelIndex of active) adcMembers[adcOf[channelIndex]!]!.push(channelIndex);
  const longest = Math.max(0, ...adcMembers.map(({ length }) => length));
  const epcbsPerAdc = Math.ceil(longest / channelsPerEpcb);
  const epcbMembers = lists(adcCount * epcbsPerAdc);
  const tpcMembers = lists(tpcCount);
  adcMembers.forEach((members, adc) => {
    members.forEach((channelIndex, position) => {
      const epcb = Math.floor(position / channelsPerEpcb);
      epcbOf[channelIndex] = epcb;
      epcbMembers[adc * epcbsPerAdc + epcb]!.push(channelIndex);
      tpcMembers[tpcOf[channelIndex]!]!.push(channelIndex);
    });
  });

  const siblings = new Map<number, readonly number[]>();
  const tables = {
    ...{ indexCount, active, epcbsPerAdc, tpcCount, moduleCount: modules.length, traps },
    ...{ adcOf, epcbOf, tpcOf, moduleOf, trapOf, sideOf, heightCm },
    ...{ adcMembers, epcbMembers, tpcMembers },
  };
  return {
    ...tables,
    ...channelGroups(tables),
    placeOf: (channelIndex) => ({
      adc: Math.floor(channelIndex / channelCount),
      channel: channelIndex % channelCount,
    }),
    indexOf: (adc, channel) => adc * channelCount + channel,
    siblingsInAdc: (channelIndex) => {
      const before = siblings.get(channelIndex);
      if (before) return before;
      const others = adcMembers[adcOf[channelIndex]!]!.filter((other) => other !== channelIndex);
      siblings.set(channelIndex, others);
      return others;
    },
  };
}
