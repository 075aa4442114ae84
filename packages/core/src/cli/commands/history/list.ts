import { type Conditions, conditionQuantities, conditionsOf } from "../../../history/conditions.js";
import { listSummaries, readSummary, type SummaryEntry } from "../../../store/store.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { errorRecord } from "../../log.js";
import { listText } from "../../text/history-text.js";
import { jsonText } from "../../text/json-text.js";
import { existingStore } from "./context.js";
import { historyExamples } from "./examples.js";

/** `light-dqm history list`. */
export const listCommand: CommandRow = command({
  name: "list",
  summary: "list the stored files, oldest first",
  description: "Lists the files of a store, oldest first.",
  help: historyExamples,
  flags: { json: bareFlag("print JSON") },
  settings: ["store", "output-dir", "time-zone"],
  async run({ io, log, setStatus, configFor }, _args, options) {
    const config = configFor(options);
    const store = existingStore(config);
    const entries = await listSummaries(store);
    const unreadable = entries.filter(({ error }) => error !== null);
    for (const { error } of unreadable) log.error(error);
    if (unreadable.length > 0) setStatus(1);
    const conditions = await conditionsByPath(entries);
    if (options.json) {
      const summaries = entries.map(({ error, ...entry }) => ({
        ...entry,
        conditions: conditions.get(entry.path) ?? null,
        error: error && errorRecord(error),
      }));
      io.stdout.write(jsonText({ store, summaries }));
    } else {
      io.stdout.write(listText(entries, conditions, store, config.timeZone));
    }
  },
});

/** Conditions of the files as their data tell them, by path; none of files that cannot be read. */
async function conditionsByPath(
  entries: readonly SummaryEntry[],
): Promise<ReadonlyMap<string, Conditions>> {
  const found = new Map<string, Conditions>();
  const how = { spectra: false, forChecks: true, only: conditionQuantities };
  for (const { path, error } of entries) {
    const summary = error ? null : await readSummary(path, how).catch(() => null);
    if (summary) found.set(path, conditionsOf(summary, "auto"));
  }
  return found;
}
