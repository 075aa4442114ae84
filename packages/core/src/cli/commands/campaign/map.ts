import { basename, resolve } from "node:path";
import { chunkOf } from "../../../campaign/chunks.js";
import { readManifest } from "../../../campaign/manifest.js";
import { mapChunk } from "../../../campaign/map-chunk.js";
import { text, wholeNumber } from "../../../config/value-kinds.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { fileEnded } from "../../files/file-events.js";
import { progressBar } from "../../files/told-reports.js";
import { flagWithDefault, optionalFlag } from "../../flag.js";
import { interruptible } from "../../interruptible.js";
import { duration } from "../../progress.js";

/** `light-dqm map MANIFEST`. */
export const mapCommand: CommandRow = command({
  name: "map",
  summary: "compute the numbers of a part of a campaign's files",
  description:
    "Computes the numbers of the files of a manifest, or of one chunk of them, and leaves them for " +
    "`light-dqm reduce`. Chunks may run side by side on any machines that see the same files. What " +
    "was killed is run again: it does only what is missing.",
  help: `
Examples:
  $ light-dqm map dqm/campaigns/1f3a9c2b77e0/manifest.json --chunk 2/6   the second of six chunks
  $ light-dqm map dqm/campaigns/1f3a9c2b77e0/manifest.json               all files

Exit status: 0 all done, 1 a file failed, 2 usage or configuration error, 130 interrupted.
`,
  arguments: [["<manifest>", "manifest that `light-dqm submit` wrote"]],
  flags: {
    chunk: flagWithDefault(text("i/K"), "the i-th of K equal parts of the files", "1/1"),
    threads: optionalFlag(
      wholeNumber(0, "count"),
      "threads; 0: one a core (default: as submitted)",
    ),
  },
  async run({ io, log, setStatus }, [path = ""], options) {
    const chunk = chunkOf(options.chunk);
    const manifest = await readManifest(resolve(io.cwd, path));
    const { threads = manifest.config.threads } = options;
    const bar = progressBar(io, log);
    const { value: mapped = [], interruptedStatus } = await interruptible(io, log, bar, (signal) =>
      mapChunk({ ...manifest, config: { ...manifest.config, threads } }, chunk, {
        signal,
        onProgress: (input, index, count, share) =>
          bar.update({ name: input, index, count, phase: "reading and computing", share }),
        onFile({ input, state, error, seconds }) {
          bar.clear();
          const told = {
            done: `numbers computed in ${duration(seconds * 1000)}`,
            skipped: "skipped, its numbers exist",
            failed: "failed",
          }[state];
          const phaseSeconds = { "reading and computing": seconds };
          fileEnded(log, { file: input, state, seconds, phaseSeconds, error });
          io.stdout.write(`${basename(input)}: ${told}\n`);
        },
      }),
    );
    if (mapped.length === 0 && interruptedStatus === null)
      io.stdout.write(
        `chunk ${options.chunk} of ${countText(manifest.files.length, "file")} has none: nothing to do\n`,
      );
    const failed = mapped.some(({ state }) => state === "failed");
    setStatus(interruptedStatus ?? (failed ? 1 : 0));
  },
});
