/** The faults whose detection is held against the optimum. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { ChannelAddress, SimulatedFault } from "../../flow/simulation/faults.js";
import type { Random } from "../../flow/simulation/random.js";
import { lineFrequenciesMHz } from "../../quantities/indexed-by/watched-lines.js";
import { addressesOf } from "../planted/places.js";
import {
  type Circumstances,
  channelShiftOptimum,
  epcbShiftOptimum,
  lineOptimum,
  noiseOptimum,
  shareOptimum,
} from "./optimum.js";

/** What the optimum depends on, besides the kind of fault. */
export interface PowerCircumstances extends Omit<Circumstances, "falseChance"> {
  /** False alarms a file, of all tests of a kind together. */
  falseAlarmsPerFile: number;
  /** Dark spectra of a file. */
  spectrumCount: number;
  /** Shares of waveforms that the light clips, by file. */
  clippedShares: readonly number[];
}

/** One kind of fault. Its size is an excess, 0 where there is none. */
export interface PowerKind {
  name: string;
  /** Size in words. */
  sizeText(excess: number): string;
  /** The size that the best test finds in half of the files. */
  optimum(of: PowerCircumstances): number;
  /** A fault of this size somewhere in the detector. */
  plant(excess: number, random: Random): { fault: SimulatedFault; channels: ChannelAddress[] };
}

const countsText = (counts: number): string => `${Number(counts.toPrecision(3))} counts`;

/** Every kind, in the order of the table. */
export function powerKinds(detector: DetectorProfile): PowerKind[] {
  const { active, byKind } = detectorGroups(detector);
  const anyOf = <Value>(values: readonly Value[], random: Random): Value =>
    values[random.uint32() % values.length]!;
  const inChannel = (
    fault: (channels: ChannelAddress[], excess: number) => SimulatedFault,
  ): Pick<PowerKind, "plant"> => ({
    plant: (excess, random) => {
      const channels = addressesOf(detector, [anyOf(active, random)]);
      return { fault: fault(channels, excess), channels };
    },
  });
  const among = (of: PowerCircumstances, testCount: number): Circumstances => ({
    ...of,
    falseChance: of.falseAlarmsPerFile / testCount,
  });
  return [
    {
      name: "baseline shift of a channel",
      sizeText: countsText,
      optimum: (of) => channelShiftOptimum(among(of, active.length)),
      ...inChannel((channels, shiftAdc16) => ({ kind: "baseline-shift", channels, shiftAdc16 })),
    },
    {
      name: "baseline shift of an EPCB",
      sizeText: countsText,
      optimum: (of) => epcbShiftOptimum(among(of, byKind.epcb.length)),
      plant: (shiftAdc16, random) => {
        const channels = addressesOf(detector, anyOf(byKind.epcb, random).members);
        return { fault: { kind: "baseline-shift", channels, shiftAdc16 }, channels };
      },
    },
    {
      name: "noise",
      sizeText: (excess) => `×${(1 + excess).toFixed(2)}`,
      optimum: (of) => noiseOptimum(among(of, active.length)) - 1,
      ...inChannel((channels, excess) => ({ kind: "noise-scale", channels, factor: 1 + excess })),
    },
    {
      name: "10 MHz line",
      sizeText: countsText,
      optimum: (of) =>
        lineOptimum({
          ...among(of, active.length * lineFrequenciesMHz.length),
          eventCount: of.spectrumCount,
        }),
      ...inChannel((channels, amplitudeAdc16) => ({
        ...{ kind: "noise-line", channels, frequencyMHz: 10, amplitudeAdc16 },
      })),
    },
    {
      name: "clipped share",
      sizeText: (share) => `${(100 * share).toFixed(1)} %`,
      optimum: ({ clippedShares, eventCount, falseAlarmsPerFile }) =>
        shareOptimum(clippedShares, eventCount, falseAlarmsPerFile / active.length),
      ...inChannel((channels, share) => ({ kind: "clipped", channels, share })),
    },
  ];
}
