import { resolve } from "node:path";
import type { Command } from "commander";
import { withAbsolutePaths } from "../../../config/absolute-paths.js";
import type { Config } from "../../../config/config.js";
import { LightDqmError } from "../../../errors.js";
import { findSummary, listSummaries, readSummary } from "../../../store/store.js";
import type { CliIo } from "../../io.js";
import { createLog, errorRecord } from "../../log.js";
import { addSettingFlags, configOf } from "../../setting-flags.js";
import { adcOverview, adcOverviewTable } from "../../text/adc-overview.js";
import { listText, provenanceRecord, provenanceText } from "../../text/history-text.js";
import { addCompareCommand } from "./compare.js";
import { existingStore } from "./context.js";
import { addHistoryRejudge } from "./rejudge.js";
import { addStoreCommands } from "./store.js";
import { addTrendCommand } from "./trend.js";

/** `light-dqm history`. */
export function addHistoryCommand(
  program: Command,
  io: CliIo,
  setStatus: (status: number) => void,
): void {
  const log = createLog(io, "text");
  const configFor = (options: Record<string, unknown>): Config =>
    withAbsolutePaths(configOf(options, io.cwd, () => {}).config, io.cwd);
  const history = program
    .command("history")
    .summary("the persisted summaries: list, trend, compare and more")
    .description("The persisted summaries of a store.")
    .addHelpText("after", help);

  addSettingFlags(
    history
      .command("list")
      .summary("the files of the store, oldest first")
      .description("Lists the files of a store, oldest first.")
      .option("--json", "print JSON"),
    ["store", "output-dir", "time-zone"],
  )
    .addHelpText("after", help)
    .action(async (options: Record<string, unknown>) => {
      const config = configFor(options);
      const store = existingStore(config);
      const entries = await listSummaries(store);
      const unreadable = entries.filter(({ error }) => error !== null);
      for (const { error } of unreadable) log.error(error);
      if (unreadable.length > 0) setStatus(1);
      if (options.json) {
        const records = entries.map(({ error, ...entry }) => ({
          ...entry,
          error: error && errorRecord(error),
        }));
        io.stdout.write(`${JSON.stringify({ store, summaries: records }, null, 2)}\n`);
      } else {
        io.stdout.write(listText(entries, store, config.timeZone));
      }
    });

  addSettingFlags(
    history
      .command("show")
      .summary("provenance and an overview by ADC of one file")
      .description("Shows the provenance of a file's summary and its numbers by ADC.")
      .argument("<file>", "name or stem of the input file, or path of a stored summary")
      .option("--json", "print JSON; sizes in ADC16 counts"),
    ["store", "output-dir", "time-zone", "units"],
  )
    .addHelpText("after", help)
    .action(async (name: string, options: Record<string, unknown>) => {
      const config = configFor(options);
      const path = await pathOf(name, config, io.cwd);
      const summary = await readSummary(path, { spectra: false });
      const adcs = adcOverview(summary);
      io.stdout.write(
        options.json
          ? `${JSON.stringify({ path, ...provenanceRecord(summary), adcs }, null, 2)}\n`
          : `${provenanceText(summary, path, config.timeZone)}\n${adcOverviewTable(adcs, config.units)}`,
      );
    });

  const context = { io, log, setStatus, configFor };
  addTrendCommand(history, context);
  addHistoryRejudge(history, context);
  addCompareCommand(history, context);
  addStoreCommands(history, context);
}

async function pathOf(name: string, config: Config, cwd: string): Promise<string> {
  if (name.endsWith(".parquet")) return resolve(cwd, name);
  const store = existingStore(config);
  const path = await findSummary(store, name);
  if (path !== null) return path;
  throw new LightDqmError("not-found", {
    what: "No such summary",
    where: store,
    expected: "a name as in `light-dqm history list`",
    got: `"${name}"`,
  });
}

const help = `
Examples:
  $ light-dqm history list                                      of dqm_plots/store
  $ light-dqm history list --store summaries --json
  $ light-dqm history show mpd_run_rctl_101 --store summaries   one file, by its stem
  $ light-dqm history show run_7.FLOW.hdf5 --output-dir out     in the store of an output directory
`;
