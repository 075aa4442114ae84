import { resolve } from "node:path";
import type { Command } from "commander";
import { badValue } from "../../config/bad-setting.js";
import { wholeNumber } from "../../config/value-kinds.js";
import { ensureWritableDirectory } from "../../files/output-files.js";
import { simulateRun } from "../../flow/simulation/simulate-run.js";
import { interruptible } from "../interruptible.js";
import type { CliIo } from "../io.js";
import { createLog } from "../log.js";
import { duration, terminalBar } from "../progress.js";

/** Shorter simulations show no progress. */
const progressAfterMs = 2000;

/** `light-dqm simulate DIR`. */
export function addSimulateCommand(
  program: Command,
  io: CliIo,
  setStatus: (status: number) => void,
): void {
  program
    .command("simulate")
    .summary("write a simulated run with planted faults")
    .description(
      "Writes the FLOW files of a simulated run, in the producer's layout, with planted faults; " +
        "beside each a .truth.json that lists them. The same seed gives the same data.",
    )
    .argument("<dir>", "directory the files are written to; made where absent")
    .option("--files <count>", "files of the run; faults come with the second and third", "3")
    .option("--events <count>", "events of each file", "24")
    .option("--seed <number>", "decides everything random", "1")
    .option("--run <number>", "run number in the files' names", "500")
    .option("--samples <count>", "samples of a waveform: 600 or 1000", "1000")
    .option("--untyped", "in the older layout, without trigger types")
    .option("--gzip", "compress the waveforms (slower)")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (directory: string, options: Record<string, string | boolean | undefined>) => {
      const files = countOf("files", options.files, 1);
      const events = countOf("events", options.events, 0);
      const spec = {
        files,
        events,
        seed: countOf("seed", options.seed, 0),
        run: countOf("run", options.run, 0),
        sampleCount: sampleCountOf(options.samples),
        typed: options.untyped !== true,
        gzip: options.gzip === true,
      };
      const log = createLog(io, "text");
      const bar = terminalBar(io, progressAfterMs);
      const started = io.now();
      const onProgress = (share: number) => {
        if (!io.stderr.isTty) return;
        const index = Math.min(files - 1, Math.floor(share * files));
        bar.update({
          name: "file",
          index,
          count: files,
          phase: "writing",
          share: share * files - index,
        });
      };
      const { value: paths, interruptedStatus } = await interruptible(
        io,
        log,
        bar,
        async (signal) => {
          const target = resolve(io.cwd, directory);
          await ensureWritableDirectory(target);
          return simulateRun(target, spec, { signal, onProgress });
        },
      );
      if (interruptedStatus !== null) setStatus(interruptedStatus);
      if (!paths) return;
      const seconds = (io.now() - started) / 1000;
      io.stdout.write(
        options.json
          ? `${JSON.stringify({ files: paths, seconds }, null, 2)}\n`
          : `${paths.join("\n")}\n${files} files of ${events} events, in ${duration(seconds * 1000)}\n`,
      );
    });
}

function countOf(name: string, given: unknown, lowest: number): number {
  const kind = wholeNumber(lowest);
  const read = kind.read(kind.fromText(String(given)));
  if (read === undefined) throw badValue("flag", `--${name}`, `--${name}`, kind.allowed, given);
  return read;
}

function sampleCountOf(given: unknown): 600 | 1000 {
  if (given === "600") return 600;
  if (given === "1000") return 1000;
  throw badValue("flag", "--samples", "--samples", "600 or 1000", given);
}

const help = `
Examples:
  $ light-dqm simulate demo                                  three files of 24 events
  $ light-dqm simulate demo --files 10 --events 100 --seed 7
  $ light-dqm simulate old --untyped --samples 600 --gzip    as older producers wrote them
`;
