import { existsSync } from "node:fs";
import type { Config } from "../../../config/config.js";
import { LightDqmError } from "../../../errors.js";
import { storeDirectory } from "../../../pipeline/store-upkeep.js";

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
