import { choice, wholeNumber } from "../../../config/value-kinds.js";
import { LightDqmError } from "../../../errors.js";
import { comparisonPayload } from "../../../figures/forms/channel-quantiles.js";
import { numberText } from "../../../figures/style/rounding.js";
import { type Comparison, compareSummaries, type Difference } from "../../../history/compare.js";
import { changesBetween, type StateChange } from "../../../judge/changes/changes-between.js";
import { faultWord, wholeReason } from "../../../judge/states/faults.js";
import { runNumberOf } from "../../../numerics/run-number.js";
import { judgeSummary } from "../../../pipeline/judge-summary.js";
import { readSummary, summariesNamed } from "../../../store/store.js";
import { storedFiles } from "../../../store/stored-files.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { figureFlags, writeFigures } from "../../figure-flags.js";
import { bareFlag, flagWithDefault } from "../../flag.js";
import { namesakesText } from "../../text/history-text.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";
import { existingStore } from "./context.js";

const drawn = ["baseline", "noise"] as const;

/** `light-dqm history compare`. */
export const compareCommand: CommandRow = command({
  name: "compare",
  summary: "what changed between two files, and their largest differences",
  description:
    "Compares two stored files: first the faults that are new in the second or have recovered, by any check, each file judged after the files before it in the store; then baselines, noise, fractions of all valid waveforms and line powers channel by channel, largest differences first.",
  help: `
A group of channels that failed together is one line, with their number. What is unknown in the first
file counts as it was last known there.
Significance is in standard deviations of a single waveform for medians (at least 1 count), in
standard errors for fractions, and in steps of 10 % for powers.

Examples:
  $ light-dqm history compare 101 102 --store store
  $ light-dqm history compare run_7_p1 run_7_p2 --draw noise --png noise.png
`,
  arguments: [
    ["<before>", "run number, or name or stem of a file"],
    ["<after>", "likewise"],
  ],
  flags: {
    top: flagWithDefault(wholeNumber(0), "rows in each table", 30),
    draw: flagWithDefault(
      choice(drawn, "quantity"),
      `quantity in the figure: ${drawn.join(" or ")}`,
      drawn[0],
    ),
    json: bareFlag("print JSON with all changes and differences, in ADC16 counts"),
    ...figureFlags,
  },
  settings: [
    ...["store", "output-dir", "time-zone", "units"],
    ...["ncomp", "exclude-bad", "run-type", "false-alarms", "false-discovery-rate"],
    ...["known-faults-file", "checks"],
  ],
  async run({ io, log, configFor }, [before, after], options) {
    const config = configFor(options);
    const { units, timeZone } = config;
    const store = existingStore(config);
    const note = (line: string): void => log.event("info", "chosen", {}, line);
    const files = [await fileOf(store, before!, note), await fileOf(store, after!, note)] as const;
    const comparison = compareSummaries(...files);
    const inStore = { ...config, store };
    const was = await judgeSummary(files[0], inStore, { note });
    const is = await judgeSummary(files[1], inStore, { note });
    const changes = changesBetween(was, is, options.json ? "ADC16" : units);
    io.stdout.write(
      options.json ? jsonText(plain(comparison, changes)) : text(comparison, changes, options.top),
    );
    await writeFigures(io, comparisonPayload(...files, options.draw, { units, timeZone }), options);
  },
});

/** A file by its name, or the first of a run. */
async function fileOf(
  store: string,
  given: string,
  note: (line: string) => void,
): Promise<FileSummary> {
  const files = (await storedFiles(store)).filter(({ note }) => note !== null);
  const stem = given.split("/").at(-1)!;
  const named = (await summariesNamed(store, stem)).filter(({ note }) => note !== null);
  const run = runNumberOf(given);
  const ofRun = run === null ? [] : files.filter(({ note }) => note!.input.run === run);
  const chosen = named.at(-1) ?? ofRun[0];
  if (!chosen)
    throw new LightDqmError("not-found", {
      what: "No such file",
      where: store,
      expected: "a run number or a name as in `light-dqm history list`",
      got: `"${given}"`,
    });
  if (named.length > 1) note(namesakesText(stem, named));
  if (named.length === 0 && ofRun.length > 1)
    note(`run ${given} has ${ofRun.length} files; using the first, ${chosen.note!.input.name}`);
  return readSummary(chosen.path, { spectra: false, place: chosen.place });
}

function text(comparison: Comparison, changes: readonly StateChange[], top: number): string {
  const { before, after, differences, caveats } = comparison;
  const shown = differences.filter(({ significance }) => significance > 0).slice(0, top);
  const rows = shown.map((difference) => [
    String(difference.adc),
    String(difference.channel),
    difference.quantity,
    ...[difference.before, difference.after].map((value) => valueText(value, difference)),
    Number.isFinite(difference.significance)
      ? difference.significance.toFixed(1)
      : "missing in one file",
  ]);
  const columns = ["ADC", "channel", "quantity", "before", "after", "significance"].map(
    (title) => ({ title, align: title === "quantity" ? ("left" as const) : ("right" as const) }),
  );
  const equal = differences.filter(({ significance }) => significance === 0).length;
  return [
    `before: ${before.input.name}\nafter:  ${after.input.name}\n`,
    ...caveats.map((caveat) => `note: ${caveat}\n`),
    changesText(changes, top),
    shown.length > 0 ? textTable(columns, rows) : "No differences\n",
    `${countText(differences.length, "value")} compared, ${equal} equal\n`,
  ].join("");
}

/** What is new and what has recovered as a table, and how much is still there. */
function changesText(changes: readonly StateChange[], top: number): string {
  const of = (kind: StateChange["change"]): StateChange[] =>
    changes.filter(({ change }) => change === kind);
  const [isNew, still, recovered] = [of("new"), of("still there"), of("recovered")];
  const rows = [...isNew, ...recovered].slice(0, top).map((change) => {
    const { state, place, channels, fault } = change;
    const what = change.change === "new" ? `new, ${faultWord(state)}` : change.change;
    return [what, place, channels === 0 ? "" : String(channels), fault, wholeReason(change)];
  });
  const columns = ["change", "where", "channels", "check", "reason"].map((title) => ({
    title,
    align: title === "channels" ? ("right" as const) : ("left" as const),
  }));
  const line = `${countText(isNew.length, "new fault")}, ${still.length} still there, ${recovered.length} recovered\n\n`;
  return `${rows.length > 0 ? textTable(columns, rows) : ""}${line}`;
}

function valueText(value: number | null, { unit }: Difference): string {
  if (value === null) return "unknown";
  if (unit === "") return `${numberText(value * 100)} %`;
  return unit === "V²" ? `${value.toExponential(2)} V²` : numberText(value, 7);
}

/** Infinity, which JSON does not have, as null. */
function plain(
  { differences, ...rest }: Comparison,
  changes: readonly StateChange[],
): Record<string, unknown> {
  return {
    ...rest,
    changes,
    differences: differences.map((difference) => ({
      ...difference,
      significance: Number.isFinite(difference.significance) ? difference.significance : null,
      onlyOneKnows: difference.before === null || difference.after === null,
    })),
  };
}
