/** The configuration that a report's document records. */
import { canonicalJson } from "../files/canonical-json.js";
import { defaultLimits } from "../judge/limits.js";
import { checkTable } from "../judge/own/check-table.js";
import type { Config } from "./config.js";
import { loadConfig } from "./load-config.js";
import { settingOf } from "./settings.js";

/**
 * The configuration that a record was made from: see `plainConfig`. What this version does not know is
 * left out, what the record does not have is as by default.
 * @throws LightDqmError `bad-config` for a value that is not allowed, and for own checks that cannot be
 *   read any more
 */
export function recordedConfig(recorded: Readonly<Record<string, unknown>>): Config {
  const files = settingOf("checks")!.kind.read(recorded.checks ?? "none") as string[] | undefined;
  const known = defaultLimits(undefined, checkTable(files ?? []));
  const limits = (recorded.limits ?? {}) as Record<string, Record<string, number>>;
  const knownLimits = Object.fromEntries(
    Object.entries(limits)
      .filter(([check]) => check in known)
      .map(([check, own]) => [
        check,
        Object.fromEntries(Object.entries(own).filter(([limit]) => limit in known[check]!)),
      ]),
  );
  const settings = Object.entries(recorded).filter(([key]) => settingOf(key) !== undefined);
  const plain = { ...Object.fromEntries(settings), limits: knownLimits };
  // JSON is YAML.
  return loadConfig({ yamlText: canonicalJson(plain), yamlPath: "the recorded configuration" })
    .config;
}
