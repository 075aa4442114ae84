import { resolve } from "node:path";
import type { Command } from "commander";
import { badValue } from "../../../config/bad-setting.js";
import { LightDqmError } from "../../../errors.js";
import { comparisonPayload } from "../../../figures/forms/channel-quantiles.js";
import { numberText } from "../../../figures/style/rounding.js";
import { type Comparison, compareSummaries, type Difference } from "../../../history/compare.js";
import { readSummary } from "../../../store/store.js";
import { storedFiles } from "../../../store/stored-files.js";
import type { FileSummary } from "../../../summary.js";
import { addFigureFlags, writeFigures } from "../../figure-flags.js";
import { addSettingFlags } from "../../setting-flags.js";
import { textTable } from "../../text/text-table.js";
import { existingStore, type HistoryContext } from "./context.js";
import { wholeNumber } from "./trend.js";

const defaultTop = 30;

/** `light-dqm history compare`. */
export function addCompareCommand(history: Command, { io, log, configFor }: HistoryContext): void {
  const command = history
    .command("compare")
    .summary("what differs most between two files")
    .description(
      "Compares two stored files channel by channel: baselines, noise, fractions of all valid " +
        "waveforms and powers of lines, the largest differences first.",
    )
    .argument("<before>", "run number, or name or stem of a file")
    .argument("<after>", "the same")
    .option("--top <count>", `rows of the table (default ${defaultTop})`)
    .option("--draw <quantity>", "of the figure: baseline or noise (default baseline)")
    .option("--json", "print JSON with all differences; sizes in ADC16 counts");
  addFigureFlags(command);
  addSettingFlags(command, ["store", "output-dir", "time-zone", "units"])
    .addHelpText("after", help)
    .action(async (before: string, after: string, options: Record<string, string | undefined>) => {
      const config = configFor(options);
      const store = existingStore(config);
      const draw = options.draw ?? "baseline";
      if (draw !== "baseline" && draw !== "noise")
        throw badValue("flag", "--draw", "--draw", "baseline or noise", draw);
      const note = (line: string): void => log.event("info", "chosen", {}, line);
      const files = [await fileOf(store, before, note), await fileOf(store, after, note)] as const;
      const comparison = compareSummaries(...files);
      const top = wholeNumber("top", options.top) ?? defaultTop;
      io.stdout.write(
        options.json ? `${JSON.stringify(plain(comparison), null, 2)}\n` : text(comparison, top),
      );
      const { units, timeZone } = config;
      await writeFigures(
        comparisonPayload(...files, draw, { units, timeZone }),
        options,
        (path) => resolve(io.cwd, path),
        io.now(),
      );
    });
}

/** A file by its name, or the first of a run. */
async function fileOf(
  store: string,
  given: string,
  note: (line: string) => void,
): Promise<FileSummary> {
  const files = (await storedFiles(store)).filter(({ note }) => note !== null);
  const stem = given.split("/").at(-1)!;
  const named = files.find(
    ({ key, note }) =>
      note!.input.name === stem || key === stem || fileStemOf(note!.input.name) === stem,
  );
  const ofRun = /^\d+$/.test(given)
    ? files.filter(({ note }) => note!.input.run === Number(given))
    : [];
  const chosen = named ?? ofRun[0];
  if (!chosen)
    throw new LightDqmError("not-found", {
      what: "No such file",
      where: store,
      expected: "a run number or a name as in `light-dqm history list`",
      got: `"${given}"`,
    });
  if (!named && ofRun.length > 1)
    note(`run ${given} has ${ofRun.length} files; taken: the first, ${chosen.note!.input.name}`);
  return readSummary(chosen.path, { spectra: false, place: chosen.place });
}

const fileStemOf = (name: string): string => name.replace(/(\.flow)?\.(hdf5|h5)$/i, "");

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
      : "only one knows",
  ]);
  const columns = ["ADC", "channel", "quantity", "before", "after", "significance"].map(
    (title) => ({ title, align: title === "quantity" ? ("left" as const) : ("right" as const) }),
  );
  const equal = differences.filter(({ significance }) => significance === 0).length;
  return [
    `before: ${before.input.name}\nafter:  ${after.input.name}\n`,
    ...caveats.map((caveat) => `note: ${caveat}\n`),
    shown.length > 0 ? textTable(columns, rows) : "No difference\n",
    `${differences.length} quantities of channels, ${equal} of them equal\n`,
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

const help = `
Medians are compared in standard deviations of a waveform's value (at least 1 count), fractions in
standard errors, powers in steps of 10 %.

Examples:
  $ light-dqm history compare 101 102 --store store
  $ light-dqm history compare run_7_p1 run_7_p2 --draw noise --png noise.png
`;
