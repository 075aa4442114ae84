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
  summary: "pack single files into parts of about 1,000",
  description:
    "Packs the single files of a store into parts of about 1,000, so that trends over many files " +
    "are fast. The store stays usable meanwhile; the command can be interrupted and run again at " +
    "any time. Temporary files of killed processes are removed when older than a day.",
  flags: { json: bareFlag("print JSON") },
  settings: ["store", "output-dir"],
  async run({ io, log, setStatus, configFor }, _args, options) {
    const store = existingStore(configFor(options));
    const done = await compactStore(store, {
      onProgress: (files, total) =>
        log.event("info", "compacted", { files, total }, `${files} of ${total} files packed`),
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
        : `${countText(done.files, "file")} packed into ${countText(done.parts, "part")}, ${countText(done.leftovers, "leftover file")} removed` +
            `${unreadable.length > 0 ? `, ${unreadable.length} unreadable files left in place` : ""}\n`,
    );
  },
});
