/** The frequency domain of the fast engine: waveforms in memory → powers → quantiles by bin. */

import type { SpectrumPlan } from "../../numerics/fourier/power-spectrum.js";
import { quantilesInPlace } from "../../numerics/quantile.js";
import { writeWantedQuantiles } from "./tables.js";
import type { FastThread } from "./thread.js";

/** The column of the first event that is not dark: rows are padded to multiples of eight. */
export const columnAfter = (darkCount: number): number => 8 * Math.ceil(darkCount / 8);

/** The powers of one channel in some bins, [bin][column], and their quantiles. */
export interface PowerRows {
  /** Transforms the waveforms whose addresses are given, to columns `first`… of the rows. */
  transform(addresses: readonly number[], first: number): void;
  /**
   * Ends transforming and writes, for some of the bins, the quantiles of `count` events, and the
   * median of the dark ones: they have the columns up to `darkCount`, the others those from
   * `columnAfter(darkCount)` on.
   */
  quantiles(count: number, darkCount: number, channelIndex: number, from: number, to: number): void;
}

/**
 * Rows for bins firstBin … endBin−1, in the thread's memory; quantiles go to the shared memory.
 * One channel at a time.
 */
export function powerRows(thread: FastThread, firstBin: number, endBin: number): PowerRows {
  return thread.plainSpectrum
    ? plainRows(thread, thread.plainSpectrum, firstBin, endBin)
    : simdRows(thread, firstBin, endBin);
}

function simdRows(thread: FastThread, firstBin: number, endBin: number): PowerRows {
  const { job, map, kernels, buffer, uint32, float32 } = thread;
  const { rowBytes, memory } = job.plan;
  const { plan, unpacking, factors } = memory.tables;
  const view = new DataView(buffer);
  const binCount = Math.floor(job.sampleCount / 2) + 1;
  const { probabilities } = job;

  const transform: PowerRows["transform"] = (addresses, first) => {
    const at = map.addresses / 4;
    for (let i = 0; i < addresses.length; i += 4) {
      // Lanes beyond the last waveform repeat it; what comes after overwrites what they write.
      for (let lane = 0; lane < 4; lane++)
        uint32[at + lane] = addresses[Math.min(i + lane, addresses.length - 1)]!;
      const column = map.powers + 4 * (first + i);
      kernels.powerOfFour(
        map.addresses,
        plan,
        unpacking,
        map.work,
        column,
        rowBytes,
        firstBin,
        endBin,
      );
    }
  };
  const quantiles: PowerRows["quantiles"] = (count, darkCount, channelIndex, from, to) => {
    const otherCount = count - darkCount;
    const padFrom = otherCount === 0 ? darkCount : columnAfter(darkCount) + otherCount;
    const wanted = probabilities.map((probability) => ({ probability, count, padFrom }));
    const median = probabilities.indexOf(0.5);
    const isSame = otherCount === 0 && median >= 0;
    if (darkCount > 0 && !isSame)
      wanted.push({ probability: 0.5, count: darkCount, padFrom: darkCount });
    writeWantedQuantiles(view, map.wanted, wanted);
    const first = 4 * (channelIndex * binCount + from);
    const outRowBytes = 4 * job.indexCount * binCount;
    kernels.rowQuantiles(
      map.powers + (from - firstBin) * rowBytes,
      to - from,
      rowBytes,
      map.wanted,
      wanted.length,
      memory.compression,
      map.scratch,
      factors + 4 * from,
      memory.spectra + first,
      outRowBytes,
    );
    if (!isSame) return;
    const same = (memory.spectra + median * outRowBytes + first) / 4;
    float32.copyWithin((memory.darkSpectra + first) / 4, same, same + to - from);
  };
  return { transform, quantiles };
}

/** For lengths that the kernels have no transform of: double precision, on the thread's own heap. */
function plainRows(
  thread: FastThread,
  spectrum: SpectrumPlan,
  firstBin: number,
  endBin: number,
): PowerRows {
  const { job, int16, float32 } = thread;
  const { binCount, sampleCount } = spectrum;
  const room = columnAfter(job.selection.spectrumPositions.length) + 8;
  const power = new Float64Array(binCount);
  const rows = new Float64Array((endBin - firstBin) * room);

  const transform: PowerRows["transform"] = (addresses, first) => {
    addresses.forEach((address, i) => {
      const start = address / 2;
      spectrum.write(int16.subarray(start, start + sampleCount), 0, power, 0, 1);
      for (let bin = firstBin; bin < endBin; bin++)
        rows[(bin - firstBin) * room + first + i] = power[bin]!;
    });
  };
  const quantiles: PowerRows["quantiles"] = (count, darkCount, channelIndex, from, to) => {
    for (let bin = from; bin < to; bin++) {
      const first = (bin - firstBin) * room;
      const [dark] = quantilesInPlace(rows, first, darkCount, [0.5]);
      float32[job.plan.memory.darkSpectra / 4 + channelIndex * binCount + bin] = dark!;
      rows.copyWithin(first + darkCount, first + columnAfter(darkCount), first + room);
      const ofBin = quantilesInPlace(rows, first, count, job.probabilities);
      ofBin.forEach((value, i) => {
        const at = job.plan.memory.spectra / 4 + i * job.indexCount * binCount;
        float32[at + channelIndex * binCount + bin] = value;
      });
    }
  };
  return { transform, quantiles };
}
