import { compactStore } from "../../../store/parts/compact.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { errorRecord } from "../../log.js";
import { jsonText } from "../../text/json-text.js";
import { existingStore } from "./context.js";

/** `light-dqm history compact`. */
export const compactCommand: CommandRow = command({
  name: "compact",
  summary: "gather small files into parts of 1,000",
  description:
    "Gathers the files of a store into parts of about 1,000, so that trends over many are fast. " +
    "Reading and writing may go on; it may be stopped at any moment and started again. Also " +
    "removes temporary files of killed writers that are older than a day.",
  flags: { json: bareFlag("print JSON") },
  settings: ["store", "output-dir"],
  async run({ io, log, setStatus, configFor }, _args, options) {
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
        ? jsonText({ store, ...done, unreadable })
        : `${countText(done.files, "file")} compacted into ${countText(done.parts, "part")}, ${countText(done.leftovers, "leftover")} removed` +
            `${unreadable.length > 0 ? `, ${unreadable.length} unreadable files left where they are` : ""}\n`,
    );
  },
});
