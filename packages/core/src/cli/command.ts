/** Commands as rows: what each is called, what its help says, its flags, and what it does. */
import type { Command } from "commander";
import { withAbsolutePaths } from "../config/absolute-paths.js";
import type { Config } from "../config/config.js";
import { choice } from "../config/value-kinds.js";
import { type Flags, flagWithDefault, optionOf, type ValuesOf } from "./flag.js";
import type { CliIo } from "./io.js";
import { type Log, logFormats } from "./log.js";
import { addSettingFlags, configOf } from "./setting-flags.js";

/** What commands work with. */
export interface CommandContext {
  io: CliIo;
  /** In lines for people, or for programs with `--log json`, which every command has. */
  log: Log;
  /** Status that the program ends with, unless the command throws. */
  setStatus(status: number): void;
  /** The configuration that the options give, with absolute paths. */
  configFor(options: Options): Config;
}

/** What was given, by field: flags as they were read, settings as text. */
export type Options = Readonly<Record<string, unknown>>;

interface Words {
  name: string;
  /** One line, in the list of commands. */
  summary: string;
  description: string;
  /** What stands below the flags: examples. */
  help?: string;
}

/** A command. */
export interface CommandRow extends Words {
  /** As `<file>` or `[files...]`, with what they are. */
  arguments?: readonly (readonly [name: string, help: string])[];
  flags: Flags;
  /** The settings that it has as flags too, by key. */
  settings?: "all" | readonly string[];
  /** @param args in the order of `arguments` */
  run(context: CommandContext, args: string[], options: Options): void | Promise<void>;
}

/** A command that only holds others. */
export interface CommandGroup extends Words {
  commands: readonly AnyCommand[];
  /** Whether `help` is one of them. */
  hasHelpCommand: boolean;
}

export type AnyCommand = CommandRow | CommandGroup;

/** A row whose action knows the types of its flags. */
export function command<Given extends Flags>(
  row: Omit<CommandRow, "flags" | "run"> & {
    flags: Given;
    run(
      context: CommandContext,
      args: string[],
      options: ValuesOf<Given> & Options,
    ): void | Promise<void>;
  },
): CommandRow {
  return row as CommandRow;
}

/** What commands work with in this process. */
export function commandContext(
  io: CliIo,
  log: Log,
  setStatus: (status: number) => void,
): CommandContext {
  const configFor = (options: Options): Config =>
    withAbsolutePaths(configOf(options, io.cwd).config, io.cwd);
  return { io, log, setStatus, configFor };
}

/** Of every command; `main` reads it before anything else, so that mistakes are told in it too. */
const logFlag = flagWithDefault(
  choice(logFormats, "format"),
  "messages on stderr: text, or JSON lines",
  "text",
);

/** Adds a command to the one above it. */
export function addCommand(parent: Command, row: AnyCommand, context: CommandContext): void {
  const added = parent.command(row.name).summary(row.summary).description(row.description);
  if ("commands" in row) {
    added.helpCommand(row.hasHelpCommand);
    for (const each of row.commands) addCommand(added, each, context);
  } else {
    const { flags, settings } = row;
    for (const [name, help] of row.arguments ?? []) added.argument(name, help);
    for (const [field, flag] of Object.entries({ ...flags, log: flags.log ?? logFlag }))
      added.addOption(optionOf(field, flag));
    if (settings) addSettingFlags(added, settings === "all" ? undefined : settings);
    const absent = Object.fromEntries(
      Object.entries(flags).map(([field, flag]) => [field, flag.absent]),
    );
    added.action((...given: unknown[]) =>
      row.run(context, given.slice(0, -2).flat() as string[], { ...absent, ...added.opts() }),
    );
  }
  if (row.help) added.addHelpText("after", row.help);
}
