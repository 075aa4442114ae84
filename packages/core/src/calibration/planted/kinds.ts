/** The faults whose detection is measured: kind, sizes and channels. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import type { ChannelAddress, SimulatedFault } from "../../flow/simulation/faults.js";
import type { Random } from "../../flow/simulation/random.js";

/** One kind of fault over its sizes. */
export interface PlantedKind {
  name: string;
  /** Of the sizes, as in a column title. */
  unit: string;
  sizes: readonly number[];
  /** One fault somewhere in the detector. */
  plant(size: number, random: Random): { fault: SimulatedFault; channels: ChannelAddress[] };
}

const anyOf = <Value>(values: readonly Value[], random: Random): Value =>
  values[random.uint32() % values.length]!;

/** Fractions that are added to those the light itself gives. */
const fractions = [0.01, 0.02, 0.05, 0.1, 0.5];

/** Every kind, in the order of the tables, for faults in a detector. */
export function plantedKinds(detector: DetectorProfile): PlantedKind[] {
  const { active, adcMembers, epcbMembers, placeOf } = detectorGroups(detector);
  const addressOf = (channelIndex: number): ChannelAddress => {
    const { adc, channel } = placeOf(channelIndex);
    return [adc, channel];
  };
  const onChannel = (
    name: string,
    unit: string,
    sizes: readonly number[],
    fault: (channels: ChannelAddress[], size: number) => SimulatedFault,
  ): PlantedKind => ({
    name,
    unit,
    sizes,
    plant: (size, random) => {
      const channels = [addressOf(anyOf(active, random))];
      return { fault: fault(channels, size), channels };
    },
  });
  return [
    onChannel("dead channel", "", [1], (channels) => ({ kind: "dead", channels })),
    onChannel("dark channel", "", [1], (channels) => ({ kind: "dark", channels })),
    onChannel("stuck at the upper rail", "", [1], (channels) => ({ kind: "stuck-high", channels })),
    onChannel("stuck at the lower rail", "", [1], (channels) => ({ kind: "stuck-low", channels })),
    onChannel(
      "baseline shift of a channel",
      "ADC16 counts",
      [50, 100, 150, 1000],
      (channels, shiftAdc16) => ({ kind: "baseline-shift", channels, shiftAdc16 }),
    ),
    {
      name: "baseline shift of an EPCB",
      unit: "ADC16 counts",
      sizes: [50, 100, 150, 1000],
      plant: (shiftAdc16, random) => {
        const channels = anyOf(epcbMembers, random).map(addressOf);
        return { fault: { kind: "baseline-shift", channels, shiftAdc16 }, channels };
      },
    },
    onChannel("noise", "times", [1.2, 1.3, 1.5, 3], (channels, factor) => ({
      kind: "noise-scale",
      channels,
      factor,
    })),
    onChannel("10 MHz line", "ADC16 counts", [1, 2, 5, 10, 100], (channels, amplitudeAdc16) => ({
      kind: "noise-line",
      channels,
      frequencyMHz: 10,
      amplitudeAdc16,
    })),
    onChannel("clipped fraction", "of waveforms", fractions, (channels, share) => ({
      kind: "clipped",
      channels,
      share,
    })),
    onChannel("negative fraction", "of waveforms", fractions, (channels, share) => ({
      kind: "negative",
      channels,
      share,
      depthAdc16: 1500,
    })),
    {
      name: "missing ADC",
      unit: "",
      sizes: [1],
      plant: (_, random) => {
        const adc = random.uint32() % adcMembers.length;
        const channels = adcMembers[adc]!.map(addressOf);
        return { fault: { kind: "missing-adc", adc }, channels };
      },
    },
  ];
}
