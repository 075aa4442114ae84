import { lowerRailAdc16, upperRailAdc16 } from "../units.js";

/**
 * What identifies a detector's light readout, how it is cabled and where its SiPMs are. Plain data,
 * stored with every summary and payload, so modules that are cabled alike share one layout.
 */
export interface DetectorProfile {
  readonly name: string;
  readonly adcCount: number;
  /** Channels of one ADC, inactive ones included. */
  readonly channelCount: number;
  /** An EPCB is this many consecutive positions in the list of an ADC's active channels. */
  readonly channelsPerEpcb: number;
  /** Time between two samples, in nanoseconds. */
  readonly sampleNs: number;
  /** The different ways in which modules are cabled. */
  readonly layouts: readonly ModuleLayout[];
  /** Modules by number. Their TPCs are counted through: those of module 0 first. */
  readonly modules: readonly ModulePlace[];
  /** What this detector has in place of the defaults of every detector. */
  readonly own?: OwnDefaults;
}

/** Sizes that no detector exceeds: more would only stall what is drawn of it. */
export const mostAdcs = 256;
export const mostChannels = 4096;

/** One module: its layout, and the ADC that is ADC 0 there. */
export interface ModulePlace {
  readonly layout: number;
  readonly firstAdc: number;
}

export interface ModuleLayout {
  /** Light traps by TPC of the module, by number of the trap. */
  readonly tpcs: readonly (readonly LightTrap[])[];
}

/** A light trap: its SiPMs, and the channels that read them. A channel that no trap has is inactive. */
export interface LightTrap {
  /** Null for a detector whose traps are not known. */
  readonly kind: TrapKind | null;
  /** The wall of the TPC that it hangs on: 0 at −z, 1 at +z; null where unknown. */
  readonly side: 0 | 1 | null;
  /** Counted from the module's first ADC. */
  readonly adc: number;
  readonly channels: readonly number[];
  /** Height of each channel's SiPM above the middle of the detector; empty where unknown. */
  readonly heightsCm: readonly number[];
  /** Lower and upper edge; null where unknown. */
  readonly edgesCm: readonly [number, number] | null;
}

export const trapKinds = ["ArCLight", "LCM"] as const;
export type TrapKind = (typeof trapKinds)[number];

/** Defaults that a detector may have of its own. */
export interface OwnDefaults {
  /** Threshold of over-threshold and negative waveforms. */
  readonly thresholdAdc16?: number;
  /** Range of good baselines. */
  readonly baselineRangeAdc16?: readonly [lowest: number, highest: number];
  /** A sample is at a rail at or beyond these. */
  readonly railsAdc16?: Rails;
  /** Names of the codes in `trig_type`. */
  readonly triggerNames?: Readonly<Record<string, string>>;
}

/** Where good baselines of a detector lie: its own range, or that of the 2x2's offsets. */
export function baselineRangeOf({ own }: Pick<DetectorProfile, "own">): readonly [number, number] {
  return own?.baselineRangeAdc16 ?? usualBaselineRangeAdc16;
}

export const usualBaselineRangeAdc16 = [-30_000, -26_000] as const;

/** The rails of a detector: its own, or those of every 14-bit converter. */
export function railsOf({ own }: Pick<DetectorProfile, "own">): Rails {
  return own?.railsAdc16 ?? [lowerRailAdc16, upperRailAdc16];
}

/** Values at or beyond which a sample is at the lower or upper end of the converter. */
export type Rails = readonly [lower: number, upper: number];
