import { compactStore } from "../../../store/parts/compact.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { interruptible } from "../../interruptible.js";
import { errorRecord } from "../../log.js";
import { terminalBar } from "../../progress.js";
import { jsonText } from "../../text/json-text.js";
import { existingStore } from "./context.js";

/** `light-dqm history compact`. */
export const compactCommand: CommandRow = command({
  name: "compact",
  summary: "pack single files into parts of about 1,000",
  description:
    "Packs the single files of a store into parts of about 1,000, so that trends over many files " +
    "are fast. Of all but the newest files (--keep-spectra) the full spectra and waveforms are " +
    "removed; their medians stay, rounded to within a tenth of their statistical error. Stores of " +
    "earlier versions are converted. The store stays usable meanwhile; the command can be interrupted and run again at " +
    "any time. Temporary files of killed processes are removed when older than a day.",
  flags: { json: bareFlag("print JSON") },
  settings: ["store", "output-dir", "keep-spectra"],
  async run({ io, log, setStatus, configFor }, _args, options) {
    const config = configFor(options);
    const store = existingStore(config);
    const startedMs = io.now();
    const bar = terminalBar(io);
    const { value: done, interruptedStatus } = await interruptible(io, log, bar, (signal) =>
      compactStore(store, {
        signal,
        keepSpectra: config.keepSpectra,
        onProgress: (files, total) =>
          log.event("info", "progress", { files, total }, `${files} of ${total} files packed`),
      }),
    );
    if (interruptedStatus !== null) setStatus(interruptedStatus);
    if (!done) return;
    const { files, parts } = done;
    const seconds = (io.now() - startedMs) / 1000;
    log.record("info", "compacted", { phase: "packing the store", seconds, files, parts });
    for (const { path: file, error } of done.unreadable) log.error(error, { file });
    if (done.unreadable.length > 0 && interruptedStatus === null) setStatus(1);
    const unreadable = done.unreadable.map(({ path, error }) => ({
      path,
      error: errorRecord(error),
    }));
    io.stdout.write(
      options.json
        ? jsonText({ store, ...done, unreadable })
        : `${countText(done.files, "file")} packed into ${countText(done.parts, "part")}, ${done.arrays > 0 ? `spectra of ${countText(done.arrays, "older file")} reduced to medians, ` : ""}${countText(done.leftovers, "leftover file")} removed` +
            `${unreadable.length > 0 ? `, ${unreadable.length} unreadable files left in place` : ""}\n`,
    );
  },
});
