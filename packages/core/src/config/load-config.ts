/** The effective configuration: defaults < YAML file < flags. */
import { defaultDetector } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import type { Limits } from "../judge/check.js";
import { defaultLimits } from "../judge/limits.js";
import { badValue, unknownSetting } from "./bad-setting.js";
import type { Config } from "./config.js";
import { type Setting, settingOf, settingsFor } from "./settings.js";
import { numberFromText } from "./value-kinds.js";
import { parseYaml, readConfigFile, type YamlEntry } from "./yaml-file.js";

/** Where an effective value comes from. */
export type Origin = "default" | "file" | "flag";

export interface ConfigSources {
  /** Text of a YAML file. Without it, the file at `yamlPath` is read, if there is one. */
  yamlText?: string | undefined;
  /** Path of the YAML file; names it in errors. */
  yamlPath?: string | undefined;
  /** Flags as they were given, by setting key (`max-evts`), without dashes. */
  flags?: Readonly<Record<string, string>> | undefined;
  /** Limits as they were given to `--set`: `check.limit=value`. */
  limitFlags?: readonly string[] | undefined;
  /** Whose ADCs the values are for; without it the built-in one. */
  detector?: DetectorProfile | undefined;
}

export interface LoadedConfig {
  config: Config;
  /** By setting key; limits as `limits.check.limit`. */
  origin: Record<string, Origin>;
}

/** The configuration without a file and flags. A new object at each call. */
export function defaultConfig(): Config {
  return loadConfig({}).config;
}

/**
 * Makes the effective configuration.
 * @throws LightDqmError `bad-config` for an unknown key, a value that is not allowed (both name
 *   key, value, what is allowed and the nearest known key) and for bad YAML (file, line, column)
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const values: Record<string, unknown> = {};
  const limits: Limits = defaultLimits();
  const origin: Record<string, Origin> = {};
  const rows = settingsFor(sources.detector ?? defaultDetector);
  for (const setting of rows) {
    values[setting.field] = setting.default;
    origin[setting.key] = "default";
  }
  for (const [check, own] of Object.entries(limits)) {
    for (const limit of Object.keys(own)) origin[limitKey(check, limit)] = "default";
  }

  const assign = (key: string, value: unknown, where: string, from: Origin, shown = value) => {
    const setting = settingOf(key, rows);
    if (!setting) throw unknownKey(key, shown, where, rows);
    values[setting.field] = readValue(setting, value, where, shown);
    origin[key] = from;
  };
  const assignLimit = (
    check: string,
    limit: string,
    value: unknown,
    where: string,
    from: Origin,
  ) => {
    const name = `${check}.${limit}`;
    if (!Object.hasOwn(limits, check) || !Object.hasOwn(limits[check]!, limit)) {
      throw unknownLimit(name, value, where, limits);
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw badValue("limit", name, where, limitAllowed, value);
    }
    limits[check]![limit] = value;
    origin[limitKey(check, limit)] = from;
  };

  for (const entry of yamlEntries(sources)) {
    if (entry.key !== "limits") assign(entry.key, entry.value, entry.where, "file");
    else {
      for (const { check, limit, value, where } of nestedLimits(entry, limits)) {
        assignLimit(check, limit, value, where, "file");
      }
    }
  }
  for (const [key, given] of Object.entries(sources.flags ?? {})) {
    const value = settingOf(key, rows)?.kind.fromText(given) ?? given;
    assign(key, value, `--${key}`, "flag", given);
  }
  for (const given of sources.limitFlags ?? []) {
    const parts = /^([^.=]+)\.([^=]+)=(.*)$/.exec(given);
    if (!parts) throw badValue("flag", "--set", "--set", "check.limit=value", given);
    const [, check, limit, value] = parts;
    assignLimit(check!, limit!, numberFromText(value!.trim()), "--set", "flag");
  }
  // Every field has a row: the type of the configuration is made of them.
  return { config: { ...values, limits } as unknown as Config, origin };
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

function unknownKey(name: string, value: unknown, where: string, rows: readonly Setting[]) {
  return unknownSetting({
    noun: "setting",
    name,
    value,
    where,
    known: [...rows.map(({ key }) => key), "limits"],
    allowedOf: (key) => settingOf(key, rows)?.kind.allowed ?? "limits by check",
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
