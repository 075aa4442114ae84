import { listSummaries } from "../../../store/store.js";
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
    if (options.json) {
      const summaries = entries.map(({ error, ...entry }) => ({
        ...entry,
        error: error && errorRecord(error),
      }));
      io.stdout.write(jsonText({ store, summaries }));
    } else {
      io.stdout.write(listText(entries, store, config.timeZone));
    }
  },
});
