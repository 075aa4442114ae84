/**
 * Detectors whose TPCs are a formula. Stores and payloads that were written before detectors were
 * described by their traps have these instead of a profile.
 */
import type { DetectorProfile, LightTrap } from "./profile.js";

/** A detector whose ADCs all have the same active channels and whose TPCs are blocks of channels. */
export interface DetectorGrid {
  readonly name: string;
  readonly adcCount: number;
  readonly channelCount: number;
  /** Channel numbers that carry a sensor, ascending, the same in every ADC. */
  readonly activeChannels: readonly number[];
  readonly channelsPerEpcb: number;
  /** A TPC is this many consecutive channel numbers... */
  readonly channelsPerTpc: number;
  /** ...of this many consecutive ADCs. */
  readonly adcsPerTpc: number;
  readonly sampleNs: number;
}

/** The profile of such a detector: its ADCs with common TPCs are a module; its traps are not known. */
export function profileOfGrid({
  activeChannels,
  channelsPerTpc,
  adcsPerTpc,
  ...detector
}: DetectorGrid): DetectorProfile {
  const { adcCount, channelCount } = detector;
  const layoutOf = (ownAdcs: number) => ({
    tpcs: Array.from({ length: Math.ceil(channelCount / channelsPerTpc) }, (_, tpc) =>
      Array.from({ length: ownAdcs }, (_, adc): LightTrap => {
        const channels = activeChannels.filter(
          (channel) => Math.floor(channel / channelsPerTpc) === tpc,
        );
        return { kind: null, side: null, adc, channels, heightsCm: [], edgesCm: null };
      }),
    ),
  });
  const whole = Math.floor(adcCount / adcsPerTpc);
  const rest = adcCount % adcsPerTpc;
  const modules = Array.from({ length: whole }, (_, i) => ({
    layout: 0,
    firstAdc: i * adcsPerTpc,
  }));
  if (rest === 0) return { ...detector, layouts: [layoutOf(adcsPerTpc)], modules };
  return {
    ...detector,
    layouts: [layoutOf(adcsPerTpc), layoutOf(rest)],
    modules: [...modules, { layout: 1, firstAdc: whole * adcsPerTpc }],
  };
}

/** A profile as it is, or that of a grid. */
export function asProfile(detector: DetectorProfile | DetectorGrid): DetectorProfile {
  return "layouts" in detector ? detector : profileOfGrid(detector);
}
