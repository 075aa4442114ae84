/** Line powers over files, relative to the spectrum of each channel. */
import { detectorGroups } from "../../detector/groups.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { lineFrequenciesMHz, nearestBin } from "../indexed-by/watched-lines.js";
import type { LeftOut, Pool, PoolMemory } from "../quantity.js";
import { addKnown, dropKnown, type EarlierMedians, mediansOf } from "./medians.js";
import { type SortedMemory, sortedValues } from "./sorted-values.js";

/** Line powers over earlier files; see `relativeLines`. [channelIndex * lines + line] */
export interface EarlierLines extends Omit<EarlierMedians, "p16" | "p84"> {}

/** Median power at `channelIndex * frequencyMHz.length + bin`. */
interface MedianSpectra {
  frequencyMHz: Float64Array;
  p50: Float32Array | Float64Array;
}

const lineCount = lineFrequenciesMHz.length;

/** Starts medians over files, or goes on from those of some. */
export function startLines(
  detector: DetectorProfile,
  memory?: PoolMemory,
): Pool<MedianSpectra, EarlierLines> {
  const valueCount = detectorGroups(detector).indexCount * lineCount;
  const values = sortedValues(valueCount, memory as SortedMemory | undefined);
  const knownLines = (spectra: MedianSpectra, leftOut: LeftOut): Float64Array => {
    const relative = relativeLines({ spectra, detector });
    if (!leftOut) return relative;
    return relative.map((value, i) => (leftOut[Math.floor(i / lineCount)] ? Number.NaN : value));
  };
  return {
    add: (spectra, leftOut) => addKnown(values, knownLines(spectra, leftOut), null),
    drop: (spectra, leftOut) => dropKnown(values, knownLines(spectra, leftOut), null),
    earlier: () => mediansOf(values, valueCount),
    memory: values.memory,
  };
}

interface FileSpectra {
  spectra: MedianSpectra;
  detector: DetectorProfile;
}

/**
 * How far each watched line stands out from its channel's own spectrum: ln of its median power, less the
 * median of that over the lines. So neither the channel's noise nor the scale of the spectrum
 * matters; NaN where unknown. [channelIndex * lines + line]
 */
export function relativeLines(summary: FileSpectra): Float64Array {
  const known = kept.get(summary.spectra);
  if (known) return known;
  const lines = computeLines(summary);
  kept.set(summary.spectra, lines);
  return lines;
}

/** A file is in the references of many others: its lines are computed once. */
const kept = new WeakMap<MedianSpectra, Float64Array>();

function computeLines({ spectra, detector }: FileSpectra): Float64Array {
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
