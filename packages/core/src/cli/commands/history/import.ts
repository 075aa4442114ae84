import { resolve } from "node:path";
import { badValue } from "../../../config/bad-setting.js";
import { runNumber, text, wholeNumber } from "../../../config/value-kinds.js";
import { detectorOf } from "../../../detector/index.js";
import { storeDirectory } from "../../../pipeline/store-upkeep.js";
import { importLegacy } from "../../../store/legacy/import.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag, type FlagKind, optionalFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";

/** Milliseconds UTC. */
const isoTime: FlagKind<number> = {
  placeholder: "time",
  allowed: "a time such as 2024-07-08T12:00:00Z",
  fromText(given) {
    const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(given) || !given.includes("T") ? given : `${given}Z`;
    return Date.parse(zoned);
  },
  read: (time) => (Number.isFinite(time) ? (time as number) : undefined),
};

const minutes: FlagKind<number> = {
  placeholder: "minutes",
  allowed: "a number of minutes above 0",
  fromText: Number,
  read: (value) => ((value as number) > 0 ? (value as number) : undefined),
};

/** `light-dqm history import`. */
export const importCommand: CommandRow = command({
  name: "import",
  summary: "import results of the old script",
  description:
    "Stores the JSON lines of the old script as summaries. Truncated lines are skipped and " +
    "counted. If a file index occurs twice, the last line counts. Importing again replaces.",
  help: `
The old script stored no times. Without --start, its files count as older than every file with a
time, ordered by index. With --start they are placed in time, --every minutes apart.
Only files with the same thresholds are compared: give the old ones with --ptps16bit.

Examples:
  $ light-dqm history import old/run_50014 --run 50014 --store store
  $ light-dqm history import old --start 2024-07-08T12:00:00Z --every 5 --store store
`,
  arguments: [["<directory>", "the directory with baselines.json, noises.json and others"]],
  flags: {
    name: optionalFlag(
      text("stem"),
      "files are called <stem>_<file index> (default: the directory's name)",
    ),
    run: optionalFlag(runNumber, "run number of all imported files (default unknown)"),
    start: optionalFlag(isoTime, "time of file index 0, ISO 8601, UTC unless it names a zone"),
    every: optionalFlag(minutes, "time between files (default 10)"),
    samples: optionalFlag(wholeNumber(0), "samples per waveform (default 1000)"),
    json: bareFlag("print JSON"),
  },
  settings: ["store", "output-dir", "units", "ptps16bit", "detector"],
  async run({ io, log, configFor }, [directory], options) {
    const startedMs = io.now();
    const config = configFor(options);
    const { name, start: firstMs, every, samples: sampleCount = 1000 } = options;
    if (firstMs === undefined && every !== undefined)
      throw badValue("flag", "--every", "--every", "--start as well", String(every));
    const imported = await importLegacy(resolve(io.cwd, directory!), storeDirectory(config), {
      detector: detectorOf(config.detector),
      run: options.run ?? null,
      name,
      times: firstMs === undefined ? undefined : { firstMs, stepMs: (every ?? 10) * 60_000 },
      units: config.units,
      thresholdAdc16: config.ptps16bit,
      sampleCount,
      nowMs: io.now(),
    });
    for (const name of imported.ignored)
      log.event(
        "warning",
        "ignored",
        { name },
        `${name}.json is not a known result and is ignored`,
      );
    const { files, lines } = imported;
    const seconds = (io.now() - startedMs) / 1000;
    const file = resolve(io.cwd, directory!);
    log.record("info", "imported", { file, phase: "importing", seconds, files, lines });
    if (options.json) {
      io.stdout.write(jsonText(imported));
      return;
    }
    const columns = [
      { title: "lines of", align: "left" },
      { title: "files", align: "right" },
      { title: "truncated", align: "right" },
      { title: "replaced", align: "right" },
    ] as const;
    const rows = imported.lines.map(({ name, read, torn, replaced }) => [
      `${name}.json`,
      ...[read, torn, replaced].map(String),
    ]);
    const torn = imported.lines.reduce((sum, line) => sum + line.torn, 0);
    io.stdout.write(
      `${textTable(columns, rows)}${countText(imported.files.length, "file")} imported, ${countText(torn, "truncated line")} skipped\n`,
    );
  },
});
