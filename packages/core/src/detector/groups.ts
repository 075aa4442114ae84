/** ADCs, EPCBs and TPCs of a detector as look-up tables. */
import type { DetectorProfile } from "./profile.js";

/** Where a channel is. */
export interface ChannelPlace {
  adc: number;
  channel: number;
}

/**
 * The groups of a detector as look-up tables. A "channel index" everywhere in this package is
 * `adc * channelCount + channel`.
 */
export interface DetectorGroups {
  /** Channel indices of the detector, inactive channels included: adcCount × channelCount. */
  readonly indexCount: number;
  /** Channel indices of active channels, ascending. */
  readonly active: readonly number[];
  /** EPCBs of one ADC. */
  readonly epcbsPerAdc: number;
  /** ADC number by channel index. */
  readonly adcOf: Int16Array;
  /** EPCB number within its ADC by channel index; −1 for an inactive channel. */
  readonly epcbOf: Int16Array;
  /** TPC number in the detector by channel index; inactive channels have one too. */
  readonly tpcOf: Int16Array;
  readonly tpcCount: number;
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
  const { adcCount, channelCount, activeChannels, channelsPerEpcb } = detector;
  const indexCount = adcCount * channelCount;
  const epcbsPerAdc = Math.ceil(activeChannels.length / channelsPerEpcb);
  const tpcsPerAdc = channelCount / detector.channelsPerTpc;
  const tpcCount = tpcsPerAdc * Math.ceil(adcCount / detector.adcsPerTpc);

  const adcOf = Int16Array.from({ length: indexCount }, (_, i) => Math.floor(i / channelCount));
  const epcbOf = new Int16Array(indexCount).fill(-1);
  const tpcOf = adcOf.map(
    (adc, i) =>
      Math.floor(adc / detector.adcsPerTpc) * tpcsPerAdc +
      Math.floor((i % channelCount) / detector.channelsPerTpc),
  );
  const lists = (count: number): number[][] => Array.from({ length: count }, () => []);
  const adcMembers = lists(adcCount);
  const epcbMembers = lists(adcCount * epcbsPerAdc);
  const tpcMembers = lists(tpcCount);
  adcMembers.forEach((members, adc) => {
    activeChannels.forEach((channel, position) => {
      const channelIndex = adc * channelCount + channel;
      const epcb = Math.floor(position / channelsPerEpcb);
      epcbOf[channelIndex] = epcb;
      members.push(channelIndex);
      epcbMembers[adc * epcbsPerAdc + epcb]!.push(channelIndex);
      tpcMembers[tpcOf[channelIndex]!]!.push(channelIndex);
    });
  });
  const siblings = new Map<number, readonly number[]>();
  return {
    indexCount,
    active: adcMembers.flat(),
    epcbsPerAdc,
    adcOf,
    epcbOf,
    tpcOf,
    tpcCount,
    adcMembers,
    epcbMembers,
    tpcMembers,
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
