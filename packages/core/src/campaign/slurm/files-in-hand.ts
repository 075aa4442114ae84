/** Which files a batch system works on already. */
import { basename, dirname } from "node:path";
import { isLightDqmError, LightDqmError } from "../../errors.js";
import { type Manifest, readManifest } from "../manifest.js";
import { manifestPathsIn } from "../status.js";
import { liveJobs, requireSlurm } from "./jobs.js";

/**
 * The files of the campaigns of an output directory that Slurm has in hand, by path.
 * @throws LightDqmError `not-found` without Slurm; `incompatible` where jobs are in hand whose manifest
 *   cannot be read, as that of another version: their files would be submitted twice
 */
export async function filesInHand(outputDir: string): Promise<Set<string>> {
  await requireSlurm();
  // Their directories bear their ids, also where a manifest cannot be read.
  const paths = await manifestPathsIn(outputDir);
  const pathOf = new Map(paths.map((path) => [basename(dirname(path)), path]));
  const jobs = (await liveJobs([...pathOf.keys()])) ?? [];
  const live = new Set(jobs.flatMap(({ campaign }) => pathOf.get(campaign) ?? []));
  const files = new Set<string>();
  for (const path of live)
    for (const file of (await manifestInHand(path)).files) files.add(file.path);
  return files;
}

async function manifestInHand(path: string): Promise<Manifest> {
  try {
    return await readManifest(path);
  } catch (cause) {
    if (!isLightDqmError(cause)) throw cause;
    const parts = {
      what: "Cannot tell which files Slurm has in hand",
      where: path,
      expected: "a manifest that can be read, as its jobs are still there: wait, or scancel them",
      got: cause.message,
    };
    throw new LightDqmError("incompatible", parts, { cause });
  }
}
