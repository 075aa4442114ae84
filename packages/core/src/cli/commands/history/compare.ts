import { choice, wholeNumber } from "../../../config/value-kinds.js";
import { LightDqmError } from "../../../errors.js";
import { comparisonPayload } from "../../../figures/forms/channel-quantiles.js";
import { numberText } from "../../../figures/style/rounding.js";
import { type Comparison, compareSummaries, type Difference } from "../../../history/compare.js";
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
  summary: "largest differences between two files",
  description:
    "Compares two stored files channel by channel: baselines, noise, fractions of all valid " +
    "waveforms and line powers, largest differences first.",
  help: `
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
    top: flagWithDefault(wholeNumber(0), "rows in the table", 30),
    draw: flagWithDefault(
      choice(drawn, "quantity"),
      `quantity in the figure: ${drawn.join(" or ")}`,
      drawn[0],
    ),
    json: bareFlag("print JSON with all differences, in ADC16 counts"),
    ...figureFlags,
  },
  settings: ["store", "output-dir", "time-zone", "units"],
  async run({ io, log, configFor }, [before, after], options) {
    const config = configFor(options);
    const { units, timeZone } = config;
    const store = existingStore(config);
    const note = (line: string): void => log.event("info", "chosen", {}, line);
    const files = [await fileOf(store, before!, note), await fileOf(store, after!, note)] as const;
    const comparison = compareSummaries(...files);
    io.stdout.write(options.json ? jsonText(plain(comparison)) : text(comparison, options.top));
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
  const ofRun = /^\d+$/.test(given)
    ? files.filter(({ note }) => note!.input.run === Number(given))
    : [];
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

function text(comparison: Comparison, top: number): string {
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
    shown.length > 0 ? textTable(columns, rows) : "No differences\n",
    `${countText(differences.length, "value")} compared, ${equal} equal\n`,
  ].join("");
}

function valueText(value: number | null, { unit }: Difference): string {
  if (value === null) return "unknown";
  if (unit === "") return `${numberText(value * 100)} %`;
  return unit === "V²" ? `${value.toExponential(2)} V²` : numberText(value, 7);
}

/** Infinity, which JSON does not have, as null. */
function plain({ differences, ...rest }: Comparison): Record<string, unknown> {
  return {
    ...rest,
    differences: differences.map((difference) => ({
      ...difference,
      significance: Number.isFinite(difference.significance) ? difference.significance : null,
      onlyOneKnows: difference.before === null || difference.after === null,
    })),
  };
}
