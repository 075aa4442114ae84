/** The light of simulated summaries. */
import type { DetectorGroups } from "../detector/groups.js";
import type { Random } from "../flow/simulation/random.js";

/** Amplitudes of the events' light by channel, as `waveformSource` draws it. */
export function lightSource(
  { indexCount, tpcMembers }: DetectorGroups,
  random: Random,
  lightLn: number,
): (isBeam: boolean) => Float64Array {
  const amplitudes = new Float64Array(indexCount);
  const ofFile = Math.exp(lightLn * random.gaussian());
  let waiting: number[] = [];
  const nextTpc = (): number => {
    if (waiting.length === 0) waiting = tpcMembers.map((_, tpc) => tpc);
    return waiting.splice(random.uint32() % waiting.length, 1)[0]!;
  };
  return (isBeam) => {
    amplitudes.fill(0);
    const litCount = isBeam && random.uniform() < 0.3 ? 2 : 1;
    const [median, spread] = isBeam ? [12000, 0.7] : [3000, 0.9];
    const byTpc = new Map<number, number>();
    for (let i = 0; i < litCount; i++)
      byTpc.set(nextTpc(), ofFile * median * Math.exp(spread * random.gaussian()));
    for (const [tpc, brightness] of byTpc)
      for (const channelIndex of tpcMembers[tpc]!)
        amplitudes[channelIndex] = brightness * Math.exp(0.8 * random.gaussian());
    return amplitudes;
  };
}
