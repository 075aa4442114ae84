/** How campaigns are: what of their files is done, and what runs. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { asLightDqmError, LightDqmError } from "../errors.js";
import { circumstancesOf, type FileState, fileState } from "./file-states.js";
import { campaignsDirectory, type Manifest, manifestName, readManifest } from "./manifest.js";
import type { LiveJob } from "./slurm/jobs.js";

export interface CampaignStatus {
  manifest: Manifest;
  path: string;
  /** Of each file, in the order of the manifest. */
  files: readonly (FileState & { input: string })[];
  /** Null where there is no Slurm, or where it does not answer. */
  jobs: readonly LiveJob[] | null;
}

/** A campaign of which nothing can be told, and why. */
export interface UnknownCampaign {
  /** Of its manifest, which the error names. */
  path: string;
  error: LightDqmError;
}

export interface FoundManifests {
  manifests: { path: string; manifest: Manifest }[];
  /** Those of a directory that cannot be read. */
  unknown: UnknownCampaign[];
}

/**
 * The manifests that a path names, the latest last.
 * @param path of a manifest, or of a directory of reports
 * @throws LightDqmError `not-found` where there is none; as `readManifest` for the one named
 */
export async function manifestsAt(path: string): Promise<FoundManifests> {
  const found = await stat(path).catch(() => null);
  if (found && !found.isDirectory())
    return { manifests: [{ path, manifest: await readManifest(path) }], unknown: [] };
  const paths = await manifestPathsIn(path);
  if (paths.length === 0)
    throw new LightDqmError("not-found", {
      what: "No campaign",
      where: path,
      expected: "a manifest, or a directory of reports with campaigns",
      got: found ? "a directory without any" : "nothing of that name",
    });
  const all: FoundManifests = { manifests: [], unknown: [] };
  for (const each of paths)
    await readManifest(each).then(
      (manifest) => all.manifests.push({ path: each, manifest }),
      (error) => all.unknown.push(unknownCampaign(each, error)),
    );
  return all;
}

export function unknownCampaign(path: string, cause: unknown): UnknownCampaign {
  const about = { what: "Cannot tell how a campaign is", where: path };
  const error = asLightDqmError(cause, "bad-input", about);
  if (error.parts.where === path) return { path, error };
  const named = new LightDqmError(error.code, { ...about, got: error.message }, { cause });
  return { path, error: named };
}

/** Those in a directory of reports, the latest last. */
export async function manifestPathsIn(outputDir: string): Promise<string[]> {
  const directory = campaignsDirectory(outputDir);
  const names = await readdir(directory).catch(() => []);
  const dated: [path: string, ms: number][] = [];
  for (const name of names) {
    const path = join(directory, name, manifestName);
    const found = await stat(path).catch(() => null);
    if (found) dated.push([path, found.mtimeMs]);
  }
  return dated.sort(([, a], [, b]) => a - b).map(([path]) => path);
}

/** How a campaign is. @param live what Slurm has in hand, of any campaign */
export async function campaignStatus(
  path: string,
  manifest: Manifest,
  live: readonly LiveJob[] | null,
): Promise<CampaignStatus> {
  const circumstances = await circumstancesOf(manifest.config);
  const files: (FileState & { input: string })[] = [];
  for (const file of manifest.files)
    files.push({ input: file.path, ...(await fileState(file, circumstances)) });
  return {
    manifest,
    path,
    files,
    jobs: live?.filter(({ campaign }) => campaign === manifest.id) ?? null,
  };
}
