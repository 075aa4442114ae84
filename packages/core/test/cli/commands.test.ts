import { readdirSync } from "node:fs";
import { Command } from "commander";
import { expect, test } from "vitest";
import type { AnyCommand, CommandRow, Options } from "../../src/cli/command.js";
import { addCommand, command, commandContext } from "../../src/cli/command.js";
import { commands } from "../../src/cli/commands/index.js";
import {
  bareFlag,
  flagWithDefault,
  optionalFlag,
  repeatableFlag,
  requiredFlag,
} from "../../src/cli/flag.js";
import { createLog } from "../../src/cli/log.js";
import { settings } from "../../src/config/settings.js";
import { text, wholeNumber } from "../../src/config/value-kinds.js";
import { capturedIo } from "./captured-io.js";

test("every command has a file, and is in the table", async () => {
  const directory = new URL("../../src/cli/commands/", import.meta.url);
  const files = readdirSync(directory, { recursive: true }) as string[];
  const rows: AnyCommand[] = [];
  for (const file of files.filter((name) => name.endsWith(".ts")))
    for (const each of Object.values(await import(new URL(file, directory).href)))
      if (typeof each === "object" && each !== null && "summary" in each)
        rows.push(each as AnyCommand);
  const listed = (row: AnyCommand): AnyCommand[] =>
    "commands" in row ? [row, ...row.commands.flatMap(listed)] : [row];
  const table = commands.flatMap(listed).filter((row) => typeof row === "object");
  expect(new Set(rows)).toEqual(new Set(table));
});

test("the settings that a command takes are settings", () => {
  const named = (row: AnyCommand): readonly string[] => {
    if ("commands" in row) return row.commands.flatMap(named);
    return "settings" in row && Array.isArray(row.settings) ? row.settings : [];
  };
  const keys = new Set(settings.map(({ key }) => key));
  expect(commands.flatMap(named).filter((key) => !keys.has(key))).toEqual([]);
});

const run = async (argv: string[]): Promise<[string[], Options]> => {
  let seen: [string[], Options] = [[], {}];
  const row: CommandRow = command({
    name: "look",
    summary: "",
    description: "",
    arguments: [["[files...]", ""]],
    flags: {
      json: bareFlag(""),
      eventCount: flagWithDefault(wholeNumber(1), "", 24),
      last: optionalFlag(wholeNumber(0), ""),
      parameter: repeatableFlag("name=value", "", "p"),
      output: requiredFlag(text("file"), ""),
    },
    settings: ["store"],
    run: (_context, args, options) => {
      seen = [args, options];
    },
  });
  const io = capturedIo({});
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addCommand(
    program,
    row,
    commandContext(io, createLog(io, "text"), () => {}),
  );
  await program.parseAsync(["look", ...argv], { from: "user" });
  return seen;
};

test("a command gets what its flags are declared as, given or not", async () => {
  const [args, absent] = await run(["--output", "x"]);
  expect(args).toEqual([]);
  const defaults = { json: false, eventCount: 24, last: undefined, parameter: [], output: "x" };
  expect(absent).toEqual(defaults);
  const flags = "--json --event-count 7 --last 0 -p a=1 --parameter b=2 --output x --store s".split(
    " ",
  );
  expect(await run(["f1", "f2", ...flags])).toEqual([
    ["f1", "f2"],
    { json: true, eventCount: 7, last: 0, parameter: ["a=1", "b=2"], output: "x", store: "s" },
  ]);
});

test("a value that its kind does not allow is refused, and so is a missing required flag", async () => {
  await expect(run(["--output", "x", "--event-count", "0"])).rejects.toThrow(
    'Bad value of flag "--event-count" (--event-count): expected a whole number, 1 or more, got "0"',
  );
  await expect(run([])).rejects.toThrow("--output <file>");
});
