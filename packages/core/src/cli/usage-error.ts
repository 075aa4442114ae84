/** What commander complains about, worded as every other error of the package. */
import type { Command, CommanderError } from "commander";
import { badValue, unknownSetting } from "../config/bad-setting.js";
import { settingOf } from "../config/settings.js";
import { LightDqmError } from "../errors.js";

/** A mistake on the command line as a LightDqmError `bad-config`. */
export function usageError(
  error: CommanderError,
  program: Command,
  argv: readonly string[],
): LightDqmError {
  const command = commandOf(program, argv);
  const message = error.message.replace(/^error: /, "").split("\n")[0]!;
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? "";
  const where = fullName(command);
  if (error.code === "commander.unknownOption") {
    const [name, own] = split(quoted);
    const next = argv[argv.indexOf(quoted) + 1];
    const flags = new Map(
      command
        .createHelp()
        .visibleOptions(command)
        .map((o) => [o.long ?? o.flags, o.description]),
    );
    return unknownSetting({
      noun: "flag",
      name,
      value: own ?? (next?.startsWith("-") ? undefined : next),
      where,
      known: [...flags.keys()],
      allowedOf: (flag) => settingOf(flag.slice(2))?.kind.allowed ?? flags.get(flag) ?? "",
    });
  }
  if (error.code === "commander.unknownCommand") {
    return unknownSetting({
      noun: "command",
      name: quoted,
      value: undefined,
      where,
      known: command.commands.map((sub) => sub.name()),
      allowedOf: (name) => command.commands.find((sub) => sub.name() === name)?.summary() ?? "",
    });
  }
  if (error.code === "commander.optionMissingArgument") {
    const flag = /--[\w-]+/.exec(quoted)?.[0] ?? quoted;
    const allowed = settingOf(flag.slice(2))?.kind.allowed ?? "a value after it";
    return badValue("flag", flag, where, allowed, undefined);
  }
  return new LightDqmError("bad-config", {
    what: `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, "")}`,
    where,
    expected: `arguments as in \`${where} --help\``,
  });
}

/** The innermost command that the arguments name. */
function commandOf(program: Command, argv: readonly string[]): Command {
  let command = program;
  for (const word of argv) {
    const sub = command.commands.find((candidate) => candidate.name() === word);
    if (sub) command = sub;
  }
  return command;
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function split(option: string): [string, string | undefined] {
  const at = option.indexOf("=");
  return at < 0 ? [option, undefined] : [option.slice(0, at), option.slice(at + 1)];
}
