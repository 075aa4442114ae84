/** The reports of many files. */
import { resolve } from "node:path";
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import { reloadChecks } from "../judge/own/check-files.js";
import { checkKnownFaults } from "../judge/states/known/known-faults.js";
import { readKnownFaults } from "../judge/states/known/read-known-faults.js";
import { filesBegun, hireCrew, jobsOf } from "./crew/crew.js";
import { inDataOrder, namesakesBefore } from "./data-order.js";
import { outcomesOf, type PipelineHooks, type ReportOutcome } from "./outcomes.js";
import { reportFile } from "./report-file.js";
import { staleReports } from "./stale/stale-reports.js";
import { compactWhenCrowded, storeDirectory } from "./store-upkeep.js";

/**
 * Makes the report of every input, judged one after another by the time of their data; with several
 * jobs, later files are read and earlier ones drawn meanwhile. What is written does not depend on the
 * number of jobs. A file that fails does not stop the batch.
 * @param inputs files and directories; none: the configured input directory
 * @throws LightDqmError for what concerns all files: no input, an output directory that cannot be
 *   written, a bad status file, bad known faults
 */
export async function reportFiles(
  inputs: string[],
  config: Config,
  { signal, ...hooks }: PipelineHooks = {},
): Promise<ReportOutcome[]> {
  const detector = detectorOf(config.detector);
  const found = await resolveInputs(inputs.length > 0 ? inputs : [config.inputPath], config);
  const channelStatus = config.channelStatusFile
    ? await readChannelStatus(config.channelStatusFile, detector)
    : null;
  await reloadChecks(config.checks);
  // Before hours of work; read again for each file, as people add rows meanwhile.
  if (config.knownFaultsFile)
    checkKnownFaults(await readKnownFaults(config.knownFaultsFile), detector);
  await ensureWritableDirectory(resolve(config.outputDir));
  await ensureWritableDirectory(storeDirectory(config));

  const paths = await inDataOrder(found, detector, signal);
  const upkeep = keeper(config, paths, { signal, ...hooks });
  let isOutdated = false;
  const onOutdated = (): void => void (isOutdated = true);
  const crew = await hireCrew(jobsOf(config, paths.length), { config, channelStatus });
  const sameName = namesakesBefore(paths);
  let outcomes: ReportOutcome[];
  try {
    outcomes = await outcomesOf(
      paths,
      { signal, ...hooks },
      async (index, { outcomeOf, ...work }) => {
        // Whether there is a report of this file, and how it is called, depends on them.
        if (sameName[index] !== undefined) await outcomeOf(sameName[index]);
        const context = { ...work, channelStatus, signal, onOutdated };
        return reportFile(paths[index]!, config, {
          ...context,
          work: crew.workOn(index),
          onStored: () => upkeep.afterFile(index),
        });
      },
      filesBegun(crew.jobs),
    );
    if (!signal?.aborted) await upkeep.atEnd();
  } finally {
    crew.end();
  }
  if (isOutdated) hooks.onOutdated?.();
  if (isOutdated && hooks.onStale) {
    const stale = await staleReports(config);
    if (stale.length > 0) hooks.onStale(stale.map(({ name }) => name));
  }
  return outcomes;
}

/** Packs the store after every so many files, and at the end. */
function keeper(config: Config, paths: readonly string[], { signal, ...hooks }: PipelineHooks) {
  /** Summaries since the store was last checked. */
  let written = 0;
  const check = async (index: number): Promise<void> => {
    written = 0;
    const input = paths[index]!;
    const at = { input, index, count: paths.length };
    await compactWhenCrowded(config, {
      signal,
      onProgress: () => hooks.onProgress?.({ ...at, phase: "packing the store", share: 1 }),
      onCompaction: hooks.onCompaction,
      note: (text) => hooks.onNote?.(input, text),
    });
  };
  return {
    /** While no other file is judged or stored. */
    async afterFile(index: number): Promise<void> {
      written++;
      if (written >= config.compactAbove) await check(index);
    },
    async atEnd(): Promise<void> {
      if (written > 0) await check(paths.length - 1);
    },
  };
}
