import { resolve } from "node:path";
import type { Command } from "commander";
import { badValue } from "../../../config/bad-setting.js";
import type { Config } from "../../../config/config.js";
import { trendPayload, trendUnit } from "../../../figures/forms/trend/payload.js";
import { numberText } from "../../../figures/style/rounding.js";
import { timeText } from "../../../figures/style/time-text.js";
import { readTrend } from "../../../history/trend.js";
import type { Trend, TrendQuantity, TrendScope } from "../../../history/trend-series.js";
import { denominators } from "../../../quantities/indexed-by/denominator.js";
import { triggerClasses } from "../../../quantities/indexed-by/trigger-class.js";
import { viewOf, views } from "../../../quantities/table.js";
import { addFigureFlags, writeFigures } from "../../figure-flags.js";
import { addSettingFlags } from "../../setting-flags.js";
import { textTable } from "../../text/text-table.js";
import { existingStore, type HistoryContext } from "./context.js";

/** Quantities that have a number by channel, by their name in this command. */
const names = new Map(views.map(({ quantity }) => [quantity.trendName, quantity.name]));
const nameList = [...names.keys()].join(", ");

/** `light-dqm history trend`. */
export function addTrendCommand(
  history: Command,
  { io, log, setStatus, configFor }: HistoryContext,
): void {
  const command = history
    .command("trend")
    .summary("a quantity over all files, oldest first")
    .description(
      "The median baseline or noise, the fraction of flagged waveforms, or the power of a line in " +
        "every file of a store: of one channel, an EPCB with its channels, or an ADC with its EPCBs.",
    )
    .argument("<quantity>", nameList)
    .requiredOption("--adc <number>", "ADC")
    .option("--channel <number>", "one channel of the ADC")
    .option("--epcb <number>", "one EPCB of the ADC")
    .option("--trigger-class <class>", `of fractions: ${triggerClasses.join(", ")} (default all)`)
    .option("--per <denominator>", `of fractions: ${denominators.join(", ")} (default total)`)
    .option("--line <MHz>", "frequency of the line")
    .option("--last <count>", "only the newest files")
    .option("--json", "print JSON; sizes in ADC16 counts");
  addFigureFlags(command);
  addSettingFlags(command, ["store", "output-dir", "time-zone", "units"])
    .addHelpText("after", help)
    .action(async (name: string, options: Record<string, string | undefined>) => {
      const config = configFor(options);
      const scope: TrendScope = {
        adc: wholeNumber("adc", options.adc)!,
        epcb: wholeNumber("epcb", options.epcb),
        channel: wholeNumber("channel", options.channel),
      };
      const last = wholeNumber("last", options.last);
      const whole = await readTrend(existingStore(config), quantityOf(name, options), scope);
      const trend = last === undefined ? whole : newest(whole, last);
      for (const { error } of trend.unreadable) log.error(error);
      if (trend.unreadable.length > 0) setStatus(1);
      io.stdout.write(
        options.json ? `${JSON.stringify(record(trend), null, 2)}\n` : text(trend, config),
      );
      const { units, timeZone } = config;
      await writeFigures(
        trendPayload(trend, { units, timeZone }),
        options,
        (path) => resolve(io.cwd, path),
        io.now(),
      );
    });
}

function quantityOf(name: string, options: Record<string, string | undefined>): TrendQuantity {
  const oneOf = <Name extends string>(
    flag: string,
    allowed: readonly Name[],
    given: string,
  ): Name => {
    if (allowed.includes(given as Name)) return given as Name;
    throw badValue("flag", `--${flag}`, `--${flag}`, `one of ${allowed.join(", ")}`, given);
  };
  const quantity = names.get(name);
  if (!quantity) throw badValue("flag", "quantity", "quantity", `one of ${nameList}`, name);
  const { of } = viewOf(quantity)!;
  const selection: TrendQuantity = { quantity };
  if (of.triggerClass)
    selection.triggerClass = oneOf("trigger-class", triggerClasses, options.triggerClass ?? "all");
  if (of.denominator) selection.denominator = oneOf("per", denominators, options.per ?? "total");
  if (of.lineMHz) {
    if (!(Number(options.line) > 0))
      throw badValue("flag", "--line", "--line", "a frequency in MHz", options.line ?? "none");
    selection.lineMHz = Number(options.line);
  }
  return selection;
}

/** Undefined where the flag is not given. */
export function wholeNumber(flag: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d+$/.test(given)) return Number(given);
  throw badValue("flag", `--${flag}`, `--${flag}`, "a whole number", given);
}

function newest(trend: Trend, count: number): Trend {
  const from = Math.max(0, trend.files.length - count);
  return {
    ...trend,
    files: trend.files.slice(from),
    series: trend.series.map((series) => ({
      ...series,
      value: series.value.slice(from),
      low: series.low.slice(from),
      high: series.high.slice(from),
      counts: series.counts && {
        passed: series.counts.passed.slice(from),
        total: series.counts.total.slice(from),
      },
    })),
  };
}

function text(trend: Trend, { units, timeZone }: Config): string {
  const { kind, files, series } = trend;
  if (files.length === 0) return "No files\n";
  const { unit, scale } = trendUnit(trend, units);
  const columns = [
    { title: "file", align: "left" as const },
    { title: "first event", align: "left" as const },
    ...series.map(({ label }) => ({ title: label, align: "right" as const })),
  ];
  const rows = files.map(({ input, time }, file) => [
    input.name,
    time ? timeText(time.firstMs, timeZone) : "unknown",
    ...series.map(({ value, counts }) =>
      counts
        ? `${counts.passed[file]} of ${counts.total[file]}`
        : numberText(value[file]! * scale, kind === "median" ? 7 : 4),
    ),
  ]);
  const what = kind === "fraction" ? "Waveforms" : `In ${unit}`;
  return `${what}, ADC ${trend.scope.adc}, oldest first\n${textTable(columns, rows)}`;
}

function record({ quantity, scope, files, series }: Trend): Record<string, unknown> {
  const column = (values: Float64Array): (number | null)[] =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return {
    quantity,
    scope,
    files: files.map(({ input, time, imported }) => ({
      ...input,
      firstMs: time?.firstMs ?? null,
      imported: imported !== undefined,
    })),
    series: series.map(({ value, low, high, counts, ...names }) => ({
      ...names,
      value: column(value),
      low: column(low),
      high: column(high),
      counts: counts && { passed: [...counts.passed], total: [...counts.total] },
    })),
  };
}

const help = `
Examples:
  $ light-dqm history trend baseline --adc 2 --channel 13 --store store
  $ light-dqm history trend noise --adc 2 --epcb 3 --png noise.png     each channel of an EPCB
  $ light-dqm history trend clipped --adc 0 --trigger-class beam --per epcb --last 100
  $ light-dqm history trend line --line 10 --adc 0 --channel 5 --json
`;
