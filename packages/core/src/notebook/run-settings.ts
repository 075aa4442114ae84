/** Settings as a cell gives them: checked, with defaults and absolute paths. */
import { withAbsolutePaths } from "../config/absolute-paths.js";
import { badValue } from "../config/bad-setting.js";
import type { Config } from "../config/config.js";
import { loadConfig } from "../config/load-config.js";
import { settings as settingRows } from "../config/settings.js";
import { LightDqmError } from "../errors.js";
import type { Limits } from "../judge/check.js";
import type { KnownLimits } from "../judge/checks/index.js";
import type { CheckSource } from "../judge/own/check-table.js";

/**
 * Settings of a run: any of the command line's, replacing its defaults. One that is undefined keeps
 * its default. Own checks are rows, or paths of files of them.
 */
export type RunSettings = {
  [Field in keyof Omit<Config, "limits" | "checks">]?: Config[Field] | undefined;
} & {
  /** By check and limit: those of `light-dqm checks`, which complete, and those of own checks. */
  limits?: KnownLimits & Limits;
  checks?: CheckSource | readonly CheckSource[];
};

/** The directory of relative paths: that of the command, else the kernel's. */
export function startDirectory(): string {
  return process.env.LIGHT_DQM_START_DIRECTORY ?? process.cwd();
}

/**
 * The configuration with these settings.
 * @throws LightDqmError `bad-config` for an unknown setting or a value that is not allowed
 */
export function configWith(given: RunSettings, base: Config = defaultsFor(given)): Config {
  const { limits: changed, checks: own = base.checks, ...others } = given;
  const set = Object.entries(others).filter(([, value]) => value !== undefined);
  const values = Object.fromEntries(
    set.map(([name, value]) => [name, checkedValue(name, value, base)]),
  );
  const limits = mergedLimits(base.limits, changed);
  const checks = [own].flat();
  return withAbsolutePaths({ ...base, ...values, limits, checks }, startDirectory());
}

function checkedValue(name: string, value: unknown, base: Config): unknown {
  const setting = settingRows.find(({ field }) => field === name);
  if (!setting)
    throw new LightDqmError("bad-config", {
      what: "Unknown setting",
      where: `{ ${name} }`,
      expected: Object.keys(base).join(", "),
    });
  const read = setting.kind.read(value);
  if (read === undefined)
    throw badValue("setting", name, `{ ${name} }`, setting.kind.allowed, value);
  return read;
}

/** The defaults, with those of the detector that is named. */
function defaultsFor({ detector }: RunSettings): Config {
  const flags: Record<string, string> = detector === undefined ? {} : { detector };
  return loadConfig({ flags, directory: startDirectory() }).config;
}

/** Limits with some of them changed. */
export function mergedLimits(base: Limits, changed: Limits = {}): Limits {
  const names = Object.keys({ ...base, ...changed });
  return Object.fromEntries(names.map((name) => [name, { ...base[name], ...changed[name] }]));
}
