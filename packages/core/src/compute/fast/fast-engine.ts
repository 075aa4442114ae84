/** The compute engine on SIMD kernels, threads and direct reads. */
import { availableParallelism } from "node:os";
import { detectorGroups } from "../../detector/groups.js";
import { railsOf } from "../../detector/profile.js";
import { type FlowDirectLayout, openDirect } from "../../flow/direct-read.js";
import type { OpenFlowFile } from "../../flow/flow-file.js";
import { keptProbabilities } from "../../numerics/quantile.js";
import type { FileNumbers, NumbersSettings } from "../../summary.js";
import { chosenEvents } from "../chosen-events.js";
import type { Engine, EngineHooks } from "../engine.js";
import { type EventSelection, selectionOf } from "../event-selection.js";
import { numbersOf } from "../numbers.js";
import { pacer } from "../pacing.js";
import { assertThresholds, plainEngine } from "../plain/plain-engine.js";
import { type RunAlone, runOnThreads } from "../threads/run-on-threads.js";
import { type ChannelDistributions, valueLayout } from "../waveform-values.js";
import { eventTaker } from "./fill.js";
import type { FastJob } from "./job.js";
import { borrowMemory, kernelModule, returnMemory } from "./kernels.js";
import { type PlanInput, planWork } from "./plan.js";
import { accumulatorsOf, darkSpectraOf, prepareMemory, spectraOf } from "./results.js";

/** How the fast engine works; none of it changes the numbers. */
export interface FastEngineSettings {
  /** Threads, the calling one among them; default: as many as the machine has cores. */
  threads?: number | undefined;
  /** About what may be held of waveforms and powers at once, in bytes; default 640 MiB. */
  memoryBytes?: number | undefined;
  /** Reads as h5wasm does, through the file's `readEvent`; default: directly where possible. */
  directReads?: boolean | undefined;
}

/** Sums of more samples do not fit the kernels' 32 bits. */
const mostSamples = 65535;

/** One thread is worth starting for as many waveforms: it takes 40 ms to start. */
const waveformsPerThread = 10_000;

/**
 * A fast engine. Its numbers are those of the plain engine; powers are computed in single
 * precision (relative errors: median ≤ 1e-6, worst ≤ 3e-3, where the plain engine has 1e-15).
 */
export function fastEngine(settings: FastEngineSettings = {}): Engine {
  return async (file, numbersSettings, hooks = {}) => {
    assertThresholds(file, numbersSettings);
    if (file.sampleCount > mostSamples) return plainEngine(file, numbersSettings, hooks);
    const threads = settings.threads ?? availableParallelism();
    const waveforms =
      Math.min(file.events.count, numbersSettings.maxEvts) *
      detectorGroups(file.detector).active.length;
    const worthwhile = Math.max(1, Math.ceil(waveforms / waveformsPerThread));
    return computeFast(file, numbersSettings, hooks, {
      ...settings,
      threads: Math.min(threads, worthwhile),
    });
  };
}

/** What `computeFast` does with exactly; see `FastEngineSettings`. */
export interface FastRun extends FastEngineSettings {
  threads: number;
  /** Quantiles of the spectra: one to three; the others stay NaN. */
  spectrumQuantiles?: readonly number[];
}

/** The fast engine with exactly so many threads. Waveforms have at most 65535 samples. */
export async function computeFast(
  file: OpenFlowFile,
  settings: NumbersSettings,
  hooks: EngineHooks,
  run: FastRun,
): Promise<FileNumbers> {
  const pace = pacer(hooks, file.path);
  await pace.rest(0);
  const chosen = await chosenEvents(file, settings.cut, pace);
  const selection = selectionOf(file.events, chosen, settings);
  const access =
    run.directReads === false
      ? { layout: null, reason: "not wanted" }
      : openDirect(file, selection.events);
  try {
    const job = jobOf(file, settings, run, selection, access.layout);
    const memory = borrowMemory(job.plan.memory.bytes);
    prepareMemory(job, memory, file);
    const distributions: [number, ChannelDistributions][] = [];
    await runOnThreads(
      { job, memory, module: kernelModule() },
      pace,
      hooks.signal,
      readingAlone(file),
      (result) => {
        result?.channels.forEach((ofChannel, channel) => {
          distributions.push([result.firstIndex + channel, ofChannel]);
        });
      },
    );
    const numbers = numbersOf(file, {
      selection,
      layout: valueLayout(selection),
      accumulators: accumulatorsOf(job, memory),
      distributions,
      spectra: spectraOf(job, memory),
      darkP50: darkSpectraOf(job, memory),
      thresholdAdc16: job.thresholdAdc16,
    });
    returnMemory(memory);
    await pace.rest(1);
    return numbers;
  } finally {
    if (access.layout) access.close();
  }
}

/** Half of what one computation may take on the machines of the control room. */
const defaultMemoryBytes = 640 * 2 ** 20;

/** The work on a file as plain data. */
function jobOf(
  file: OpenFlowFile,
  settings: NumbersSettings,
  run: FastRun,
  selection: EventSelection,
  direct: FlowDirectLayout | null,
): FastJob {
  const { detector, events, sampleCount } = file;
  const { indexCount, active, adcOf } = detectorGroups(detector);
  const probabilities = run.spectrumQuantiles ?? keptProbabilities;
  const planned: PlanInput = {
    canSlice: direct !== null && direct.filters.length === 0,
    threads: run.threads,
    channels: active.filter((channelIndex) =>
      selection.events.some((event) => events.valid[event * indexCount + channelIndex] === 1),
    ),
    indexCount,
    channelCount: detector.channelCount,
    sampleCount,
    selectedCount: selection.events.length,
    valueBytes: 8 * valueLayout(selection).perChannel,
    spectrumCount: selection.spectrumPositions.length,
    probabilityCount: probabilities.length,
    memoryBytes: run.memoryBytes ?? defaultMemoryBytes,
  };
  return {
    plan: planWork(planned),
    indexCount,
    sampleCount,
    sampleNs: detector.sampleNs,
    spectrumScale: settings.spectrumScale,
    probabilities,
    thresholdAdc16: Float64Array.from(adcOf, (adc) => settings.thresholdAdc16[adc]!),
    rails: railsOf(detector),
    selection,
    direct,
  };
}

/** Filling through the open file, which only the calling thread can do. */
function readingAlone(file: OpenFlowFile): RunAlone {
  const { adcCount, channelCount } = file.detector;
  const waveforms = new Int16Array(adcCount * channelCount * file.sampleCount);
  const bytes = new Uint8Array(waveforms.buffer);
  return (phase, own) => {
    if (phase.kind !== "fill" || own.job.direct) return null;
    const takeEvent = eventTaker(own, own.job.plan.passes[phase.pass]!);
    return function* (task) {
      for (const { positions } of phase.tasks[task]!.chunks)
        for (const position of positions) {
          file.readEvent(own.job.selection.events[position]!, waveforms);
          takeEvent(position, bytes);
          yield;
        }
      return null;
    };
  };
}
