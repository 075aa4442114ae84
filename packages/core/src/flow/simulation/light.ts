/** The light of simulated events: which TPCs it fills, and how bright. */
import type { DetectorGroups } from "../../detector/groups.js";
import type { SimulatedConditions } from "./conditions.js";
import { type Random, randomSource } from "./random.js";

/** Draws the light of one event after another. */
export interface SimulatedLight {
  /** The TPCs that the next event lights, in the order drawn, with their median amplitudes, ADC16. */
  nextEvent(isBeam: boolean): ReadonlyMap<number, number>;
  /** Amplitude of a channel, ADC16, in a TPC with this median. */
  amplitudeOf(channelIndex: number, medianAdc16: number): number;
}

const ledAdc16 = 4000;
/** Standard deviation of ln amplitude of LED pulses: from event to event, from channel to channel. */
const ledEventLn = 0.03;
const ledChannelLn = 0.3;

/**
 * The light of a file's events. Beam events have median amplitudes about 12000, spread by exp(0.7)
 * from event to event; self triggers 3000 and exp(0.9); LED pulses 4000, with factors by channel
 * that the detector's seed fixes.
 */
export function simulatedLight(
  { tpcCount, indexCount }: Pick<DetectorGroups, "tpcCount" | "indexCount">,
  random: Random,
  { runType, litShare, intensity = 1, scatterLn = 0.8 }: SimulatedConditions,
  detectorSeed: number,
): SimulatedLight {
  if (runType === "pedestal") return { nextEvent: () => new Map(), amplitudeOf: () => 0 };
  if (runType === "led") {
    const ofDetector = randomSource(detectorSeed ^ 0x1ed);
    const factors = Float64Array.from({ length: indexCount }, () =>
      Math.exp(ledChannelLn * ofDetector.gaussian()),
    );
    const everywhere = new Map(
      Array.from({ length: tpcCount }, (_, tpc) => [tpc, ledAdc16 * intensity]),
    );
    return {
      nextEvent: () => everywhere,
      amplitudeOf: (channelIndex, medianAdc16) =>
        medianAdc16 * factors[channelIndex]! * Math.exp(ledEventLn * random.gaussian()),
    };
  }
  const next =
    litShare === undefined ? inTurns(random, tpcCount) : atRandom(random, tpcCount, litShare);
  return {
    nextEvent(isBeam) {
      const [median, spread] = isBeam ? [12000, 0.7] : [3000, 0.9];
      const lit = new Map<number, number>();
      next(isBeam, (tpc) => {
        lit.set(tpc, intensity * median * Math.exp(spread * random.gaussian()));
      });
      return lit;
    },
    amplitudeOf: (_, medianAdc16) => medianAdc16 * Math.exp(scatterLn * random.gaussian()),
  };
}

/** Lights the TPCs of the next event. */
type TpcSource = (isBeam: boolean, light: (tpc: number) => void) => void;

/** Every TPC once in each round, in random order: short files too have light everywhere. */
function inTurns(random: Random, tpcCount: number): TpcSource {
  let waiting: number[] = [];
  return (isBeam, light) => {
    const isDouble = isBeam && random.uniform() < 0.3;
    // As dense as in the 2x2, so that a short file of a large detector has light everywhere.
    const litCount = (isDouble ? 2 : 1) * Math.max(1, Math.round(tpcCount / 8));
    for (let i = 0; i < litCount; i++) {
      if (waiting.length === 0) waiting = Array.from({ length: tpcCount }, (_, tpc) => tpc);
      light(waiting.splice(random.uint32() % waiting.length, 1)[0]!);
    }
  };
}

/** Different TPCs of each event, the fraction of them kept on average. */
function atRandom(random: Random, tpcCount: number, litShare: number): TpcSource {
  return (_, light) => {
    const waiting = Array.from({ length: tpcCount }, (__, tpc) => tpc);
    const litCount = Math.min(tpcCount, Math.floor(litShare * tpcCount + random.uniform()));
    for (let i = 0; i < litCount; i++)
      light(waiting.splice(random.uint32() % waiting.length, 1)[0]!);
  };
}
