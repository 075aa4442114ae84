/** The map of a campaign: the numbers of the files of one chunk, each a shard of its own. */
import type { Config } from "../config/config.js";
import { asLightDqmError, type LightDqmError } from "../errors.js";
import { summarizeFile } from "../pipeline/one-file.js";
import { type Chunk, filesOfChunk } from "./chunks.js";
import { changeOf, circumstancesOf, fileState } from "./file-states.js";
import type { Manifest, ManifestFile } from "./manifest.js";
import { shardPath, writeFailure, writeShard } from "./shard.js";

/** What became of one file of a chunk. */
export interface MappedFile {
  input: string;
  /** `skipped`: its numbers, or its report, were there already. */
  state: "done" | "skipped" | "failed";
  error?: LightDqmError;
  seconds: number;
}

export interface MapHooks {
  signal?: AbortSignal | undefined;
  /** @param share of the file's work that is done, 0…1 */
  onProgress?: (input: string, index: number, count: number, share: number) => void;
  /** Called with what became of each file. */
  onFile?: (file: MappedFile) => void;
}

/**
 * Computes the numbers of a chunk's files and leaves them for the reduce. It may be killed at any time
 * and run again: what is there is not computed again. A file that fails does not stop the others.
 * @throws LightDqmError `interrupted`; what concerns all files: a bad channel status file, an output
 *   directory that cannot be written
 */
export async function mapChunk(
  manifest: Manifest,
  chunk: Chunk,
  { signal, onProgress, onFile }: MapHooks = {},
): Promise<MappedFile[]> {
  const { config } = manifest;
  const circumstances = await circumstancesOf(config);
  const { channelStatus } = circumstances;
  const files = filesOfChunk(manifest.files, chunk);
  const mapped: MappedFile[] = [];
  for (const [index, file] of files.entries()) {
    const input = file.path;
    const shard = shardPath(file, config, channelStatus);
    const startedMs = performance.now();
    let became: Pick<MappedFile, "state" | "error">;
    const told = (share: number): void => onProgress?.(input, index, files.length, share);
    told(0);
    try {
      const { state } = await fileState(file, circumstances);
      const isThere = state === "done" || state === "computed";
      if (!isThere) await compute(file, shard, config, channelStatus, signal, told);
      became = { state: isThere ? "skipped" : "done" };
    } catch (cause) {
      const error = asLightDqmError(cause, "compute", { what: "Processing failed", where: input });
      if (error.code === "interrupted" || error.code === "output") throw error;
      await writeFailure(shard, error);
      became = { state: "failed", error };
    }
    const done = { input, ...became, seconds: (performance.now() - startedMs) / 1000 };
    mapped.push(done);
    onFile?.(done);
  }
  return mapped;
}

async function compute(
  file: ManifestFile,
  shard: string,
  config: Config,
  channelStatus: Int8Array | null,
  signal: AbortSignal | undefined,
  onProgress: (share: number) => void,
): Promise<void> {
  const summary = await summarizeFile(file.path, config, channelStatus, { signal, onProgress });
  const changed = await changeOf(file);
  if (changed) throw changed;
  await writeShard(shard, summary, signal);
}
