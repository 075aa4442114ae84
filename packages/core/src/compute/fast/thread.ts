/** One thread of the fast engine: its views of the memory and its kernels. */

import { planSpectra, type SpectrumPlan } from "../../numerics/fourier/power-spectrum.js";
import { type ValueLayout, valueLayout } from "../waveform-values.js";
import type { FastJob, ThreadMap } from "./job.js";
import { type KernelMemory, type KernelModule, type Kernels, kernelsOn } from "./kernels.js";
import { hasSimdTransform } from "./tables.js";

/** What the functions of the engine work on. */
export interface FastThread {
  job: FastJob;
  map: ThreadMap;
  kernels: Kernels;
  buffer: SharedArrayBuffer;
  bytes: Uint8Array;
  int16: Int16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  float32: Float32Array;
  float64: Float64Array;
  layout: ValueLayout;
  /** Transforms of lengths that the kernels have none for; null where they have. */
  plainSpectrum: SpectrumPlan | null;
}

/** Thread number `index` of a job. */
export function fastThread(
  job: FastJob,
  memory: KernelMemory,
  module: KernelModule,
  index: number,
): FastThread {
  const { buffer } = memory;
  return {
    job,
    map: job.plan.memory.threads[index]!,
    kernels: kernelsOn(module, memory),
    buffer,
    bytes: new Uint8Array(buffer),
    int16: new Int16Array(buffer),
    int32: new Int32Array(buffer),
    uint32: new Uint32Array(buffer),
    float32: new Float32Array(buffer),
    float64: new Float64Array(buffer),
    layout: valueLayout(job.selection),
    plainSpectrum: hasSimdTransform(job.sampleCount)
      ? null
      : planSpectra(job.spectrumScale, job.sampleCount, job.sampleNs),
  };
}
