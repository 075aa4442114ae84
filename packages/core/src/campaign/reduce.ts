/** The reduce of a campaign: from the numbers of all tasks to reports, one after another in data time. */
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { detectorOf } from "../detector/index.js";
import { LightDqmError, throwIfInterrupted } from "../errors.js";
import { keepRenewing, type Lock, takeLock } from "../files/lock.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { checkKnownFaults } from "../judge/states/known/known-faults.js";
import { readKnownFaults } from "../judge/states/known/read-known-faults.js";
import { filesBegun, hireCrew, jobsOf } from "../pipeline/crew/crew.js";
import type { FileWork } from "../pipeline/crew/file-work.js";
import { inDataOrder, namesakesBefore } from "../pipeline/data-order.js";
import {
  outcomesOf,
  type PipelineHooks,
  type ReportOutcome,
  type WorkHooks,
} from "../pipeline/outcomes.js";
import { type FileReport, reportFile, skipped } from "../pipeline/report-file.js";
import { staleReports } from "../pipeline/stale/stale-reports.js";
import { compactWhenCrowded, storeDirectory } from "../pipeline/store-upkeep.js";
import { changeOf, circumstancesOf, reportOf } from "./file-states.js";
import { campaignsDirectory, type Manifest } from "./manifest.js";
import { readFailure, readShard, removeShards, shardPath } from "./shard.js";

/**
 * Reports every file of a manifest whose numbers are there, as `reportFiles` would have done on one
 * machine, and takes these numbers away. A file without them is an outcome `failed`, with the reason that
 * its task has told. Done twice, it finds everything done. Of two reduces in an output directory, one
 * waits for the other.
 * @throws LightDqmError for what concerns all files, as `reportFiles`; `interrupted` while it waits;
 *   `output` where another has taken over, as after this one was suspended
 */
export async function reduceCampaign(
  manifest: Manifest,
  hooks: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const { config } = manifest;
  await ensureWritableDirectory(campaignsDirectory(config.outputDir));
  await ensureWritableDirectory(storeDirectory(config));
  const lock = await waitForLock(config.outputDir, hooks);
  const lost = new AbortController();
  const endRenewing = keepRenewing(lock, () => lost.abort(takenOver(config.outputDir)));
  const signal = AbortSignal.any([lost.signal, ...(hooks.signal ? [hooks.signal] : [])]);
  try {
    return await reduceLocked(manifest, { ...hooks, signal }).finally(() =>
      lost.signal.throwIfAborted(),
    );
  } finally {
    endRenewing();
    await lock.release();
  }
}

const takenOver = (outputDir: string): LightDqmError =>
  new LightDqmError("output", {
    what: "Cannot go on with the reduce",
    where: lockPath(outputDir),
    expected: "no other reduce in this output directory",
    got: "another that has taken over while this one was silent",
  });

async function reduceLocked(
  { config, files }: Manifest,
  hooks: PipelineHooks,
): Promise<ReportOutcome[]> {
  const { signal } = hooks;
  const detector = detectorOf(config.detector);
  const circumstances = await circumstancesOf(config);
  if (config.knownFaultsFile)
    checkKnownFaults(await readKnownFaults(config.knownFaultsFile), detector);
  const fileOf = new Map(files.map((file) => [file.path, file]));
  const paths = await inDataOrder([...fileOf.keys()], detector, signal);
  const shardOf = (path: string): string =>
    shardPath(fileOf.get(path)!, config, circumstances.channelStatus);
  const numbers: FileWork["numbers"] = async (path, { onProgress }) => {
    onProgress(0);
    const changed = await changeOf(fileOf.get(path)!);
    if (changed) throw changed;
    const summary = await readShard(shardOf(path));
    if (!summary) throw (await readFailure(shardOf(path))) ?? noNumbers(path);
    return summary;
  };
  let isOutdated = false;
  const onOutdated = (): void => void (isOutdated = true);
  const sameName = namesakesBefore(paths);
  const { channelStatus } = circumstances;
  const crew = await hireCrew(jobsOf(config, paths.length), { config, channelStatus });
  const report = async (
    index: number,
    { outcomeOf, ...hooksOfFile }: WorkHooks,
  ): Promise<FileReport> => {
    // Whether there is a report of this file, and how it is called, depends on them.
    if (sameName[index] !== undefined) await outcomeOf(sameName[index]);
    const path = paths[index]!;
    const before = await reportOf(path, circumstances);
    if (before) return skipped(before);
    return reportFile(path, config, {
      ...hooksOfFile,
      ...{ channelStatus, signal, onOutdated },
      work: { ...crew.workOn(index), numbers },
      onStored: async () => {},
    });
  };
  const outcomes = await outcomesOf(paths, hooks, report, filesBegun(crew.jobs)).finally(crew.end);
  const reported = outcomes.filter(({ state }) => state !== "failed");
  await removeShards(reported.map(({ input }) => shardOf(input)));
  if (reported.length > 0 && !signal?.aborted)
    await compactWhenCrowded(config, {
      signal,
      onProgress: () => {},
      onCompaction: hooks.onCompaction,
      note: (text) => hooks.onNote?.(storeDirectory(config), text),
    });
  const stale = isOutdated ? await staleReports(config) : [];
  if (stale.length > 0) hooks.onStale?.(stale.map(({ name }) => name));
  return outcomes;
}

function noNumbers(path: string): LightDqmError {
  return new LightDqmError("not-found", {
    what: "No numbers of the file",
    where: path,
    expected: "those that its map task leaves, with the settings as they are now",
    got: `none: the task did not end, or did not run (submit ${basename(path)} again)`,
  });
}

/** A reduce on another machine that was silent for so long has ended. */
const silentMs = 300_000;
const lookMs = 2_000;

const lockPath = (outputDir: string): string => join(campaignsDirectory(outputDir), "reduce.lock");

async function waitForLock(
  outputDir: string,
  { signal, onNote }: Pick<PipelineHooks, "signal" | "onNote">,
): Promise<Lock> {
  const path = lockPath(outputDir);
  const kind = { what: "Cannot reduce", staleMs: silentMs };
  for (let look = 0; ; look++) {
    const lock = await takeLock(path, kind);
    if (lock) return lock;
    if (look === 0) onNote?.(path, "waiting for another reduce in this output directory");
    await sleep(lookMs, undefined, { signal }).catch(() => {});
    throwIfInterrupted(signal);
  }
}
