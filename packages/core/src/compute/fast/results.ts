/** The memory of the fast engine before the work, and what was gathered there afterwards. */
import { detectorGroups } from "../../detector/groups.js";
import type { OpenFlowFile } from "../../flow/flow-file.js";
import { spectrumFrequenciesMHz } from "../../numerics/fourier/power-spectrum.js";
import { keptProbabilities } from "../../numerics/quantile.js";
import type { Accumulator } from "../accumulator.js";
import { validBit } from "../flags/flag-bits.js";
import type { Gathered } from "../numbers.js";
import { accumulatorOf } from "./features.js";
import type { FastJob } from "./job.js";
import type { KernelMemory } from "./kernels.js";
import { hasSimdTransform, writeCompression, writeSpectrumTables } from "./tables.js";

/** Fills what the threads find in the memory: valid flags, "unknown" everywhere else, tables. */
export function prepareMemory(job: FastJob, memory: KernelMemory, file: OpenFlowFile): void {
  const { buffer } = memory;
  const map = job.plan.memory;
  const { indexCount, sampleCount, selection } = job;
  const { active } = detectorGroups(file.detector);
  const accumulators = accumulatorsOf(job, memory);
  const { bits, written } = accumulators[0]!;
  bits.fill(0);
  written.fill(0);
  selection.events.forEach((event, position) => {
    for (const i of active)
      if (file.events.valid[event * indexCount + i] === 1)
        bits[position * indexCount + i] = validBit;
  });
  const binCount = Math.floor(sampleCount / 2) + 1;
  const spectrumLength = job.probabilities.length * indexCount * binCount;
  new Float32Array(buffer, map.spectra, spectrumLength).fill(Number.NaN);
  darkSpectraIn(job, memory).fill(Number.NaN);
  for (const { extremes, integrals, jump } of accumulators) {
    extremes.fill(Number.NaN);
    integrals.fill(0);
    jump.fill(-1);
  }
  writeCompression(buffer, map.compression);
  if (hasSimdTransform(sampleCount))
    writeSpectrumTables(buffer, map.tables, job.spectrumScale, sampleCount, job.sampleNs);
}

/** Median powers of dark waveforms of a job that is done. */
export function darkSpectraOf(job: FastJob, memory: KernelMemory): Gathered["darkP50"] {
  return darkSpectraIn(job, memory).slice();
}

function darkSpectraIn({ plan, indexCount, sampleCount }: FastJob, { buffer }: KernelMemory) {
  const binCount = Math.floor(sampleCount / 2) + 1;
  return new Float32Array(buffer, plan.memory.darkSpectra, indexCount * binCount);
}

/** One per thread. */
export function accumulatorsOf(job: FastJob, { buffer }: KernelMemory): Accumulator[] {
  return job.plan.memory.threads.map((map) => accumulatorOf({ job, map, buffer }, map.values));
}

/** The spectra of a job that is done. */
export function spectraOf(job: FastJob, { buffer }: KernelMemory): Gathered["spectra"] {
  const { indexCount, sampleCount, sampleNs, probabilities } = job;
  const frequencyMHz = spectrumFrequenciesMHz(sampleCount, sampleNs);
  const length = indexCount * frequencyMHz.length;
  const copy = (probability: number): Float32Array => {
    const i = probabilities.indexOf(probability);
    if (i < 0) return new Float32Array(length).fill(Number.NaN);
    const first = job.plan.memory.spectra + 4 * i * length;
    return new Float32Array(buffer, first, length).slice();
  };
  const [p16, p50, p84] = keptProbabilities.map(copy) as [Float32Array, Float32Array, Float32Array];
  return { scale: job.spectrumScale, frequencyMHz, p16, p50, p84 };
}
