/** Where the store of a configuration is, and keeping it fast for years of files. */
import { join, resolve } from "node:path";
import type { Config } from "../config/config.js";
import { asLightDqmError } from "../errors.js";
import { type Compaction, compactIfCrowded } from "../store/parts/compact.js";

/** Directory of the persisted summaries: the named one, else `store` in the output directory. */
export function storeDirectory(config: Pick<Config, "store" | "outputDir">): string {
  return resolve(config.store ?? join(config.outputDir, "store"));
}

/** Hooks of the upkeep. */
export interface UpkeepHooks {
  signal: AbortSignal | undefined;
  /** Called while files are packed. */
  onProgress: () => void;
  /** Called when files have been packed, with the time it took. */
  onCompaction: ((done: Compaction, seconds: number) => void) | undefined;
  /** Gets what went wrong; reports are not affected. */
  note: (text: string) => void;
}

/** Packs the store where it holds more single files than `compactAbove`. Never throws. */
export async function compactWhenCrowded(
  config: Config,
  { signal, onProgress, onCompaction, note }: UpkeepHooks,
): Promise<void> {
  if (config.compactAbove === 0) return;
  const store = storeDirectory(config);
  const startedMs = performance.now();
  try {
    const { compactAbove, keepSpectra } = config;
    const done = await compactIfCrowded(store, compactAbove, { keepSpectra, signal, onProgress });
    if (done && done.files > 0) onCompaction?.(done, (performance.now() - startedMs) / 1000);
  } catch (cause) {
    const parts = { what: "Packing failed", where: store };
    note(`the store was not packed: ${asLightDqmError(cause, "output", parts).message}`);
  }
}
