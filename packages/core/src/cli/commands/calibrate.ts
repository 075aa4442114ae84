import { setImmediate as nextTurn } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { calibrate } from "../../calibration/calibrate.js";
import { calibrationMarkdown } from "../../calibration/calibration-text.js";
import type { CliIo } from "../io.js";

/** `light-dqm calibrate`. */
export function addCalibrateCommand(program: Command, io: CliIo): void {
  program
    .command("calibrate")
    .summary("measure false alarms and detection on simulated files")
    .description(
      "Simulates files at the level of summaries, without faults and with planted ones, judges them with the default limits and prints how often healthy files are called bad and how surely faults are seen.",
    )
    .option("--files <count>", "files without a fault", count(1), 500)
    .option("--trials <count>", "files for each kind and size of fault", count(1), 100)
    .option("--reference-files <count>", "earlier files of each judged file", count(1), 20)
    .option("--events <count>", "events of a file", count(1), 300)
    .option("--seed <number>", "decides everything random", count(0), 1)
    .option("--markdown", "print the page of the documentation (default)")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (options: Record<string, number> & { json?: boolean }) => {
      const spec = {
        cleanFiles: options.files!,
        trials: options.trials!,
        referenceFiles: options.referenceFiles!,
        events: options.events!,
        seed: options.seed!,
      };
      let shown = -1;
      const calibration = await calibrate(spec, async (share) => {
        await nextTurn();
        const percent = Math.floor(100 * share);
        if (io.stderr.isTty && percent > shown) io.stderr.write(`\r${percent} %`);
        shown = percent;
      });
      if (io.stderr.isTty) io.stderr.write("\r");
      io.stdout.write(
        options.json
          ? `${JSON.stringify(calibration, null, 2)}\n`
          : calibrationMarkdown(calibration),
      );
    });
}

function count(lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= lowest) return value;
    throw new InvalidArgumentError(`expected a whole number, ${lowest} or more`);
  };
}

const help = `
Examples:
  $ light-dqm calibrate --markdown > docs/calibration.md      the page of the documentation
  $ light-dqm calibrate --files 50 --trials 10 --json         a quick look
`;
