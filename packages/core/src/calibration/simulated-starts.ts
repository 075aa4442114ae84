/** Baselines and noises of simulated summaries, of self triggers and of all quiet starts. */
import type { ChannelFaults } from "../flow/simulation/faults.js";
import { keptProbabilities, quantilesInPlace } from "../numerics/quantile.js";
import {
  type ChannelDistribution,
  putDistribution,
  unknownDistribution,
} from "../quantities/kept/distribution.js";
import type { KeptQuantities } from "../quantities/table.js";
import type { SimulatedEvents } from "./simulated-events.js";

/** Which channels there are, and how many events. */
export interface StartsOf {
  active: readonly number[];
  faults: readonly ChannelFaults[];
  eventCount: number;
  selfCount: number;
}

/** A start is quiet up to this many times the channel's median noise. */
const quietFactor = 3;

/** The quantiles; without histograms, which no check uses. The events' values are reordered. */
export function eventStarts(
  { baselines, noises }: SimulatedEvents,
  { active, faults, eventCount, selfCount }: StartsOf,
): Pick<KeptQuantities, "baseline" | "noise" | "darkBaseline" | "darkNoise" | "darkCount"> {
  const indexCount = faults.length;
  const baseline = unknownDistribution(indexCount);
  const noise = unknownDistribution(indexCount);
  const darkBaseline = unknownDistribution(indexCount);
  const darkNoise = unknownDistribution(indexCount);
  const darkCount = new Uint32Array(indexCount);
  for (const i of active) {
    if (faults[i]!.missing) continue;
    const first = i * eventCount;
    // Quantiles reorder the values, so the quiet ones are taken before.
    const quiet =
      faults[i]!.deadShare > 0 ? quietStarts(baselines, noises, first, eventCount) : null;
    const ofSelf = [baselines, noises].map((values) => distributionOf(values, first, selfCount));
    darkCount[i] = quiet ? quiet.baselines.length : eventCount;
    const ofQuiet = quiet
      ? [quiet.baselines, quiet.noises].map((values) => distributionOf(values, 0, values.length))
      : selfCount === eventCount
        ? ofSelf
        : [baselines, noises].map((values) => distributionOf(values, first, eventCount));
    putDistribution(baseline, i, ofSelf[0]!);
    putDistribution(noise, i, ofSelf[1]!);
    putDistribution(darkBaseline, i, ofQuiet[0]!);
    putDistribution(darkNoise, i, ofQuiet[1]!);
  }
  return { baseline, noise, darkBaseline, darkNoise, darkCount };
}

/** The starts that are quiet; of a channel that never is constant all are. */
function quietStarts(
  baselines: Float64Array,
  noises: Float64Array,
  first: number,
  count: number,
): { baselines: Float64Array; noises: Float64Array } {
  const of = noises.slice(first, first + count);
  const [median] = quantilesInPlace(of.slice(), 0, count, [0.5]);
  const isQuiet = (_: number, event: number): boolean => of[event]! <= quietFactor * median!;
  return {
    baselines: baselines.slice(first, first + count).filter(isQuiet),
    noises: of.filter(isQuiet),
  };
}

function distributionOf(values: Float64Array, start: number, count: number): ChannelDistribution {
  const [p16, p50, p84] = quantilesInPlace(values, start, count, keptProbabilities);
  return { p16: p16!, p50: p50!, p84: p84!, histogram: null };
}
