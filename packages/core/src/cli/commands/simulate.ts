import { resolve } from "node:path";
import { absoluteDetector } from "../../config/absolute-paths.js";
import { detector, wholeNumber } from "../../config/value-kinds.js";
import { defaultDetectorName, detectorOf } from "../../detector/index.js";
import { ensureWritableDirectory } from "../../files/output-files.js";
import { simulateRun } from "../../flow/simulation/simulate-run.js";
import { countText } from "../../words/phrases.js";
import { type CommandRow, command } from "../command.js";
import { bareFlag, flagWithDefault } from "../flag.js";
import { interruptible } from "../interruptible.js";
import { duration, terminalBar } from "../progress.js";
import { jsonText } from "../text/json-text.js";

/** Shorter simulations show no progress. */
const progressAfterMs = 2000;

/** `light-dqm simulate DIR`. */
export const simulateCommand: CommandRow = command({
  name: "simulate",
  summary: "write a simulated run with planted faults",
  description:
    "Writes the FLOW files of a simulated run with planted faults, in the producer's layout, and " +
    "next to each file a .truth.json that lists its faults. The same seed gives the same data.",
  help: `
Examples:
  $ light-dqm simulate demo                                  three files of 24 events
  $ light-dqm simulate demo --files 10 --events 100 --seed 7
  $ light-dqm simulate fsd --detector fsd --samples 600      another detector
  $ light-dqm simulate old --untyped --samples 600 --gzip    the layout of older producers
`,
  arguments: [["<dir>", "output directory; created if missing"]],
  flags: {
    files: flagWithDefault(wholeNumber(1), "number of files; the second to fourth add faults", 3),
    events: flagWithDefault(wholeNumber(0), "events per file", 24),
    seed: flagWithDefault(wholeNumber(0, "number"), "random seed", 1),
    run: flagWithDefault(wholeNumber(0, "number"), "run number in the files' names", 500),
    samples: flagWithDefault(wholeNumber(60), "samples per waveform, 60 or more", 1000),
    detector: flagWithDefault(
      detector,
      "detector that is simulated: a built-in one, or the file of a description",
      defaultDetectorName,
    ),
    untyped: bareFlag("use the older layout without trigger types"),
    gzip: bareFlag("compress the waveforms (slower)"),
    json: bareFlag("print JSON"),
  },
  async run({ io, log, setStatus }, [directory], options) {
    const { files, events, seed, run, samples: sampleCount, untyped, gzip, json } = options;
    const profile = detectorOf(absoluteDetector(options.detector, io.cwd));
    const layout = { detector: profile, sampleCount, typed: !untyped, gzip };
    const spec = { files, events, seed, run, ...layout };
    const bar = terminalBar(io, progressAfterMs);
    const started = io.now();
    const onProgress = (done: number): void => {
      if (!io.stderr.isTty || log.format === "json") return;
      const index = Math.min(files - 1, Math.floor(done * files));
      const share = done * files - index;
      bar.update({ name: "file", index, count: files, phase: "writing", share });
    };
    const { value: paths, interruptedStatus } = await interruptible(
      io,
      log,
      bar,
      async (signal) => {
        const target = resolve(io.cwd, directory!);
        await ensureWritableDirectory(target);
        return simulateRun(target, spec, { signal, onProgress });
      },
    );
    if (interruptedStatus !== null) setStatus(interruptedStatus);
    if (!paths) return;
    const ms = io.now() - started;
    log.record("info", "simulated", { phase: "writing", seconds: ms / 1000, files: paths });
    io.stdout.write(
      json
        ? jsonText({ files: paths, seconds: ms / 1000 })
        : `${paths.join("\n")}\n${countText(files, "file")} of ${countText(events, "event")}, in ${duration(ms)}\n`,
    );
  },
});
