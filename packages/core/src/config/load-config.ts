/** The effective configuration: defaults < detector < YAML file < flags. */
import { dirname, resolve } from "node:path";
import { detectorOf } from "../detector/index.js";
import type { Limits } from "../judge/check.js";
import { defaultLimits } from "../judge/limits.js";
import { type CheckSource, checkTable } from "../judge/own/check-table.js";
import { absoluteDetector, absolutePaths } from "./absolute-paths.js";
import { badValue, unknownSetting } from "./bad-setting.js";
import type { Config } from "./config.js";
import { type Setting, settingOf, settings } from "./settings.js";
import { numberFromText } from "./value-kinds.js";
import { parseYaml, readConfigFile, type YamlEntry } from "./yaml-file.js";

/** Where an effective value comes from. */
export type Origin = "default" | "detector" | "file" | "flag";

export interface ConfigSources {
  /** Text of a YAML file. Without it, the file at `yamlPath` is read, if there is one. */
  yamlText?: string | undefined;
  /** Path of the YAML file; names it in errors. */
  yamlPath?: string | undefined;
  /** Flags as they were given, by setting key (`max-evts`), without dashes. */
  flags?: Readonly<Record<string, string>> | undefined;
  /** Limits as they were given to `--set`: `check.limit=value`. */
  limitFlags?: readonly string[] | undefined;
  /**
   * Directory that the paths of a detector's description and of own checks start from, where they are
   * not in a YAML file beside which these checks stand; default the working directory.
   */
  directory?: string | undefined;
}

export interface LoadedConfig {
  config: Config;
  /** By setting key; limits that are set as `limits.check.limit`. */
  origin: Record<string, Origin>;
}

/** The configuration without a file and flags. A new object at each call. */
export function defaultConfig(): Config {
  return loadConfig({}).config;
}

/**
 * Makes the effective configuration: defaults, then those of the detector, the file and the flags.
 * @throws LightDqmError `bad-config` for an unknown key, a value that is not allowed (both name
 *   key, value, what is allowed and the nearest known key), for bad YAML (file, line, column) and for
 *   own checks as `checkTable` says
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const values: Record<string, unknown> = {};
  const limits: Limits = {};
  const { directory = process.cwd(), yamlPath } = sources;
  const beside = yamlPath === undefined ? directory : dirname(resolve(directory, yamlPath));
  const origin: Record<string, Origin> = {};
  for (const setting of settings) {
    values[setting.field] = structuredClone(setting.default);
    origin[setting.key] = "default";
  }

  let thresholds: { where: string; shown: unknown } | undefined;
  const assign = (key: string, value: unknown, where: string, from: Origin, shown = value) => {
    const setting = settingOf(key);
    if (!setting) throw unknownKey(key, shown, where);
    const read = readValue(setting, value, where, shown);
    const isListed = setting.kind.names === "files";
    values[setting.field] = isListed
      ? absolutePaths(read as unknown[], from === "file" ? beside : directory)
      : read;
    if (setting.field === "ptps16bit") thresholds = { where, shown };
    origin[key] = from;
  };
  const assignLimit = (
    known: Limits,
    check: string,
    limit: string,
    value: unknown,
    where: string,
    from: Origin,
  ) => {
    const name = `${check}.${limit}`;
    if (!Object.hasOwn(known, check) || !Object.hasOwn(known[check]!, limit)) {
      throw unknownLimit(name, value, where, known);
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw badValue("limit", name, where, limitAllowed, value);
    }
    (limits[check] ??= {})[limit] = value;
    origin[limitKey(check, limit)] = from;
  };

  const entries = yamlEntries(sources);
  for (const entry of entries)
    if (entry.key !== "limits") assign(entry.key, entry.value, entry.where, "file");
  for (const [key, given] of Object.entries(sources.flags ?? {})) {
    const value = settingOf(key)?.kind.fromText(given) ?? given;
    assign(key, value, `--${key}`, "flag", given);
  }
  const known = defaultLimits(undefined, checkTable(values.checks as CheckSource[]));
  for (const entry of entries) {
    if (entry.key !== "limits") continue;
    for (const { check, limit, value, where } of nestedLimits(entry, known))
      assignLimit(known, check, limit, value, where, "file");
  }
  for (const given of sources.limitFlags ?? []) {
    const parts = /^([^.=]+)\.([^=]+)=(.*)$/.exec(given);
    if (!parts) throw badValue("flag", "--set", "--set", "check.limit=value", given);
    const [, check, limit, value] = parts;
    assignLimit(known, check!, limit!, numberFromText(value!.trim()), "--set", "flag");
  }
  // Every field has a row: the type of the configuration is made of them.
  const config = { ...values, limits } as unknown as Config;
  config.detector = absoluteDetector(config.detector, directory);
  const detector = detectorOf(config.detector);
  const own = detector.own?.thresholdAdc16;
  if (origin.ptps16bit === "default" && own !== undefined) {
    config.ptps16bit = [own];
    origin.ptps16bit = "detector";
  }
  const count = config.ptps16bit.length;
  if (thresholds && count !== 1 && count !== detector.adcCount) {
    const { where, shown } = thresholds;
    const allowed = `a non-negative number, or ${detector.adcCount} of them (one per ADC of ${detector.name})`;
    throw badValue("setting", "ptps16bit", where, allowed, shown);
  }
  return { config, origin };
}

function yamlEntries({ yamlText, yamlPath }: ConfigSources): YamlEntry[] {
  const given = yamlText ?? (yamlPath === undefined ? undefined : readConfigFile(yamlPath));
  return given === undefined ? [] : parseYaml(given, yamlPath ?? "configuration");
}

function readValue(setting: Setting, value: unknown, where: string, shown: unknown): unknown {
  const read = setting.kind.read(value);
  if (read === undefined)
    throw badValue("setting", setting.key, where, setting.kind.allowed, shown);
  return read;
}

function nestedLimits(entry: YamlEntry, limits: Limits) {
  if (!entry.entries) {
    throw badValue(
      "setting",
      "limits",
      entry.where,
      "limits by check: {check: {limit: number}}",
      entry.value,
    );
  }
  return entry.entries.flatMap((check) => {
    if (!check.entries) {
      if (!Object.hasOwn(limits, check.key)) {
        throw unknownLimit(check.key, check.value, check.where, limits);
      }
      throw badValue(
        "limit",
        check.key,
        check.where,
        "limits of the check: {limit: number}",
        check.value,
      );
    }
    return check.entries.map((limit) => ({
      check: check.key,
      limit: limit.key,
      value: limit.value,
      where: limit.where,
    }));
  });
}

const limitAllowed = "a number";

function limitKey(check: string, limit: string): string {
  return `limits.${check}.${limit}`;
}

function unknownKey(name: string, value: unknown, where: string) {
  return unknownSetting({
    noun: "setting",
    name,
    value,
    where,
    known: [...settings.map(({ key }) => key), "limits"],
    allowedOf: (key) => settingOf(key)?.kind.allowed ?? "limits by check",
  });
}

function unknownLimit(name: string, value: unknown, where: string, limits: Limits) {
  return unknownSetting({
    noun: "limit",
    name,
    value,
    where,
    known: Object.entries(limits).flatMap(([check, own]) =>
      Object.keys(own).map((limit) => `${check}.${limit}`),
    ),
    allowedOf: () => limitAllowed,
  });
}
