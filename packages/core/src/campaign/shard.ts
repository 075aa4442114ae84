/**
 * Shards: the numbers of one file each, between the task that computed them and the reduce that stores
 * and judges them. They hold all that the numbers are, also what a store does not keep. A shard is named
 * for what it was made of, so that a task that runs twice, or another campaign with the same file, finds it.
 */
import { access, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Config } from "../config/config.js";
import { numbersSettings } from "../config/numbers-settings.js";
import { detectorOf } from "../detector/index.js";
import { type ErrorCode, type ErrorParts, LightDqmError } from "../errors.js";
import { canonicalJson } from "../files/canonical-json.js";
import { contentOf, withHash } from "../files/checked-file.js";
import { ensureWritableDirectory, writeOutputFiles } from "../files/output-files.js";
import { sha256 } from "../files/sha256.js";
import type { FileSummary } from "../summary.js";
import { softwareVersion } from "../version.js";
import { campaignsDirectory, type ManifestFile } from "./manifest.js";

/** Why the numbers of a file could not be computed. */
export interface Failure {
  code: ErrorCode;
  parts: ErrorParts;
}

/** Path of the shard of a file as it stands in a manifest. @param channelStatus codes by channel, or null */
export function shardPath(
  { path, sizeBytes, mtimeMs }: ManifestFile,
  config: Config,
  channelStatus: Int8Array | null,
): string {
  const detector = detectorOf(config.detector);
  const settings = numbersSettings(config, detector);
  const status = channelStatus && [...channelStatus];
  const madeOf = [softwareVersion, path, sizeBytes, mtimeMs, settings, detector, status];
  const name = `${sha256(canonicalJson(madeOf)).slice(0, 20)}.shard`;
  return join(campaignsDirectory(config.outputDir), "numbers", name);
}

const failurePath = (path: string): string => `${path}.failed.json`;

/** Writes a shard whole or not at all, and takes away what is told of an earlier failure. */
export async function writeShard(
  path: string,
  summary: FileSummary,
  signal?: AbortSignal,
): Promise<void> {
  const bytes = withHash(serialize(summary));
  await ensureWritableDirectory(dirname(path));
  await writeOutputFiles([{ path, bytes }], signal);
  await rm(failurePath(path), { force: true });
}

/** Whether there is a shard; `readShard` tells whether it is sound. */
export const hasShard = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * The numbers of a shard; null where there is none.
 * @throws LightDqmError `bad-input` for one that cannot be read, and for a damaged one, which is removed
 *   so that the next map computes it again
 */
export async function readShard(path: string): Promise<FileSummary | null> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw unreadable(path, { got: cause.message }, cause);
  });
  if (!bytes) return null;
  try {
    return summaryIn(bytes, path);
  } catch (error) {
    await removeShards([path]).catch(() => {});
    throw error;
  }
}

function summaryIn(bytes: Buffer, path: string): FileSummary {
  const body = contentOf(bytes);
  if (!body) {
    const got = `${bytes.length} bytes with another`;
    throw unreadable(path, { expected: "its SHA-256", got });
  }
  try {
    return deserialize(body) as FileSummary;
  } catch (cause) {
    throw unreadable(path, { expected: "a summary", got: (cause as Error).message }, cause);
  }
}

function unreadable(
  where: string,
  found: Pick<ErrorParts, "expected" | "got">,
  cause?: unknown,
): LightDqmError {
  const what = "Cannot read the numbers that a map left";
  return new LightDqmError("bad-input", { what, where, ...found }, { cause });
}

/** Keeps why a file failed, for the reduce to tell. */
export async function writeFailure(path: string, { code, parts }: LightDqmError): Promise<void> {
  const failure: Failure = { code, parts };
  await ensureWritableDirectory(dirname(path));
  await writeOutputFiles([{ path: failurePath(path), bytes: `${JSON.stringify(failure)}\n` }]);
}

/** Why a file failed; null where nothing is told. */
export async function readFailure(path: string): Promise<LightDqmError | null> {
  try {
    const { code, parts } = JSON.parse(await readFile(failurePath(path), "utf8")) as Failure;
    return new LightDqmError(code, parts);
  } catch {
    return null;
  }
}

/** Removes shards, what is told of failures, and what killed tasks left of them half written. */
export async function removeShards(paths: readonly string[]): Promise<void> {
  const [first] = paths;
  if (first === undefined) return;
  const directory = dirname(first);
  const names = new Set(paths.map((path) => basename(path)));
  const found = await readdir(directory).catch(() => []);
  const own = found.filter((name) => names.has(/^\.?(\w+\.shard)/.exec(name)?.[1] ?? ""));
  for (const name of own) await rm(join(directory, name), { force: true });
}
