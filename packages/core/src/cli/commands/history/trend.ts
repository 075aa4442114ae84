import { badValue } from "../../../config/bad-setting.js";
import type { Config } from "../../../config/config.js";
import { choice, numberFromText, wholeNumber } from "../../../config/value-kinds.js";
import { trendPayload, trendUnit } from "../../../figures/forms/trend/payload.js";
import { numberText } from "../../../figures/style/rounding.js";
import { timeText } from "../../../figures/style/time-text.js";
import { readTrend } from "../../../history/trend.js";
import { requireScope } from "../../../history/trend-lines.js";
import type { Trend, TrendQuantity, TrendScope } from "../../../history/trend-series.js";
import { denominators } from "../../../quantities/indexed-by/denominator.js";
import { triggerClasses } from "../../../quantities/indexed-by/trigger-class.js";
import { viewOf, views } from "../../../quantities/table.js";
import { countText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import { figureFlags, writeFigures } from "../../figure-flags.js";
import {
  bareFlag,
  type FlagKind,
  flagWithDefault,
  optionalFlag,
  type ValuesOf,
} from "../../flag.js";
import { jsonText } from "../../text/json-text.js";
import { textTable } from "../../text/text-table.js";
import { existingStore } from "./context.js";

/** Quantities that have a number by channel, by their name in this command. */
const names = new Map(views.map(({ quantity }) => [quantity.trendName, quantity.name]));
const nameList = [...names.keys()].join(", ");

const frequency: FlagKind<number> = {
  placeholder: "MHz",
  allowed: "a frequency in MHz",
  fromText: numberFromText,
  read: (value) => (Number(value) > 0 ? Number(value) : undefined),
};

const quantityFlags = {
  triggerClass: flagWithDefault(
    choice(triggerClasses, "class"),
    `trigger class of fractions: ${triggerClasses.join(", ")}`,
    "all",
  ),
  per: flagWithDefault(
    choice(denominators, "denominator"),
    `denominator of fractions: ${denominators.join(", ")}`,
    "total",
  ),
  line: optionalFlag(frequency, "frequency of the pick-up line"),
};

/** `light-dqm history trend`. */
export const trendCommand: CommandRow = command({
  name: "trend",
  summary: "trend of a quantity over all files, oldest first",
  description:
    "Shows a quantity in the files of a store: for one channel, or for a group of channels and each " +
    "of its parts. Files are those of the newest file's detector.",
  help: `
Examples:
  $ light-dqm history trend baseline --adc 2 --channel 13 --store store
  $ light-dqm history trend noise --adc 2 --epcb 3 --png noise.png     each channel of an EPCB
  $ light-dqm history trend noise --adc 0 --tpc 1                      half an ADC, each EPCB
  $ light-dqm history trend noise --module 2                           and each TPC
  $ light-dqm history trend noise --tpc 4 --trap 3                     each channel of a light trap
  $ light-dqm history trend clipped --adc 0 --trigger-class beam --per epcb --last 100
  $ light-dqm history trend line --line 10 --adc 0 --channel 5 --json
`,
  arguments: [["<quantity>", nameList]],
  flags: {
    adc: optionalFlag(wholeNumber(0, "number"), "number of the ADC"),
    channel: optionalFlag(wholeNumber(0, "number"), "one channel of the ADC"),
    epcb: optionalFlag(wholeNumber(0, "number"), "one EPCB of the ADC"),
    tpc: optionalFlag(
      wholeNumber(0, "number"),
      "number of the TPC, or with --adc its half in there",
    ),
    trap: optionalFlag(wholeNumber(0, "number"), "one light trap of the TPC"),
    module: optionalFlag(wholeNumber(0, "number"), "number of the module"),
    ...quantityFlags,
    last: optionalFlag(wholeNumber(0), "only the newest files"),
    json: bareFlag("print JSON, in ADC16 counts"),
    ...figureFlags,
  },
  settings: ["store", "output-dir", "time-zone", "units"],
  async run({ io, log, setStatus, configFor }, [name], options) {
    const config = configFor(options);
    const { units, timeZone } = config;
    const { adc, epcb, channel, tpc, trap, module, last } = options;
    const scope: TrendScope = { adc, epcb, channel, tpc, trap, module };
    requireScope(scope, (key) => `--${key}`);
    const whole = await readTrend(existingStore(config), quantityOf(name!, options), scope);
    const trend = last === undefined ? whole : newest(whole, last);
    for (const { error } of trend.unreadable) log.error(error);
    if (trend.unreadable.length > 0) setStatus(1);
    for (const other of trend.excluded)
      log.event(
        "warning",
        "other-detector",
        { ...other, shown: trend.detector },
        `${countText(other.fileCount, "file")} of detector ${other.detector} excluded: the newest file is of ${trend.detector}`,
      );
    io.stdout.write(options.json ? jsonText(record(trend)) : text(trend, config));
    await writeFigures(io, trendPayload(trend, { units, timeZone }), options);
  },
});

function quantityOf(
  name: string,
  { triggerClass, per, line }: ValuesOf<typeof quantityFlags>,
): TrendQuantity {
  const quantity = names.get(name);
  if (!quantity) throw badValue("flag", "quantity", "quantity", `one of ${nameList}`, name);
  const { of } = viewOf(quantity)!;
  if (of.lineMHz && line === undefined)
    throw badValue("flag", "--line", "--line", frequency.allowed, "none");
  return {
    quantity,
    ...(of.triggerClass && { triggerClass }),
    ...(of.denominator && { denominator: per }),
    ...(of.lineMHz && { lineMHz: line }),
  };
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
  const what = kind === "fraction" ? "Number of waveforms" : `In ${unit}`;
  return `${what}, ${trend.label}, oldest first\n${textTable(columns, rows)}`;
}

function record({
  quantity,
  scope,
  label,
  detector,
  files,
  series,
  excluded,
}: Trend): Record<string, unknown> {
  const column = (values: Float64Array): (number | null)[] =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return {
    ...{ quantity, scope, label, detector, excluded },
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
