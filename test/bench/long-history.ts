/**
 * A store with a long history, made cheaply: of many files the notes alone are their own, and their
 * bytes are those of one summary. All readers of a report take it as it is; SQL and compaction do not,
 * as its parts have no tables.
 */
import { writeFile } from "node:fs/promises";
import type { Config } from "../../packages/core/src/config/config.js";
import { startWatch } from "../../packages/core/src/judge/start-watch.js";
import { filesBefore } from "../../packages/core/src/pipeline/files-before.js";
import { storeDirectory } from "../../packages/core/src/pipeline/store-upkeep.js";
import { saveSeen } from "../../packages/core/src/pipeline/watch-after.js";
import { watchSettingsOf } from "../../packages/core/src/pipeline/watch-settings.js";
import type { FileNote } from "../../packages/core/src/store/file-note.js";
import { decodeProvenance } from "../../packages/core/src/store/parquet/summary-parquet.js";
import {
  makeCompactedDirectory,
  partPath,
  publishManifest,
  readManifest,
  writeSyncedJson,
} from "../../packages/core/src/store/parts/manifest.js";
import { writeSummary } from "../../packages/core/src/store/store.js";
import { runName } from "../../packages/core/src/store/store-paths.js";
import { bufferOf, noteOf, readStoredBytes } from "../../packages/core/src/store/stored-files.js";
import type { FileSummary } from "../../packages/core/src/summary.js";

const stepMs = 600_000;

/** Files of one run: as many as a day has. */
const filesOfRun = 100;

/**
 * Fills a store with files that come before a summary, one every ten minutes: the last ones single,
 * all others in parts of 1,000.
 */
export async function writeLongHistory(
  store: string,
  summary: FileSummary,
  fileCount: number,
  { singleCount, filesPerPart = 1000 }: { singleCount: number; filesPerPart?: number },
): Promise<void> {
  const packedCount = fileCount - singleCount;
  const earlier = (n: number): FileSummary => {
    const firstMs = summary.time!.firstMs - (fileCount - n) * stepMs;
    const input = {
      ...summary.input,
      name: `earlier_${String(n).padStart(6, "0")}.FLOW.hdf5`,
      run: Math.floor(n / filesOfRun),
      subRun: n % filesOfRun,
      eventsHash: n.toString(16).padStart(64, "0"),
    };
    return { ...summary, input, time: { firstMs, lastMs: firstMs + stepMs } };
  };
  let template: { bytes: Uint8Array; note: FileNote } | null = null;
  for (let n = packedCount; n < fileCount; n++) {
    const path = await writeSummary(store, earlier(n));
    if (template) continue;
    const bytes = await readStoredBytes(path);
    const provenance = await decodeProvenance(bufferOf(bytes), path);
    template = { bytes, note: noteOf(provenance, "") };
  }
  await makeCompactedDirectory(store);
  const parts = [];
  for (let first = 0; first < packedCount; first += filesPerPart) {
    const part = `part-${first.toString(16).padStart(16, "0")}`;
    const count = Math.min(filesPerPart, packedCount - first);
    const { bytes, note } = template!;
    const files = Array.from({ length: count }, (_, index) => {
      const { input, time } = earlier(first + index);
      const { name, run, subRun, eventsHash } = input;
      const address = `${runName(run)}/${name.split(".")[0]}~${(first + index).toString(16).padStart(8, "0")}`;
      const place = { part, index, offset: 0, byteCount: bytes.length };
      return { ...note, address, input: { name, run, subRun, eventsHash }, time, place };
    });
    await writeFile(partPath(store, part, "pack"), bytes);
    await writeSyncedJson(partPath(store, part, "json"), { files });
    parts.push({ name: part, fileCount: count });
  }
  if (parts.length > 0) await publishManifest(store, await readManifest(store), parts);
}

/**
 * Saves what reports would remember after all files before a summary, of which just a few are read.
 * @param config its store has such a history
 */
export async function rememberLongHistory(config: Config, summary: FileSummary): Promise<void> {
  const store = storeDirectory(config);
  const how = await watchSettingsOf(config);
  const before = await filesBefore(store, summary, config, how);
  const watch = startWatch(how);
  for (let n = 0; n < 40; n++)
    watch.pass({ ...summary, input: { ...summary.input, name: `earlier_${n}` } });
  const [own] = Object.values(watch.memory().detectors);
  own!.files.count = before.fileCount;
  const { value: last } = await before.latestFirst().next();
  await saveSeen(store, before.chain, before, last!, { watch, missing: [] });
}
