import { resolve } from "node:path";
import { badValue } from "../../../config/bad-setting.js";
import { text, wholeNumber } from "../../../config/value-kinds.js";
import { storeDirectory } from "../../../pipeline/store-upkeep.js";
import { importLegacy } from "../../../store/legacy/import.js";
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
  summary: "take over results of the old script",
  description:
    "Stores the JSON lines of the old script as summaries. Torn lines are left out and counted; of " +
    "lines with the same file index the last counts; importing again replaces.",
  help: `
The old script kept no times. Without --start its files count as older than every file that has a
time, in the order of their index. With --start they are placed in time, --every minutes apart.
Files are compared only where thresholds are the same: say with --ptps16bit what they were.

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
    run: optionalFlag(wholeNumber(0, "number"), "run number of all of them (default unknown)"),
    start: optionalFlag(isoTime, "time of file index 0, ISO 8601, UTC where it names no zone"),
    every: optionalFlag(minutes, "time between two files (default 10)"),
    samples: optionalFlag(wholeNumber(0), "samples of a waveform (default 1000)"),
    json: bareFlag("print JSON"),
  },
  settings: ["store", "output-dir", "units", "ptps16bit"],
  async run({ io, log, configFor }, [directory], options) {
    const config = configFor(options);
    const { name, start: firstMs, every, samples: sampleCount = 1000 } = options;
    if (firstMs === undefined && every !== undefined)
      throw badValue("flag", "--every", "--every", "--start with it", String(every));
    const imported = await importLegacy(resolve(io.cwd, directory!), storeDirectory(config), {
      run: options.run ?? null,
      name,
      times: firstMs === undefined ? undefined : { firstMs, stepMs: (every ?? 10) * 60_000 },
      units: config.units,
      thresholdAdc16: config.ptps16bit,
      sampleCount,
      nowMs: io.now(),
    });
    for (const name of imported.ignored)
      log.event("warning", "ignored", { name }, `${name}.json is not known and left out`);
    if (options.json) {
      io.stdout.write(jsonText(imported));
      return;
    }
    const columns = [
      { title: "lines of", align: "left" },
      { title: "files", align: "right" },
      { title: "torn", align: "right" },
      { title: "replaced", align: "right" },
    ] as const;
    const rows = imported.lines.map(({ name, read, torn, replaced }) => [
      `${name}.json`,
      ...[read, torn, replaced].map(String),
    ]);
    const torn = imported.lines.reduce((sum, line) => sum + line.torn, 0);
    io.stdout.write(
      `${textTable(columns, rows)}${imported.files.length} files imported, ${torn} torn lines left out\n`,
    );
  },
});
