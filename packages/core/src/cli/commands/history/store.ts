import { resolve } from "node:path";
import type { Command } from "commander";
import { badValue } from "../../../config/bad-setting.js";
import { storeDirectory } from "../../../pipeline/pipeline.js";
import { importLegacy } from "../../../store/legacy/import.js";
import { querySummaries } from "../../../store/parquet/sql.js";
import { compactStore } from "../../../store/parts/compact.js";
import { countText } from "../../../words/phrases.js";
import { errorRecord } from "../../log.js";
import { addSettingFlags } from "../../setting-flags.js";
import { textTable } from "../../text/text-table.js";
import type { HistoryContext } from "./context.js";
import { existingStore } from "./context.js";
import { wholeNumber } from "./trend.js";

/** `light-dqm history compact|import|sql`. */
export function addStoreCommands(history: Command, context: HistoryContext): void {
  addCompactCommand(history, context);
  addImportCommand(history, context);
  addSqlCommand(history, context);
}

function addCompactCommand(
  history: Command,
  { io, log, setStatus, configFor }: HistoryContext,
): void {
  addSettingFlags(
    history
      .command("compact")
      .summary("gather small files into parts of 1,000")
      .description(
        "Gathers the files of a store into parts of about 1,000, so that trends over many are fast. " +
          "Reading and writing may go on; it may be stopped at any moment and started again. Also " +
          "removes temporary files of killed writers that are older than a day.",
      )
      .option("--json", "print JSON"),
    ["store", "output-dir"],
  ).action(async (options: Record<string, unknown>) => {
    const store = existingStore(configFor(options));
    const done = await compactStore(store, {
      onProgress: (files, total) =>
        log.event("info", "compacted", { files, total }, `${files} of ${total} files are in parts`),
    });
    for (const { error } of done.unreadable) log.error(error);
    if (done.unreadable.length > 0) setStatus(1);
    const unreadable = done.unreadable.map(({ path, error }) => ({
      path,
      error: errorRecord(error),
    }));
    io.stdout.write(
      options.json
        ? `${JSON.stringify({ store, ...done, unreadable }, null, 2)}\n`
        : `${countText(done.files, "file")} compacted into ${countText(done.parts, "part")}, ${countText(done.leftovers, "leftover")} removed` +
            `${unreadable.length > 0 ? `, ${unreadable.length} unreadable files left where they are` : ""}\n`,
    );
  });
}

function addImportCommand(history: Command, { io, log, configFor }: HistoryContext): void {
  addSettingFlags(
    history
      .command("import")
      .summary("take over results of the old script")
      .description(
        "Stores the JSON lines of the old script as summaries. Torn lines are left out and counted; of " +
          "lines with the same file index the last counts; importing again replaces.",
      )
      .argument("<directory>", "the directory with baselines.json, noises.json and others")
      .option(
        "--name <stem>",
        "files are called <stem>_<file index> (default: the directory's name)",
      )
      .option("--run <number>", "run number of all of them (default unknown)")
      .option("--start <time>", "time of file index 0, ISO 8601, UTC where it names no zone")
      .option("--every <minutes>", "time between two files (default 10)")
      .option("--samples <count>", "samples of a waveform (default 1000)")
      .option("--json", "print JSON"),
    ["store", "output-dir", "units", "ptps16bit"],
  )
    .addHelpText("after", importHelp)
    .action(async (directory: string, options: Record<string, string | undefined>) => {
      const config = configFor(options);
      const firstMs = options.start === undefined ? undefined : timeMs(options.start);
      if (firstMs === undefined && options.every !== undefined)
        throw badValue("flag", "--every", "--every", "--start with it", options.every);
      const imported = await importLegacy(resolve(io.cwd, directory), storeDirectory(config), {
        run: wholeNumber("run", options.run) ?? null,
        name: options.name,
        times:
          firstMs === undefined ? undefined : { firstMs, stepMs: minutes(options.every) * 60_000 },
        units: config.units,
        thresholdAdc16: config.ptps16bit,
        sampleCount: wholeNumber("samples", options.samples) ?? 1000,
        nowMs: io.now(),
      });
      for (const name of imported.ignored)
        log.event("warning", "ignored", { name }, `${name}.json is not known and left out`);
      if (options.json) {
        io.stdout.write(`${JSON.stringify(imported, null, 2)}\n`);
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
    });
}

function timeMs(given: string): number {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(given) || !given.includes("T") ? given : `${given}Z`;
  const time = Date.parse(zoned);
  if (Number.isFinite(time)) return time;
  throw badValue("flag", "--start", "--start", "a time such as 2024-07-08T12:00:00Z", given);
}

function minutes(given: string | undefined): number {
  const value = given === undefined ? 10 : Number(given);
  if (value > 0) return value;
  throw badValue("flag", "--every", "--every", "a number of minutes above 0", given);
}

function addSqlCommand(history: Command, { io, configFor }: HistoryContext): void {
  addSettingFlags(
    history
      .command("sql")
      .summary("ask in SQL over every file and channel")
      .description(
        "Answers a SELECT in DuckDB's SQL over two views: summaries, one row a file and channel, and " +
          "files, one row a file.",
      )
      .argument("<select>", "the question")
      .option("--json", "print JSON: one object a row"),
    ["store", "output-dir"],
  )
    .addHelpText("after", sqlHelp)
    .action(async (sql: string, options: Record<string, unknown>) => {
      const { columns, rows } = await querySummaries(existingStore(configFor(options)), sql);
      if (options.json) {
        const records = rows.map((row) =>
          Object.fromEntries(columns.map((name, i) => [name, row[i]])),
        );
        io.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
        return;
      }
      const texts = rows.map((row) => row.map(cellText));
      const aligned = columns.map((title, i) => ({
        title,
        align: rows.some((row) => typeof row[i] === "number")
          ? ("right" as const)
          : ("left" as const),
      }));
      io.stdout.write(textTable(aligned, texts));
    });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const importHelp = `
The old script kept no times. Without --start its files count as older than every file that has a
time, in the order of their index. With --start they are placed in time, --every minutes apart.
Files are compared only where thresholds are the same: say with --ptps16bit what they were.

Examples:
  $ light-dqm history import old/run_50014 --run 50014 --store store
  $ light-dqm history import old --start 2024-07-08T12:00:00Z --every 5 --store store
`;

const sqlHelp = `
Examples:
  $ light-dqm history sql "SELECT input, median(noise_p50) FROM summaries GROUP BY input"
  $ light-dqm history sql "SELECT * FROM files" --json --store store
  $ light-dqm history sql "DESCRIBE summaries"                    the columns
`;
