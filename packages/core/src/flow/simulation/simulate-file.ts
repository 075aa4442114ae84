/** Simulated FLOW files in the producer's exact layout, with planted faults. */
import { copyFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { dune2x2 } from "../../detector/dune-2x2.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { isLightDqmError, LightDqmError } from "../../errors.js";
import { assetUrl } from "../../files/assets.js";
import { ensureWritableDirectory } from "../../files/output-files.js";
import { fileStem } from "../file-name.js";
import { waveformsPath } from "../flow-layout.js";
import { type Hdf5, type Hdf5File, loadHdf5 } from "../hdf5/h5wasm.js";
import {
  type ChannelFaults,
  faultsByChannel,
  type SimulatedFault,
  type SimulationTruth,
  truthOfFaults,
} from "./faults.js";
import { randomSource } from "./random.js";
import { resizeForEvents, writeEventRows, writeReferences } from "./rows.js";
import { waveformSource } from "./waveforms.js";

export type { ChannelAddress, SimulatedFault, SimulationTruth } from "./faults.js";

/** What to simulate. */
export interface SimulationSpec {
  /** Events in the file, 0 or more. */
  eventCount: number;
  /** Samples of a waveform; default 1000. */
  sampleCount?: 600 | 1000;
  /** With `trig_type` and one time an ADC (default), or without and one time a channel. */
  typed?: boolean;
  /** Compressed as the producer does at level 4; default raw, which is much faster. */
  gzip?: boolean;
  /** Decides everything random in this file. */
  seed: number;
  /** Decides baselines and noise of the channels: the same for all files of a detector. */
  detectorSeed?: number;
  /** Time of the first event, milliseconds UTC. */
  startMs?: number;
  /** Time between events; default 1200 ms. */
  eventSpacingMs?: number;
  /** Share of beam triggers, 0…1; default a third. */
  beamShare?: number;
  faults?: readonly SimulatedFault[];
}

/** How a running simulation can be followed and ended. */
export interface SimulationHooks {
  signal?: AbortSignal | undefined;
  /** Share of the events written, 0…1. */
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
  const truth = truthOfFaults(spec.faults ?? []);
  const truthPath = join(dirname(path), `${fileStem(path)}.truth.json`);
  const [partial, partialTruth] = [partialName(path), partialName(truthPath)];
  try {
    await ensureWritableDirectory(dirname(path));
    await copyFile(templatePath(spec), partial);
    await fillTemplate(partial, spec, hooks);
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

async function fillTemplate(
  path: string,
  spec: SimulationSpec,
  hooks: SimulationHooks,
): Promise<void> {
  const detector = dune2x2;
  const faults = faultsByChannel(spec.faults ?? [], detector);
  const isBeam = beamPattern(spec);
  const { startMs = defaultStartMs, eventSpacingMs = 1200, eventCount } = spec;
  const hdf5 = await loadHdf5();
  const file = hdf5.open(path, "append");
  try {
    if (eventCount > 0) {
      resizeForEvents(file, eventCount);
      writeEventRows(hdf5, file, isBeam, { startMs, eventSpacingMs }, detector, faults);
      writeReferences(hdf5, file, eventCount);
      await writeWaveforms(hdf5, file, spec, isBeam, faults, detector, hooks);
    }
  } finally {
    file.close();
  }
}

async function writeWaveforms(
  hdf5: Hdf5,
  file: Hdf5File,
  spec: SimulationSpec,
  isBeam: readonly boolean[],
  faults: readonly ChannelFaults[],
  detector: DetectorProfile,
  { signal, onProgress }: SimulationHooks,
): Promise<void> {
  const { sampleCount = 1000, seed, detectorSeed = defaultDetectorSeed } = spec;
  const fill = waveformSource(detector, faults, { sampleCount, seed, detectorSeed });
  const samples = new Int16Array(detector.adcCount * detector.channelCount * sampleCount);
  const row = hdf5.allocate(samples.byteLength);
  try {
    for (const [event, beam] of isBeam.entries()) {
      if (event % 16 === 0) await nextTurn();
      if (signal?.aborted) throw new LightDqmError("interrupted", { what: "Interrupted" });
      fill(event, beam, samples);
      row.view().set(new Uint8Array(samples.buffer));
      file.writeRows(waveformsPath, event, 1, row);
      onProgress?.((event + 1) / isBeam.length);
    }
  } finally {
    row.free();
  }
}

/** Beam triggers spread evenly; their number is the rounded share, their phase random. */
function beamPattern({ eventCount, beamShare = 1 / 3, seed }: SimulationSpec): boolean[] {
  const phase = randomSource(seed ^ 0x5eed).uniform();
  const beamsBefore = (event: number): number => Math.floor(event * beamShare + phase);
  return Array.from({ length: eventCount }, (_, i) => beamsBefore(i + 1) > beamsBefore(i));
}

function templatePath({ typed = true, sampleCount = 1000, gzip = false }: SimulationSpec): string {
  const name = `${typed ? "typed" : "untyped"}-${sampleCount}-${gzip ? "gzip" : "raw"}.hdf5`;
  return fileURLToPath(assetUrl(`flow-templates/${name}`));
}

const partialName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.partial`);

/** 5 November 2025. */
const defaultStartMs = 1_762_300_000_000;
const defaultDetectorSeed = 2024;
