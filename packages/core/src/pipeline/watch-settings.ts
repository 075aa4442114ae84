/** How a configuration has files watched. */
import type { Config } from "../config/config.js";
import { readAcceptances } from "../history/accepted-file.js";
import { checkTable } from "../judge/own/check-table.js";
import { readKnownFaults } from "../judge/states/known/read-known-faults.js";
import type { WatchSettings } from "../judge/watch.js";
import { storeDirectory } from "./store-upkeep.js";

/**
 * The settings of a watch, with the known faults and what people have accepted.
 * @throws LightDqmError `bad-config` for own checks, `bad-config` or `not-found` for the file of known
 *   faults, `bad-input` for that of accepted changes
 */
export async function watchSettingsOf(config: Config): Promise<WatchSettings> {
  const { limits, falseAlarms, falseDiscoveryRate, ncomp, excludeBad, runType } = config;
  const { knownFaultsFile } = config;
  return {
    checks: checkTable(config.checks),
    ...{ limits, falseAlarms, falseDiscoveryRate, ncomp, excludeBad, runType },
    knownFaults: knownFaultsFile ? await readKnownFaults(knownFaultsFile) : [],
    acceptances: await readAcceptances(storeDirectory(config)),
  };
}
