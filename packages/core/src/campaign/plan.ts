/** What of some inputs is still to be done. */
import { resolve } from "node:path";
import type { Config } from "../config/config.js";
import { LightDqmError } from "../errors.js";
import { ensureWritableDirectory } from "../files/output-files.js";
import { resolveInputs } from "../flow/discover.js";
import { circumstancesOf, fileState, manifestFile } from "./file-states.js";
import { type Manifest, type ManifestFile, manifestOf } from "./manifest.js";

export interface Plan {
  /** Files with a report. */
  doneCount: number;
  /** Files that a running campaign has in hand. */
  runningCount: number;
  /** Of the files that are left; null where there are none. */
  manifest: Manifest | null;
  /** Those of them whose numbers are not there yet, by path. */
  toCompute: ReadonlySet<string>;
}

/**
 * Looks which of some inputs lack a report with these settings.
 * @param inputs files and directories, absolute; none: the configured input directory
 * @param inHand paths of files that are being done already
 * @throws LightDqmError as `reportFiles`; `not-found` for an absent file; `bad-config` for `force`
 */
export async function planCampaign(
  inputs: readonly string[],
  config: Config,
  inHand: ReadonlySet<string>,
): Promise<Plan> {
  if (config.force)
    throw new LightDqmError("bad-config", {
      what: "Only missing reports are submitted",
      where: "force",
      expected: "no --force: another --output-dir makes all reports anew",
      got: "true",
    });
  await ensureWritableDirectory(resolve(config.outputDir));
  const found = await resolveInputs(inputs.length > 0 ? inputs : [config.inputPath], config);
  const circumstances = await circumstancesOf(config);
  const left: ManifestFile[] = [];
  const toCompute = new Set<string>();
  let [doneCount, runningCount] = [0, 0];
  for (const path of found.map((each) => resolve(each))) {
    const file = await manifestFile(path);
    const { state } = await fileState(file, circumstances);
    if (state === "done") doneCount++;
    else if (inHand.has(path)) runningCount++;
    else {
      left.push(file);
      if (state !== "computed") toCompute.add(path);
    }
  }
  const manifest = left.length > 0 ? manifestOf(config, left) : null;
  return { doneCount, runningCount, manifest, toCompute };
}
