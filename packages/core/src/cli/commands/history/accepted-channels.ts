/** The channels whose change is accepted. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { LightDqmError } from "../../../errors.js";
import { trendLines } from "../../../history/trend-lines.js";

/** Numbers of a group of channels, or all of them. */
export interface GivenChannels {
  adc: number | undefined;
  channel: number | undefined;
  epcb: number | undefined;
  tpc: number | undefined;
  allChannels: boolean;
}

/**
 * The active channels that are meant.
 * @throws LightDqmError `bad-config` where it is not clear which are meant, and for numbers that the
 *   detector does not have or inactive channels
 */
export function acceptedChannels(
  { adc, channel, epcb, tpc, allChannels }: GivenChannels,
  detector: DetectorProfile,
): [adc: number, channel: number][] {
  const isGroup = [adc, channel, epcb, tpc].some((number) => number !== undefined);
  const { active, placeOf, indexOf } = detectorGroups(detector);
  if (allChannels && isGroup)
    throw bad("Which channels are meant is not clear", "--all-channels, or numbers of a group");
  if (allChannels) return active.map((i) => [placeOf(i).adc, placeOf(i).channel]);
  if (!isGroup)
    throw bad("Which channels are meant is not clear", "--adc, --tpc or --all-channels", "none");
  const [whole] = trendLines({ adc, channel, epcb, tpc }, detector).lines;
  const isActive = new Set(active);
  for (const [ofAdc, number] of whole!.members)
    if (!isActive.has(indexOf(ofAdc, number)))
      throw bad(
        "The channel is not in use",
        "an active channel",
        `ADC ${ofAdc}, channel ${number}`,
      );
  return whole!.members.map(([ofAdc, number]) => [ofAdc, number]);
}

const bad = (what: string, expected: string, got?: string): LightDqmError =>
  new LightDqmError("bad-config", { what, where: "light-dqm history accept", expected, got });
