import { existsSync } from "node:fs";
import type { Config } from "../../../config/config.js";
import { LightDqmError } from "../../../errors.js";
import { storeDirectory } from "../../../pipeline/store-upkeep.js";
import type { CliIo } from "../../io.js";
import type { Log } from "../../log.js";

/** What every command below `light-dqm history` works with. */
export interface HistoryContext {
  io: CliIo;
  log: Log;
  setStatus: (status: number) => void;
  /** The configuration with absolute paths. */
  configFor: (options: Record<string, unknown>) => Config;
}

/** The store's directory, which has to exist: an empty answer would look like an empty store. */
export function existingStore(config: Config): string {
  const store = storeDirectory(config);
  if (existsSync(store)) return store;
  throw new LightDqmError("not-found", {
    what: "No such store",
    where: store,
    expected: "the directory of a store (--store, or store in --output-dir)",
    got: "nothing there",
  });
}
