import { detectorGroups } from "../detector/groups.js";
import type { FileSummary } from "../summary.js";
import { lineFrequenciesMHz, nearestBin } from "../summary.js";

/**
 * How each watched line stands out of its channel's own spectrum: ln of its median power, less the
 * median of that over the lines. So neither the channel's noise nor the scale of the spectrum
 * matters; NaN where unknown. [channelIndex * lines + line]
 */
export function relativeLines(summary: Pick<FileSummary, "spectra" | "detector">): Float64Array {
  const known = kept.get(summary.spectra);
  if (known) return known;
  const lines = computeLines(summary);
  kept.set(summary.spectra, lines);
  return lines;
}

/** A file is in the references of many others: its lines are computed once. */
const kept = new WeakMap<FileSummary["spectra"], Float64Array>();

function computeLines({
  spectra,
  detector,
}: Pick<FileSummary, "spectra" | "detector">): Float64Array {
  const lineCount = lineFrequenciesMHz.length;
  const binCount = spectra.frequencyMHz.length;
  const { active, indexCount } = detectorGroups(detector);
  const bins = lineFrequenciesMHz.map((line) => nearestBin(spectra.frequencyMHz, line));
  const relative = new Float64Array(indexCount * lineCount).fill(Number.NaN);
  const [ln, sorted] = [new Float64Array(lineCount), new Float64Array(lineCount)];
  for (const channelIndex of active) {
    bins.forEach((bin, line) => {
      ln[line] = Math.log(spectra.p50[channelIndex * binCount + bin]!);
    });
    if (!ln.every(Number.isFinite)) continue;
    const middle = middleOf(ln, sorted);
    for (let line = 0; line < lineCount; line++)
      relative[channelIndex * lineCount + line] = ln[line]! - middle;
  }
  return relative;
}

/**
 * The middle one of an odd number of values, sorted by insertion: of so few, `sort` takes longer.
 * @param sorted room for the values
 */
function middleOf(values: Float64Array, sorted: Float64Array): number {
  for (let count = 0; count < values.length; count++) {
    let at = count;
    for (; at > 0 && sorted[at - 1]! > values[count]!; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = values[count]!;
  }
  return sorted[(values.length - 1) / 2]!;
}
