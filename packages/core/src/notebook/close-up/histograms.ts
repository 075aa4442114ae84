/** Histograms of a channel beside those of others, in fewer bins than are kept. */
import {
  type Binning,
  binEdges,
  type Histogram,
  mergeHistograms,
} from "../../numerics/histogram.js";

/** What a panel shows of a histogram. */
export interface CoarseHistogram {
  /** Ascending, in ADC16 counts; one more than counts. */
  edges: Float64Array;
  counts: Float64Array;
}

/**
 * So many kept bins as one, on a grid that is the same for all histograms; counts divided by the
 * number of channels that they are of.
 */
export function coarser(
  { firstBin, counts }: Histogram,
  binsPerBin: number,
  binning: Binning,
  channelCount = 1,
): CoarseHistogram {
  const first = Math.floor(firstBin / binsPerBin);
  const end = Math.floor((firstBin + counts.length - 1) / binsPerBin) + 1;
  const merged = new Float64Array(end - first);
  counts.forEach((count, i) => {
    merged[Math.floor((firstBin + i) / binsPerBin) - first]! += count / channelCount;
  });
  const fine = {
    firstBin: first * binsPerBin,
    counts: new Uint32Array((end - first) * binsPerBin),
  };
  const edges = binEdges(fine, binning).filter((_, i) => i % binsPerBin === 0);
  return { edges, counts: merged };
}

/** Bins of a panel, about. */
const mostBins = 40;

/** How many kept bins make one of a panel, so that it has about 40: 1, 2, 5, 10, 20, … */
export function binsPerBin(histograms: readonly (Histogram | null)[]): number {
  const span = mergeHistograms(histograms)?.counts.length ?? 0;
  let size = 1;
  for (let k = 0; span / size > mostBins; k++) size *= k % 3 === 1 ? 2.5 : 2;
  return size;
}
