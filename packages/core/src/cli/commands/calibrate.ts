import { setImmediate as nextTurn } from "node:timers/promises";
import { calibrate } from "../../calibration/calibrate.js";
import { calibrationMarkdown } from "../../calibration/calibration-text.js";
import { wholeNumber } from "../../config/value-kinds.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, flagWithDefault } from "../flag.js";
import { jsonText } from "../text/json-text.js";

/** `light-dqm calibrate`. */
export const calibrateCommand: CommandRow = command({
  name: "calibrate",
  summary: "measure false alarms and detection on simulated files",
  description:
    "Simulates files at the level of summaries, without faults and with planted ones, judges them with the default limits and prints how often healthy files are called bad and how surely faults are seen.",
  help: `
Examples:
  $ light-dqm calibrate > docs/calibration.md         the page of the documentation
  $ light-dqm calibrate --files 50 --trials 10 --json    a quick look
`,
  flags: {
    files: flagWithDefault(wholeNumber(1), "files without a fault", 500),
    trials: flagWithDefault(wholeNumber(1), "files for each kind and size of fault", 100),
    referenceFiles: flagWithDefault(wholeNumber(1), "earlier files of each judged file", 20),
    events: flagWithDefault(wholeNumber(1), "events of a file", 300),
    seed: flagWithDefault(wholeNumber(0, "number"), "decides everything random", 1),
    json: bareFlag("print JSON"),
  },
  async run({ io }, _args, { files, trials, referenceFiles, events, seed, json }) {
    let shown = -1;
    const spec = { cleanFiles: files, trials, referenceFiles, events, seed };
    const calibration = await calibrate(spec, async (share) => {
      await nextTurn();
      const percent = Math.floor(100 * share);
      if (io.stderr.isTty && percent > shown) io.stderr.write(`\r${percent} %`);
      shown = percent;
    });
    if (io.stderr.isTty) io.stderr.write("\r");
    io.stdout.write(json ? jsonText(calibration) : calibrationMarkdown(calibration));
  },
});
