import { availableParallelism } from "node:os";
import type { Config } from "../../../config/config.js";
import { readAcceptances } from "../../../history/accepted-file.js";
import { checkTable } from "../../../judge/own/check-table.js";
import { placeOf } from "../../../judge/states/alarms.js";
import { readKnownFaults } from "../../../judge/states/known/read-known-faults.js";
import type { Flip } from "../../../rejudge/rejudge.js";
import { rejudgeStore } from "../../../rejudge/rejudge-store.js";
import type { Rejudgement } from "../../../rejudge/rejudgement.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag, setFlag } from "../../flag.js";
import { terminalBar } from "../../progress.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";
import { existingStore } from "./context.js";

/** `light-dqm history rejudge`. */
export const rejudgeCommand: CommandRow = command({
  name: "rejudge",
  summary: "which verdicts change with other limits, without raw data",
  description:
    "Re-evaluates every stored file against the files before it, once with the configured limits (or the defaults) and once with those of --set, and lists the verdicts that change. With --checks and without --set: once without these checks, and once with them.",
  help: `
Examples:
  $ light-dqm history rejudge --store summaries --ncomp 20 --set baseline-shift.minShiftAdc16=150
  $ light-dqm history rejudge --output-dir out --set noise-high.minRatio=1.5 --json
  $ light-dqm history rejudge --output-dir out --checks my-checks.mjs    what they would have found
`,
  flags: {
    set: { ...setFlag, help: "new limit (repeatable)" },
    json: bareFlag("print JSON: {files, flips}"),
  },
  settings: [
    "store",
    "output-dir",
    "ncomp",
    "exclude-bad",
    "run-type",
    "false-alarms",
    "false-discovery-rate",
    "known-faults-file",
    "checks",
    "threads",
  ],
  async run({ io, log, setStatus, configFor }, _args, options) {
    const { set: _, ...without } = options;
    const after = configFor(options);
    // Where no limit is to change, what own checks of the flag would have found is asked for.
    const isOfChecks = options.set.length === 0 && options.checks !== undefined;
    const before = configFor(isOfChecks ? { ...without, checks: undefined } : without);
    const knownFaults = after.knownFaultsFile ? await readKnownFaults(after.knownFaultsFile) : [];
    const judgement = ({ checks, limits, falseAlarms, falseDiscoveryRate }: Config) => ({
      checks: checkTable(checks),
      limits,
      falseAlarms,
      falseDiscoveryRate,
      knownFaults,
    });
    const store = existingStore(after);
    const bar = io.stderr.isTty && log.format === "text" ? terminalBar(io, barAfterMs) : null;
    const startedMs = io.now();
    const how: Rejudgement = {
      before: judgement(before),
      after: judgement(after),
      ncomp: after.ncomp,
      excludeBad: after.excludeBad,
      runType: after.runType,
      acceptances: await readAcceptances(store),
    };
    const { files, flips } = await rejudgeStore(store, how, {
      threads: after.threads || availableParallelism(),
      onFile(name, index, count) {
        log.record("info", "file-begin", { file: name, index, count });
        bar?.update({ name, index, count, phase: "re-evaluating", share: 0 });
      },
      onUnreadable: (error) => {
        bar?.clear();
        log.error(error);
        setStatus(1);
      },
    });
    bar?.clear();
    const seconds = (io.now() - startedMs) / 1000;
    const fields = { phase: "re-evaluating", seconds, files, flips: flips.length };
    log.record("info", "rejudged", fields);
    io.stdout.write(options.json ? jsonText({ files, flips }) : flipsText(flips, files));
  },
});

/** Shorter runs show no bar. */
const barAfterMs = 2000;

/** Verdict changes as a table, one line each. */
function flipsText(flips: readonly Flip[], files: number): string {
  const line = `${countText(flips.length, "verdict change")} in ${countText(files, "file")}\n`;
  if (flips.length === 0) return line;
  const columns = [
    { title: "file", align: "left" },
    { title: "check", align: "left" },
    { title: "where", align: "left" },
    { title: "from", align: "left" },
    { title: "to", align: "left" },
    { title: "reason", align: "left" },
  ] as const;
  const rows = flips.map(({ file, verdict, from, to }) => [
    file,
    verdict.check,
    placeOf(verdict),
    from ?? "no verdict",
    to ?? "no verdict",
    verdict.reason,
  ]);
  return `${textTable(columns, rows)}${line}`;
}
