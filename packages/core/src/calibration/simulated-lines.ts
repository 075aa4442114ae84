/** The spectral lines of simulated summaries. */
import type { DetectorGroups } from "../detector/groups.js";
import type { ChannelFaults } from "../flow/simulation/faults.js";
import type { Random } from "../flow/simulation/random.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import type { FileSummary } from "../summary.js";
import { voltsPerAdc16 } from "../units.js";
import type { SimulatedChannel } from "./simulated-channels.js";
import { medianWithSine } from "./simulated-medians.js";

const lineCount = lineFrequenciesMHz.length;

/** Median power at the watched lines, channel by channel; spectra hold these alone. */
export type LineSpectra = (
  random: Random,
  lineLn: number,
  channels: readonly SimulatedChannel[],
  faults: readonly ChannelFaults[],
  litCount: Uint32Array,
  eventCount: number,
) => FileSummary["spectra"];

/** Draws the lines of files of one detector. */
export function lineSource(
  { active, indexCount }: DetectorGroups,
  sampleCount: number,
): LineSpectra {
  // Power of white noise of one count: 2 · N σ² / (⌊N/2⌋+1)²; of a sine of one count amplitude in
  // its own bin: 2 · (N/2)² / (⌊N/2⌋+1)².
  const noisePower = ((2 * sampleCount) / (sampleCount / 2 + 1) ** 2) * voltsPerAdc16 ** 2;
  const sinePower = 2 * (sampleCount / 2 / (sampleCount / 2 + 1)) ** 2 * voltsPerAdc16 ** 2;
  return (random, lineLn, channels, faults, litCount, eventCount) => {
    const p50 = new Float64Array(indexCount * lineCount).fill(Number.NaN);
    const none = new Float64Array(indexCount * lineCount).fill(Number.NaN);
    const validCount = new Uint32Array(indexCount);
    for (const channelIndex of active) {
      const fault = faults[channelIndex]!;
      if (fault.missing || eventCount === 0) continue;
      validCount[channelIndex] = eventCount;
      const sine = (fault.line?.amplitudeAdc16 ?? 0) ** 2 / 2;
      const mean =
        noisePower *
        (channels[channelIndex]!.sigma ** 2 -
          (channels[channelIndex]!.constant === null ? sine : 0));
      lineFrequenciesMHz.forEach((line, i) => {
        const drift = Math.exp(lineLn * random.gaussian());
        const at = channelIndex * lineCount + i;
        const isLine = fault.line && Math.abs(fault.line.frequencyMHz - line) < 0.05;
        if (isLine) {
          p50[at] = drift * medianWithSine(random, mean, sinePower * 2 * sine, eventCount);
        } else {
          // Lit events lie above the median: it is a higher quantile of the dark ones.
          const dark = Math.min(0.95, 0.5 / (1 - litCount[channelIndex]! / eventCount));
          const error = Math.sqrt((dark * (1 - dark)) / eventCount) * random.gaussian();
          p50[at] = drift * mean * -Math.log(1 - Math.min(0.99, Math.max(0.01, dark + error)));
        }
      });
    }
    return {
      scale: "power",
      frequencyMHz: Float64Array.from(lineFrequenciesMHz),
      p16: none,
      p50,
      p84: none,
      validCount,
    };
  };
}
