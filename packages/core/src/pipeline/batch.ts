/** The reports of many files, one after another. */
import { resolve } from "node:path";
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { resolveInputs } from "../flow/discover.js";
import { reloadChecks } from "../judge/own/check-files.js";
import { checkKnownFaults } from "../judge/states/known-faults.js";
import { readKnownFaults } from "../judge/states/read-known-faults.js";
import { inDataOrder } from "./data-order.js";
import { reportFile } from "./one-file.js";
import { outcomesOf, type PipelineHooks, type ReportOutcome } from "./outcomes.js";
import { staleReports } from "./stale/stale-reports.js";
import { compactWhenCrowded, storeDirectory } from "./store-upkeep.js";

/**
 * Makes the report of every input, one after another by the time of their data. A file that fails
 * does not stop the batch.
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
  /** Summaries since the store was last checked. */
  let written = 0;
  let isOutdated = false;
  const onOutdated = (): void => void (isOutdated = true);
  const outcomes = await outcomesOf(
    paths,
    { signal, ...hooks },
    (index, work) =>
      reportFile(paths[index]!, config, { ...work, channelStatus, signal, onOutdated }),
    async ({ input, state }, index) => {
      const isLast = index === paths.length - 1;
      if (state === "done") written++;
      if (written === 0 || !(isLast || written >= config.compactAbove)) return;
      written = 0;
      const at = { input, index, count: paths.length };
      await compactWhenCrowded(config, {
        signal,
        onProgress: () => hooks.onProgress?.({ ...at, phase: "packing the store", share: 1 }),
        onCompaction: hooks.onCompaction,
        note: (text) => hooks.onNote?.(input, text),
      });
    },
  );
  if (isOutdated) {
    const stale = await staleReports(config);
    if (stale.length > 0) hooks.onStale?.(stale.map(({ name }) => name));
  }
  return outcomes;
}
