import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../../../config/config.js";
import { LightDqmError } from "../../../errors.js";
import { readSummary, summariesNamed } from "../../../store/store.js";
import { type CommandRow, command } from "../../command.js";
import { bareFlag } from "../../flag.js";
import { adcOverview, adcOverviewTable } from "../../text/adc-overview.js";
import { namesakesText, provenanceRecord, provenanceText } from "../../text/history-text.js";
import { jsonText } from "../../text/json-text.js";
import { existingStore } from "./context.js";
import { historyExamples } from "./examples.js";

/** `light-dqm history show`. */
export const showCommand: CommandRow = command({
  name: "show",
  summary: "show provenance and an overview per ADC of one file",
  description: "Shows the provenance of a stored file and its numbers per ADC.",
  help: historyExamples,
  arguments: [["<file>", "name or stem of the input file, or path of a stored summary"]],
  flags: { json: bareFlag("print JSON, in ADC16 counts") },
  settings: ["store", "output-dir", "time-zone", "units"],
  async run({ io, log, configFor }, [name], options) {
    const config = configFor(options);
    const note = (line: string): void => log.event("info", "chosen", {}, line);
    const path = await pathOf(name!, config, io.cwd, note);
    const summary = await readSummary(path, { spectra: false });
    const adcs = adcOverview(summary);
    io.stdout.write(
      options.json
        ? jsonText({ path, ...provenanceRecord(summary), adcs })
        : `${provenanceText(summary, placeText(path), config.timeZone)}\n${adcOverviewTable(adcs, config.units)}`,
    );
  },
});

/** A packed summary goes by the path that it had as a file of its own. */
const placeText = (path: string): string => (existsSync(path) ? path : `${path} (packed)`);

async function pathOf(
  name: string,
  config: Config,
  cwd: string,
  note: (line: string) => void,
): Promise<string> {
  if (name.endsWith(".parquet")) return resolve(cwd, name);
  const store = existingStore(config);
  const named = await summariesNamed(store, name);
  if (named.length > 1) note(namesakesText(name, named));
  const chosen = named.at(-1);
  if (chosen) return chosen.path;
  throw new LightDqmError("not-found", {
    what: "No such summary",
    where: store,
    expected: "a name as in `light-dqm history list`",
    got: `"${name}"`,
  });
}
