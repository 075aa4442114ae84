import { setImmediate as nextTurn } from "node:timers/promises";
import { calibrate } from "../../calibration/calibrate.js";
import { calibrationMarkdown } from "../../calibration/calibration-text.js";
import { absoluteDetector } from "../../config/absolute-paths.js";
import { detector, wholeNumber } from "../../config/value-kinds.js";
import { defaultDetectorName, detectorOf } from "../../detector/index.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, flagWithDefault } from "../flag.js";
import { jsonText } from "../text/json-text.js";

/** `light-dqm calibrate`. */
export const calibrateCommand: CommandRow = command({
  name: "calibrate",
  summary: "measure false-alarm rate and detection efficiency on simulated files",
  description:
    "Simulates summaries of files with and without planted faults, applies the checks with their default limits, and prints the false-alarm rate and the detection efficiency.",
  help: `
Examples:
  $ light-dqm calibrate > docs/calibration.md            the documentation page
  $ light-dqm calibrate --files 50 --trials 10 --json    a quick run
`,
  flags: {
    files: flagWithDefault(wholeNumber(1), "files without faults", 500),
    trials: flagWithDefault(wholeNumber(1), "files per kind and size of fault", 100),
    referenceFiles: flagWithDefault(
      wholeNumber(1),
      "earlier files that each file is compared with",
      20,
    ),
    events: flagWithDefault(wholeNumber(1), "events per file", 300),
    seed: flagWithDefault(wholeNumber(0, "number"), "random seed", 1),
    detector: flagWithDefault(
      detector,
      "detector that is simulated: a built-in one, or the file of a description",
      defaultDetectorName,
    ),
    json: bareFlag("print JSON"),
  },
  async run({ io }, _args, { files, trials, referenceFiles, events, seed, json, ...options }) {
    const profile = detectorOf(absoluteDetector(options.detector, io.cwd));
    const detectorFlag =
      options.detector === defaultDetectorName ? "" : ` --detector ${options.detector}`;
    let shown = -1;
    const spec = { cleanFiles: files, trials, referenceFiles, events, seed };
    const onProgress = async (share: number): Promise<void> => {
      await nextTurn();
      const percent = Math.floor(100 * share);
      if (io.stderr.isTty && percent > shown) io.stderr.write(`\r${percent} %`);
      shown = percent;
    };
    const calibration = await calibrate(spec, onProgress, profile);
    if (io.stderr.isTty) io.stderr.write("\r");
    io.stdout.write(
      json ? jsonText(calibration) : calibrationMarkdown(calibration, profile, detectorFlag),
    );
  },
});
