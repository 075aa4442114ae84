/**
 * The detector: ADCs, channels, EPCB and TPC groups. The single source of truth; another detector
 * is another profile.
 */

/** What identifies a detector's light readout. Plain data, stored with every summary. */
export interface DetectorProfile {
  readonly name: string;
  readonly adcCount: number;
  /** Channels of one ADC, inactive ones included. */
  readonly channelCount: number;
  /** Channel numbers that carry a sensor, ascending, the same in every ADC. */
  readonly activeChannels: readonly number[];
  /** An EPCB is this many consecutive positions in `activeChannels`. */
  readonly channelsPerEpcb: number;
  /** A TPC is this many consecutive channel numbers... */
  readonly channelsPerTpc: number;
  /** ...of this many consecutive ADCs. */
  readonly adcsPerTpc: number;
  /** Time between two samples, in nanoseconds. */
  readonly sampleNs: number;
}

const everyBlockOf16From4 = [0, 16, 32, 48].flatMap((block) =>
  Array.from({ length: 12 }, (_, i) => block + 4 + i),
);

/** The DUNE 2x2 demonstrator: 8 ADCs × 64 channels, channels 4–15 of each block of 16 active. */
export const dune2x2: DetectorProfile = {
  name: "dune-2x2",
  adcCount: 8,
  channelCount: 64,
  activeChannels: everyBlockOf16From4,
  channelsPerEpcb: 6,
  channelsPerTpc: 32,
  adcsPerTpc: 2,
  sampleNs: 16,
};

/**
 * The groups of a detector as look-up tables. "Flat index" everywhere in this package means
 * `adc * channelCount + channel`.
 */
export interface DetectorGroups {
  /** adcCount × channelCount. */
  readonly flatCount: number;
  /** Flat indices of active channels, ascending. */
  readonly active: readonly number[];
  /** EPCBs of one ADC. */
  readonly epcbsPerAdc: number;
  /** EPCB number within its ADC by flat index; −1 for an inactive channel. */
  readonly epcbOf: Int16Array;
  /** TPC number in the detector by flat index; inactive channels have one too. */
  readonly tpcOf: Int16Array;
  readonly tpcCount: number;
  /** Flat indices of the channels of an EPCB, by `adc * epcbsPerAdc + epcb`. */
  readonly epcbMembers: readonly (readonly number[])[];
  /** Flat indices of the active channels of a TPC, by TPC number. */
  readonly tpcMembers: readonly (readonly number[])[];
}

/** The look-up tables of a profile. Pure; cheap enough to call where needed. */
export function detectorGroups(detector: DetectorProfile): DetectorGroups {
  const { adcCount, channelCount, activeChannels, channelsPerEpcb } = detector;
  const flatCount = adcCount * channelCount;
  const epcbsPerAdc = Math.ceil(activeChannels.length / channelsPerEpcb);
  const tpcsPerAdc = channelCount / detector.channelsPerTpc;
  const tpcCount = tpcsPerAdc * Math.ceil(adcCount / detector.adcsPerTpc);

  const epcbOf = new Int16Array(flatCount).fill(-1);
  const tpcOf = new Int16Array(flatCount);
  const active: number[] = [];
  const epcbMembers: number[][] = Array.from({ length: adcCount * epcbsPerAdc }, () => []);
  const tpcMembers: number[][] = Array.from({ length: tpcCount }, () => []);

  for (let adc = 0; adc < adcCount; adc++) {
    for (let channel = 0; channel < channelCount; channel++) {
      tpcOf[adc * channelCount + channel] =
        Math.floor(adc / detector.adcsPerTpc) * tpcsPerAdc +
        Math.floor(channel / detector.channelsPerTpc);
    }
    activeChannels.forEach((channel, position) => {
      const flat = adc * channelCount + channel;
      const epcb = Math.floor(position / channelsPerEpcb);
      epcbOf[flat] = epcb;
      active.push(flat);
      epcbMembers[adc * epcbsPerAdc + epcb]!.push(flat);
      tpcMembers[tpcOf[flat]!]!.push(flat);
    });
  }
  return { flatCount, active, epcbsPerAdc, epcbOf, tpcOf, tpcCount, epcbMembers, tpcMembers };
}
