/** Faults that can be planted in a simulated file. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";

/** ADC and channel number. */
export type ChannelAddress = readonly [adc: number, channel: number];

/** A fault of some channels, of one ADC, or of one event. */
export type SimulatedFault =
  /** A constant value: at the baseline, at the upper rail, at the lower rail. */
  | { kind: "dead" | "stuck-high" | "stuck-low"; channels: ChannelAddress[] }
  /** No light is seen: baseline and noise alone are left, as without bias voltage. */
  | { kind: "dark"; channels: ChannelAddress[] }
  /** In this fraction of the events the waveform is constant at the baseline. */
  | { kind: "dead-share"; channels: ChannelAddress[]; share: number }
  /** The amplitudes of the light are multiplied. */
  | { kind: "gain"; channels: ChannelAddress[]; factor: number }
  /** The baseline is moved. */
  | { kind: "baseline-shift"; channels: ChannelAddress[]; shiftAdc16: number }
  /** Noise that all these channels share, sample by sample, is added; its standard deviation. */
  | { kind: "common-mode"; channels: ChannelAddress[]; noiseAdc16: number }
  /** The channels' own noise is multiplied. */
  | { kind: "noise-scale"; channels: ChannelAddress[]; factor: number }
  /** In this fraction of the events a pulse reaches the upper rail. */
  | { kind: "clipped"; channels: ChannelAddress[]; share: number }
  /** In this fraction of the events a pulse is followed by an undershoot of this depth. */
  | { kind: "negative"; channels: ChannelAddress[]; share: number; depthAdc16: number }
  /** A sine of random phase is added. */
  | {
      kind: "noise-line";
      channels: ChannelAddress[];
      frequencyMHz: number;
      amplitudeAdc16: number;
    }
  /** The ADC's waveforms are invalid and zero in every event. */
  | { kind: "missing-adc"; adc: number }
  /** In one event a channel jumps up and back by more than 16 bits hold. */
  | { kind: "spark"; event: number; channel: ChannelAddress };

/**
 * The planted faults by kind: channels as [adc, channel], `missing-adc` the number of the missing
 * ADC, or an ascending list of several, `spark` the events.
 */
export type SimulationTruth = Record<string, number | number[] | number[][]>;

/** The faults as they are written beside a simulated file. */
export function truthOfFaults(faults: readonly SimulatedFault[]): SimulationTruth {
  const truth: SimulationTruth = {};
  for (const fault of faults) {
    if (fault.kind === "missing-adc") continue;
    if (fault.kind === "spark") {
      truth[fault.kind] = [...((truth[fault.kind] as number[]) ?? []), fault.event];
    } else {
      const earlier = (truth[fault.kind] as number[][]) ?? [];
      truth[fault.kind] = [...earlier, ...fault.channels.map(([adc, channel]) => [adc, channel])];
    }
  }
  const missing = faults.flatMap((fault) => (fault.kind === "missing-adc" ? [fault.adc] : []));
  const adcs = [...new Set(missing)].sort((a, b) => a - b);
  if (adcs.length > 0) truth["missing-adc"] = adcs.length === 1 ? adcs[0]! : adcs;
  return truth;
}

/** What the faults do to one channel. Zero, one and null are what a healthy channel has. */
export interface ChannelFaults {
  /** Constant value; "baseline" is the channel's own. */
  constant: "baseline" | "upper-rail" | "lower-rail" | null;
  dark: boolean;
  deadShare: number;
  gainFactor: number;
  shiftAdc16: number;
  noiseFactor: number;
  commonMode: { noiseAdc16: number; group: number } | null;
  clippedShare: number;
  negative: { share: number; depthAdc16: number } | null;
  line: { frequencyMHz: number; amplitudeAdc16: number } | null;
  missing: boolean;
  sparkEvents: number[];
}

/**
 * The faults by channel index.
 * @throws LightDqmError `bad-config` for an ADC or channel that the detector does not have
 */
export function faultsByChannel(
  faults: readonly SimulatedFault[],
  detector: DetectorProfile,
): ChannelFaults[] {
  const { indexCount, indexOf, adcOf } = detectorGroups(detector);
  const table = Array.from(
    { length: indexCount },
    (): ChannelFaults => ({
      constant: null,
      dark: false,
      deadShare: 0,
      gainFactor: 1,
      shiftAdc16: 0,
      noiseFactor: 1,
      commonMode: null,
      clippedShare: 0,
      negative: null,
      line: null,
      missing: false,
      sparkEvents: [],
    }),
  );
  faults.forEach((fault, group) => {
    if (fault.kind === "missing-adc") {
      requireAdc(fault.kind, fault.adc, detector);
      table.forEach((channel, channelIndex) => {
        if (adcOf[channelIndex] === fault.adc) channel.missing = true;
      });
      return;
    }
    const channels = fault.kind === "spark" ? [fault.channel] : fault.channels;
    for (const [adc, channel] of channels) {
      requireAdc(fault.kind, adc, detector);
      requireChannel(fault.kind, adc, channel, detector);
      plant(fault, group, table[indexOf(adc, channel)]!);
    }
  });
  return table;
}

function requireAdc(kind: string, adc: number, { adcCount }: DetectorProfile): void {
  if (Number.isInteger(adc) && adc >= 0 && adc < adcCount) return;
  const expected = `an ADC of 0 to ${adcCount - 1}`;
  throw new LightDqmError("bad-config", {
    what: noSuchPlace,
    where: kind,
    expected,
    got: `${adc}`,
  });
}

function requireChannel(
  kind: string,
  adc: number,
  channel: number,
  detector: DetectorProfile,
): void {
  const { adcMembers, placeOf } = detectorGroups(detector);
  const active = adcMembers[adc]!.map((channelIndex) => placeOf(channelIndex).channel);
  if (active.includes(channel)) return;
  const expected = `a channel with a sensor, one of ${active.join(", ")}`;
  const got = `${channel}`;
  throw new LightDqmError("bad-config", { what: noSuchPlace, where: kind, expected, got });
}

const noSuchPlace = "Simulated fault on a channel that the detector lacks";

const constants = {
  dead: "baseline",
  "stuck-high": "upper-rail",
  "stuck-low": "lower-rail",
} as const;

function plant(
  fault: Exclude<SimulatedFault, { kind: "missing-adc" }>,
  group: number,
  channel: ChannelFaults,
): void {
  switch (fault.kind) {
    case "dark":
      channel.dark = true;
      break;
    case "dead-share":
      channel.deadShare = fault.share;
      break;
    case "gain":
      channel.gainFactor *= fault.factor;
      break;
    case "baseline-shift":
      channel.shiftAdc16 += fault.shiftAdc16;
      break;
    case "common-mode":
      channel.commonMode = { noiseAdc16: fault.noiseAdc16, group };
      break;
    case "noise-scale":
      channel.noiseFactor *= fault.factor;
      break;
    case "clipped":
      channel.clippedShare = fault.share;
      break;
    case "negative":
      channel.negative = fault;
      break;
    case "noise-line":
      channel.line = fault;
      break;
    case "spark":
      channel.sparkEvents.push(fault.event);
      break;
    default:
      channel.constant = constants[fault.kind];
  }
}
