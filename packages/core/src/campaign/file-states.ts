/** What has become of the files of a manifest so far. */
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Config } from "../config/config.js";
import { detectorOf } from "../detector/index.js";
import { LightDqmError } from "../errors.js";
import { readChannelStatus } from "../flow/channel-status.js";
import { reloadChecks } from "../judge/own/check-files.js";
import { storeDirectory } from "../pipeline/store-upkeep.js";
import { digestsOf, type FinishedReport, finishedReport } from "../report/finished.js";
import { pathOfFile } from "../store/address.js";
import { readSummary } from "../store/store.js";
import type { ManifestFile } from "./manifest.js";
import { hasShard, readFailure, shardPath } from "./shard.js";

/** What all files of a campaign have in common, read once. */
export interface Circumstances {
  config: Config;
  /** Codes by channel index, or null. */
  channelStatus: Int8Array | null;
  /** Of the files that settings name: see `digestsOf`. */
  digests: Readonly<Record<string, string>>;
}

/** @throws LightDqmError for a bad channel status file, and for own checks that cannot be read */
export async function circumstancesOf(config: Config): Promise<Circumstances> {
  const { channelStatusFile, detector, checks } = config;
  const channelStatus = channelStatusFile
    ? await readChannelStatus(channelStatusFile, detectorOf(detector))
    : null;
  await reloadChecks(checks);
  return { config, channelStatus, digests: await digestsOf(config) };
}

/**
 * `done`: its report exists; `computed`: its numbers wait for the reduce; `failed`: with the reason;
 * `missing`: nothing is known of it.
 */
export type FileState =
  | { state: "done"; report: FinishedReport }
  | { state: "computed" | "missing" }
  | { state: "failed"; error: LightDqmError };

export const fileStates = ["done", "computed", "failed", "missing"] as const;

/** What has become of a file: its report counts if the store holds its summary too. */
export async function fileState(
  file: ManifestFile,
  circumstances: Circumstances,
): Promise<FileState> {
  const report = await reportOf(file.path, circumstances);
  if (report) return { state: "done", report };
  const changed = await changeOf(file);
  if (changed) return { state: "failed", error: changed };
  const shard = shardPath(file, circumstances.config, circumstances.channelStatus);
  if (await hasShard(shard)) return { state: "computed" };
  const error = await readFailure(shard);
  return error ? { state: "failed", error } : { state: "missing" };
}

/** The report of a file with today's settings; null where it is missing, or its summary is. */
export async function reportOf(
  path: string,
  { config, channelStatus, digests }: Circumstances,
): Promise<FinishedReport | null> {
  const report = await finishedReport(path, config.outputDir, config, digests);
  if (!report) return null;
  try {
    const stored = await pathOfFile(storeDirectory(config), report.document);
    if (stored === null) return null;
    const summary = await readSummary(stored, { spectra: false, only: [] });
    return String(summary.channelStatus) === String(channelStatus) ? report : null;
  } catch {
    return null;
  }
}

/** A file as a manifest names it. @throws LightDqmError `not-found` */
export async function manifestFile(path: string): Promise<ManifestFile> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new LightDqmError("not-found", { what: "No such file", where: path }, { cause });
  });
  return { path, sizeBytes: found.size, mtimeMs: found.mtimeMs };
}

/** Why a file is not the one of the manifest any more; null where it is. */
export async function changeOf(file: ManifestFile): Promise<LightDqmError | null> {
  const found = await manifestFile(file.path).catch((error: LightDqmError) => error);
  if (found instanceof LightDqmError) return found;
  if (found.sizeBytes === file.sizeBytes && found.mtimeMs === file.mtimeMs) return null;
  const told = ({ sizeBytes, mtimeMs }: ManifestFile): string =>
    `${sizeBytes} bytes of ${new Date(mtimeMs).toISOString()}`;
  return new LightDqmError("bad-input", {
    what: "File changed since it was submitted",
    where: file.path,
    expected: told(file),
    got: `${told(found)} (submit ${basename(file.path)} again)`,
  });
}
