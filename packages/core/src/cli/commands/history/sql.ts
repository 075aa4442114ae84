import { querySummaries } from "../../../store/parquet/sql.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";
import { existingStore } from "./context.js";

/** `light-dqm history sql`. */
export const sqlCommand: CommandRow = command({
  name: "sql",
  summary: "run an SQL query over every file and channel",
  description:
    "Runs a SELECT in DuckDB's SQL on two views: summaries, one row per file and channel, and " +
    "files, one row per file.",
  help: `
Examples:
  $ light-dqm history sql "SELECT input, median(noise_p50) FROM summaries GROUP BY input"
  $ light-dqm history sql "SELECT * FROM files" --json --store store
  $ light-dqm history sql "DESCRIBE summaries"                    the columns
`,
  arguments: [["<select>", "the query"]],
  flags: { json: bareFlag("print JSON: one object per row") },
  settings: ["store", "output-dir"],
  async run({ io, log, setStatus, configFor }, [question], options) {
    const store = existingStore(configFor(options));
    const { columns, rows, unreadable } = await querySummaries(store, question!);
    for (const { error } of unreadable) log.error(error);
    if (unreadable.length > 0) setStatus(1);
    if (options.json) {
      const records = rows.map((row) =>
        Object.fromEntries(columns.map((name, i) => [name, row[i]])),
      );
      io.stdout.write(jsonText(records));
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
  },
});

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
