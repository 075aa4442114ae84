/** Flags of the settings, made from their table. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { type LoadedConfig, loadConfig } from "../config/load-config.js";
import { type Setting, settings } from "../config/settings.js";
import { flag } from "../config/value-kinds.js";
import { readConfigFile } from "../config/yaml-file.js";
import { optionOf, setFlag } from "./flag.js";

/**
 * Adds `--config` and flags of settings to a command.
 * @param keys the settings; without it all of them, and `--set`
 */
export function addSettingFlags(command: Command, keys?: readonly string[]): Command {
  const add = (flags: string, help: string, group: string): Command =>
    command.addOption(new Option(flags, help).helpGroup(`${group}:`));
  add("--config <file>", "YAML file of settings; flags override it", "Settings");
  if (!keys) command.addOption(optionOf("set", setFlag).helpGroup("Settings:"));
  for (const setting of settings) {
    if (keys && !keys.includes(setting.key)) continue;
    add(flagText(setting), describeFlag(setting), setting.group);
  }
  return command;
}

/** Flags that may stand alone or with `true` or `false`, without dashes. */
const booleanFlags: ReadonlySet<string> = new Set(
  settings.filter(({ kind }) => kind === flag).map(({ key }) => key),
);

/**
 * Command lines in one form: underscores in a flag's name become dashes, and a boolean flag takes the
 * word after it only if that is true or false.
 */
export function normalArguments(argv: readonly string[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const given = argv[i]!;
    if (given === "--") return [...result, ...argv.slice(i)];
    const parts = /^--([a-z][\w-]*)(=.*)?$/i.exec(given);
    if (!parts) {
      result.push(given);
      continue;
    }
    const name = parts[1]!.replaceAll("_", "-");
    let value = parts[2] ?? "";
    if (value === "" && booleanFlags.has(name)) {
      value = /^(true|false)$/i.test(argv[i + 1] ?? "") ? `=${argv[++i]}` : "=true";
    }
    result.push(`--${name}${value}`);
  }
  return result;
}

/**
 * The effective configuration of a command whose flags were parsed.
 * @param cwd directory that `--config` starts from
 * @throws LightDqmError `bad-config`
 */
export function configOf(options: Readonly<Record<string, unknown>>, cwd: string): LoadedConfig {
  const flags: Record<string, string> = {};
  for (const { key, field } of settings) {
    const given = options[field];
    if (typeof given === "string") flags[key] = given;
  }
  const file = options.config as string | undefined;
  return loadConfig({
    directory: cwd,
    yamlPath: file,
    yamlText: file === undefined ? undefined : readConfigFile(resolve(cwd, file)),
    flags,
    limitFlags: options.set as string[] | undefined,
  });
}

function flagText({ key, kind }: Setting): string {
  return kind === flag ? `--${key} [${kind.placeholder}]` : `--${key} <${kind.placeholder}>`;
}

function describeFlag({ help, kind, default: value }: Setting): string {
  const plain = kind.toPlain(value);
  const shown = plain === "" ? "none" : String(plain);
  const hint = kind.hint === "" ? "" : `${kind.hint}; `;
  return `${help} (${hint}default ${shown})`;
}
