import { setImmediate as nextTurn } from "node:timers/promises";
import { calibrate } from "../../calibration/calibrate.js";
import { calibrationMarkdown } from "../../calibration/calibration-text.js";
import { calibrateScenarios, runScenarios } from "../../calibration/months/calibrate-scenarios.js";
import { monthsMarkdown, scenariosMarkdown } from "../../calibration/months/scenarios-text.js";
import { scenarios } from "../../calibration/scenarios/index.js";
import { absoluteDetector, absolutePaths } from "../../config/absolute-paths.js";
import { choice, detector, files as paths, wholeNumber } from "../../config/value-kinds.js";
import { defaultDetectorName, detectorOf } from "../../detector/index.js";
import { checkTable } from "../../judge/own/check-table.js";
import { startWatch } from "../../judge/start-watch.js";
import type { WatchSettings } from "../../judge/watch.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, flagWithDefault, optionalFlag } from "../flag.js";
import type { CliStream } from "../io.js";
import type { LogFormat } from "../log.js";
import { jsonText } from "../text/json-text.js";

/** `light-dqm calibrate`. */
export const calibrateCommand: CommandRow = command({
  name: "calibrate",
  summary: "measure false-alarm rate and detection efficiency on simulated files",
  description:
    "Simulates summaries of files with and without planted faults, applies the checks with their default limits, and prints the false-alarm rate and the detection efficiency.",
  help: `
Examples:
  $ light-dqm calibrate --scenarios --trials 40 > docs/calibration.md   the documentation page
  $ light-dqm calibrate --files 50 --trials 10 --json                   a quick run
  $ light-dqm calibrate --only beam-off                                 one of the scenarios
  $ light-dqm calibrate --files 50 --trials 10 --checks my-checks.mjs   with checks of your own
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
    scenarios: bareFlag(
      "besides, simulate months of files with slow changes, changing conditions and faults, and print what the verdicts say and how far from the optimum they are",
    ),
    only: optionalFlag(
      choice(
        scenarios.map(({ name }) => name),
        "scenario",
      ),
      "of all this, one scenario alone",
    ),
    checks: optionalFlag(
      paths<never>("mjs[,…]"),
      "files of checks of your own, to measure as well",
    ),
    json: bareFlag("print JSON"),
  },
  async run({ io, log }, _args, { files, trials, referenceFiles, events, seed, json, ...options }) {
    const profile = detectorOf(absoluteDetector(options.detector, io.cwd));
    const table = checkTable(absolutePaths(options.checks ?? [], io.cwd));
    const watchOf = (how: WatchSettings) => startWatch({ ...how, checks: table });
    const power = { trials, referenceFiles, events, seed };
    const onProgress = progressOf(io.stderr, log.format);
    if (options.only !== undefined) {
      const chosen = scenarios.filter(({ name }) => name === options.only);
      const results = await runScenarios(chosen, watchOf, seed, onProgress, profile);
      io.stdout.write(json ? jsonText(results) : scenariosMarkdown(results));
      return;
    }
    const detectorFlag =
      options.detector === defaultDetectorName ? "" : ` --detector ${options.detector}`;
    const checksFlag = options.checks ? ` --checks ${options.checks.join(",")}` : "";
    const flags = `${detectorFlag}${checksFlag}${options.scenarios ? " --scenarios" : ""}`;
    const spec = { cleanFiles: files, ...power };
    const calibration = await calibrate(spec, watchOf, onProgress, profile);
    const months = options.scenarios
      ? await calibrateScenarios(power, watchOf, onProgress, profile)
      : null;
    const page = calibrationMarkdown(calibration, profile, flags);
    io.stdout.write(
      json
        ? jsonText(months ? { ...calibration, months } : calibration)
        : months
          ? `${page}\n${monthsMarkdown(months)}`
          : page,
    );
  },
});

/** Shows the percentage done on a terminal, and lets the process be interrupted. */
function progressOf(
  stderr: CliStream,
  format: LogFormat,
): (share: number, what?: string) => Promise<void> {
  let shown = "";
  return async (share, what) => {
    await nextTurn();
    const text = `${Math.floor(100 * share)} %${what === undefined ? "" : ` ${what}`}`;
    if (stderr.isTty && format === "text" && text !== shown) stderr.overwrite(text);
    shown = text;
  };
}
