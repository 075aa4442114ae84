/** Simulated FLOW files in the producer's exact layout, with planted faults. */
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type DetectorProfile, railsOf } from "../../detector/profile.js";
import { isLightDqmError, LightDqmError } from "../../errors.js";
import { ensureWritableDirectory } from "../../files/output-files.js";
import { fileStem } from "../file-name.js";
import { waveformsPath } from "../flow-layout.js";
import { type Hdf5, type Hdf5File, loadHdf5 } from "../hdf5/h5wasm.js";
import { beamShareOf } from "./conditions.js";
import { withState } from "./detector-state.js";
import {
  type ChannelFaults,
  faultsByChannel,
  type SimulationTruth,
  truthOfFaults,
} from "./faults.js";
import { randomSource } from "./random.js";
import { resizeForEvents, writeEventRows, writeReferences } from "./rows.js";
import { type SimulationSpec, simulationDefaults, type WholeSpec } from "./spec.js";
import { emptyFlowFile } from "./template.js";
import { waveformSource } from "./waveforms.js";

/** How a running simulation can be followed and ended. */
export interface SimulationHooks {
  signal?: AbortSignal | undefined;
  /** Fraction of the events written, 0…1. */
  onProgress?: ((share: number) => void) | undefined;
}

/**
 * Writes a FLOW file, and beside it `<stem>.truth.json` with the planted faults. Event by event, so
 * memory does not grow with the file; under a temporary name until it is complete. The same
 * specification gives the same data.
 * @throws LightDqmError `bad-config` for a fault where the detector has no channel; `output` where
 *   the file cannot be written; `interrupted`
 */
export async function simulateFlowFile(
  path: string,
  spec: SimulationSpec,
  hooks: SimulationHooks = {},
): Promise<SimulationTruth> {
  const whole: WholeSpec = { ...simulationDefaults(), ...spec };
  const { detector, sampleCount, typed, gzip, faults } = whole;
  const truth = truthOfFaults(faults);
  const truthPath = join(dirname(path), `${fileStem(path)}.truth.json`);
  const [partial, partialTruth] = [partialName(path), partialName(truthPath)];
  try {
    await ensureWritableDirectory(dirname(path));
    const channelFaults = withState(faultsByChannel(faults, detector), whole.state);
    await writeFile(partial, await emptyFlowFile(detector, sampleCount, typed, gzip));
    await writeEvents(partial, whole, channelFaults, hooks);
    await writeFile(partialTruth, `${JSON.stringify(truth)}\n`);
    await rename(partialTruth, truthPath);
    await rename(partial, path);
    return truth;
  } catch (cause) {
    await Promise.all([partial, partialTruth].map((each) => rm(each, { force: true })));
    if (isLightDqmError(cause)) throw cause;
    const got = cause instanceof Error ? cause.message : String(cause);
    const parts = { what: "Simulated file cannot be written", where: path, got };
    throw new LightDqmError("output", parts, { cause });
  }
}

async function writeEvents(
  path: string,
  spec: WholeSpec,
  channelFaults: readonly ChannelFaults[],
  hooks: SimulationHooks,
): Promise<void> {
  if (spec.eventCount === 0) return;
  const isBeam = beamPattern(spec);
  const hdf5 = await loadHdf5();
  const file = hdf5.open(path, "append");
  try {
    resizeForEvents(file, spec.eventCount);
    writeEventRows(hdf5, file, isBeam, spec, channelFaults);
    writeReferences(hdf5, file, spec.eventCount);
    await writeWaveforms(hdf5, file, spec, isBeam, channelFaults, hooks);
  } finally {
    file.close();
  }
}

async function writeWaveforms(
  hdf5: Hdf5,
  file: Hdf5File,
  spec: WholeSpec,
  isBeam: readonly boolean[],
  channelFaults: readonly ChannelFaults[],
  { signal, onProgress }: SimulationHooks,
): Promise<void> {
  const fill = waveformSource(spec, channelFaults);
  const { detector, sampleCount, typed } = spec;
  const samples = new Int16Array(channelFaults.length * sampleCount);
  const row = hdf5.allocate(samples.byteLength + (typed ? channelFaults.length : 0));
  try {
    for (const [event, beam] of isBeam.entries()) {
      if (event % 16 === 0) await nextTurn();
      if (signal?.aborted) throw new LightDqmError("interrupted", { what: "Interrupted" });
      fill(event, beam, samples);
      row.view().set(new Uint8Array(samples.buffer));
      if (typed) row.view().set(clippedFlags(samples, sampleCount, detector), samples.byteLength);
      file.writeRows(waveformsPath, event, 1, row);
      onProgress?.((event + 1) / isBeam.length);
    }
  } finally {
    row.free();
  }
}

/** 1 where a waveform reaches the upper rail. [channelIndex] */
function clippedFlags(
  samples: Int16Array,
  sampleCount: number,
  detector: DetectorProfile,
): Uint8Array {
  const [, upper] = railsOf(detector);
  const isClipped = (_: unknown, channelIndex: number): number => {
    const end = (channelIndex + 1) * sampleCount;
    for (let i = end - sampleCount; i < end; i++) if (samples[i]! >= upper) return 1;
    return 0;
  };
  return Uint8Array.from({ length: samples.length / sampleCount }, isClipped);
}

/** Beam triggers spread evenly; their number is the rounded fraction, their phase random. */
function beamPattern({ eventCount, seed, ...spec }: WholeSpec): boolean[] {
  const beamShare = beamShareOf(spec.conditions, spec.beamShare);
  const phase = randomSource(seed ^ 0x5eed).uniform();
  const beamsBefore = (event: number): number => Math.floor(event * beamShare + phase);
  return Array.from({ length: eventCount }, (_, i) => beamsBefore(i + 1) > beamsBefore(i));
}

const partialName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
