/** The light of simulated summaries. */
import type { DetectorGroups } from "../detector/groups.js";
import type { SimulatedConditions } from "../flow/simulation/conditions.js";
import { simulatedLight } from "../flow/simulation/light.js";
import type { Random } from "../flow/simulation/random.js";

/**
 * Amplitudes of the events' light by channel, as `waveformSource` draws it.
 * @param lightLn standard deviation of ln brightness from file to file; LED pulses are the same
 */
export function lightSource(
  groups: DetectorGroups,
  random: Random,
  conditions: SimulatedConditions,
  detectorSeed: number,
  lightLn: number,
): (isBeam: boolean) => Float64Array {
  const amplitudes = new Float64Array(groups.indexCount);
  const ofFile = Math.exp(lightLn * random.gaussian());
  const intensity = (conditions.intensity ?? 1) * (conditions.runType === "led" ? 1 : ofFile);
  const light = simulatedLight(groups, random, { ...conditions, intensity }, detectorSeed);
  return (isBeam) => {
    amplitudes.fill(0);
    for (const [tpc, median] of light.nextEvent(isBeam))
      for (const channelIndex of groups.tpcMembers[tpc]!)
        amplitudes[channelIndex] = light.amplitudeOf(channelIndex, median);
    return amplitudes;
  };
}
