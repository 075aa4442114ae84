import { basename, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { text, webAddress, wholeNumber } from "../../config/value-kinds.js";
import { ensureWritableDirectory } from "../../files/output-files.js";
import type { LedgerEntry } from "../../nearline/ledger.js";
import { watchObserver } from "../../nearline/observer.js";
import { watchDirectories } from "../../nearline/watch.js";
import { type CommandRow, command } from "../command.js";
import { fileEnded, fileNoted, reportsStale } from "../files/file-events.js";
import { bareFlag, flagWithDefault, optionalFlag } from "../flag.js";
import { interruptible } from "../interruptible.js";
import { outcomeText } from "../outcome.js";

/** `light-dqm watch DIR …`. */
export const watchCommand: CommandRow = command({
  name: "watch",
  summary: "report new files of directories as they come",
  description:
    "Watches directories, and all below them, and makes the report of each FLOW file when it is complete: " +
    "not written for --age seconds, and the same in two scans. Files that wait go by the time of their data. " +
    "What fails is tried again later. It goes on where it was ended or killed.",
  help: `
Examples:
  $ light-dqm watch /data/flow --output-dir dqm --config night.yaml
  $ light-dqm watch /data/flow /data/more --output-dir dqm --log json 2>> watch.log
  $ light-dqm watch /data/flow --output-dir dqm --once            everything that is there, then end

  $ light-dqm watch /data/flow --output-dir dqm \\
      --alarm-command 'echo "$LIGHT_DQM_ALARM_TEXT" | mail -A "$LIGHT_DQM_ALARM_PICTURE" shift'

In the output directory, latest_main.pdf, latest_baseline.png, latest_flatline.png, latest.html and
latest.light-dqm.json lead to the report of the latest data; watch-ledger.jsonl says what was done,
watch-status.json and light-dqm.prom (for Prometheus) how the watch is: with an old time it is dead.
A fault that is bad in --alarm-after files is told once, and again only after it was ok. An alarm that is
not taken is sent again until it is.
End it with Ctrl-C or SIGTERM: a file in hand is finished, or dropped and done at the next start.
Exit status: 0 all done, 1 a file failed, a directory could not be
listed or an alarm was not taken, 2 usage or configuration error, 130 interrupted, 143 terminated.
`,
  arguments: [["<directories...>", "directories of FLOW files"]],
  flags: {
    interval: flagWithDefault(wholeNumber(1, "seconds"), "time between two scans", 30),
    age: flagWithDefault(
      wholeNumber(0, "seconds"),
      "how long a file must not have been written",
      30,
    ),
    once: bareFlag("end when every complete file was tried"),
    alarmCommand: optionalFlag(
      text("command"),
      "run for each alarm, with it as JSON on stdin, text and picture in the environment",
    ),
    alarmWebhook: optionalFlag(
      webAddress,
      "web address that gets each alarm by POST, with the picture in it",
    ),
    alarmAfter: flagWithDefault(
      wholeNumber(1, "files"),
      "files, one after another, in which a fault has to be bad before it is an alarm",
      2,
    ),
  },
  settings: "all",
  async run({ io, log, configFor, setStatus }, directories, options) {
    const config = configFor(options);
    await ensureWritableDirectory(config.outputDir);
    const observer = await watchObserver(
      config.outputDir,
      {
        command: options.alarmCommand ?? null,
        webhook: options.alarmWebhook ?? null,
        after: options.alarmAfter,
      },
      io.now,
      (text) => log.event("warning", "note", { note: text }, `note: ${text}`),
    );
    let awayCount = 0;
    const noBar = { update() {}, clear() {} };
    const { value, interruptedStatus } = await interruptible(io, log, noBar, (signal) =>
      watchDirectories(
        directories.map((directory) => resolve(io.cwd, directory)),
        config,
        { intervalMs: options.interval * 1000, ageMs: options.age * 1000, once: options.once },
        {
          signal,
          now: io.now,
          pause: (ms) => sleep(ms, undefined, { signal }).catch(() => {}),
          onProgress: observer.lives,
          onNote: (input, note) => fileNoted(log, input, note),
          onStale: (names) => reportsStale(log, names, config.outputDir),
          onReport: observer.report,
          async onStand(stand) {
            awayCount = stand.away.length;
            await observer.stands(stand);
          },
          onTry(entry, outcome, error) {
            const { path: file, state, tries, seconds } = entry;
            const ended = { ...outcome, file, state, seconds, error };
            if (state === "done" && outcome && log.format === "text")
              io.stdout.write(outcomeText(outcome));
            const line = state === "done" ? `${basename(file)}: done` : failedLine(entry);
            fileEnded(log, ended, line, { tries });
          },
        },
      ),
    );
    const failed = [...(value?.entries.values() ?? [])].some(({ state }) => state !== "done");
    const isWhole = !failed && awayCount === 0 && observer.alarmsUnsent() === 0;
    setStatus(interruptedStatus ?? (isWhole ? 0 : 1));
  },
});

function failedLine({ path, state, tries, reason }: LedgerEntry): string {
  const again = state === "retry" ? "to be tried again" : "given up";
  return `${basename(path)}: ${reason} (try ${tries}, ${again})`;
}
