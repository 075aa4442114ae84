/** The command `light-dqm`: arguments in, exit status out. */
import { Command, CommanderError } from "commander";
import { isLightDqmError } from "../errors.js";
import { softwareVersion } from "../version.js";
import { addCommand, commandContext } from "./command.js";
import { commands } from "./commands/index.js";
import { endedBySignal } from "./interruptible.js";
import type { CliIo } from "./io.js";
import { createLog, formatOf, type Log } from "./log.js";
import { argumentsOfOldScript, refuseOldOptions } from "./old-options.js";
import { normalArguments } from "./setting-flags.js";
import { usageError } from "./usage-error.js";

/** Exit statuses; 128 + the signal's number (130 for Ctrl-C) after an interruption. */
const exitStatus = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Runs one command. With `--log json` stderr begins with a `begin` and ends with an `end` that has the exit
 * status.
 * @param argv arguments after the program's name
 * @returns the exit status: 0 all done, 1 something failed, 2 usage or configuration error,
 *   130 interrupted; never throws
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const args = argv[0] === "legacy" ? argumentsOfOldScript(argv) : normalArguments(argv);
  const log = createLog(io, formatOf(args));
  const startedMs = io.now();
  const end = (status: number): number => {
    log.record("info", "end", { seconds: (io.now() - startedMs) / 1000, status });
    return status;
  };
  const { io: watched, unhook } = endedBySignal(io, log, end);
  log.record("info", "begin", { version: softwareVersion });
  try {
    return end(await runCommand(argv, args, watched, log));
  } finally {
    unhook();
  }
}

async function runCommand(
  argv: readonly string[],
  args: readonly string[],
  io: CliIo,
  log: Log,
): Promise<number> {
  let status: number = exitStatus.done;
  const setStatus = (value: number): void => {
    status = value;
  };
  const program = new Command("light-dqm")
    .description(
      "Data quality monitoring of the light readout: reports, masks and summaries of FLOW files",
    )
    .version(softwareVersion, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", generalHelp);
  const context = commandContext(io, log, setStatus);
  for (const row of commands) addCommand(program, row, context);

  try {
    refuseOldOptions(argv);
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitStatus.done;
      // Without a command, commander has written the help.
      if (error.code === "commander.help") return exitStatus.usage;
    }
    const shown = error instanceof CommanderError ? usageError(error, program, args) : error;
    log.error(shown);
    return statusOf(shown);
  }
}

/** The exit status that an error ends a command with. */
export function statusOf(error: unknown): number {
  if (!isLightDqmError(error)) return exitStatus.failed;
  if (error.code === "bad-config") return exitStatus.usage;
  return error.code === "interrupted" ? exitStatus.interrupted : exitStatus.failed;
}

const generalHelp = `
Examples:
  $ light-dqm simulate demo                        make a small run with planted faults
  $ light-dqm report demo --output-dir out         report each of its files
  $ light-dqm history list --store out/store       list the stored files
  $ light-dqm legacy --input_path data/ --file_syntax mpd_run_data_rctl_ --start_run 101
  $ light-dqm notebook run shift-report -p input=run_101.FLOW.hdf5 --output shift.ipynb --pdf
  $ light-dqm config show > light-dqm.yaml         a configuration file to start from

Exit status: 0 all done, 1 something failed, 2 usage or configuration error, 130 interrupted.
Set LIGHT_DQM_DEBUG=1 to see where an error occurred.
`;
