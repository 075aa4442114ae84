/** A quantity of channels over the files of a store. */

import { LightDqmError } from "../errors.js";
import { medianOfKnown } from "../numerics/median.js";
import { lineFrequenciesMHz } from "../quantities/indexed-by/watched-lines.js";
import type { ViewKind } from "../quantities/kept/view.js";
import { type NamedView, viewOf } from "../quantities/table.js";
import { filesOfOneDetector } from "../store/one-detector.js";
import { readFileColumns } from "../store/parquet/file-columns.js";
import { scopeText, trendLines } from "./trend-lines.js";
import type { Trend, TrendQuantity, TrendScope, TrendSeries } from "./trend-series.js";

/**
 * The trend of a quantity over the files of a store: those of the newest file's detector.
 * @throws LightDqmError `bad-config` for a channel or group that this detector does not have
 */
export async function readTrend(
  store: string,
  quantity: TrendQuantity,
  scope: TrendScope,
): Promise<Trend> {
  const { kind, columns } = requireView(quantity);
  const asked = { quantity, kind, scope, label: scopeText(scope) };
  const { detector, files: ofDetector, excluded, unreadable } = await filesOfOneDetector(store);
  if (!detector) return { ...asked, detector, files: [], series: [], excluded, unreadable };

  const { label, lines } = trendLines(scope, detector);
  const keyOf = ([adc, channel]: readonly [number, number]): number =>
    adc * detector.channelCount + channel;
  const channels = [
    ...new Map(
      lines.flatMap(({ members }) => members).map((member) => [keyOf(member), member]),
    ).values(),
  ];
  const read = await readFileColumns(store, ofDetector, columns, channels);
  const positions = new Map(channels.map((channel, i) => [keyOf(channel), i]));
  const series = lines.map((line) => {
    const at = line.members.map((member) => positions.get(keyOf(member))!);
    const cells = columns.map(
      (name) =>
        (file: number): number[] =>
          at.map((i) => read.cells[name]![file * channels.length + i]!),
    );
    return { ...line, ...seriesOf(kind, read.files.length, cells, at.length === 1) };
  });
  return {
    ...{ ...asked, label, detector: detector.name, files: read.files, series, excluded },
    unreadable: [...unreadable, ...read.unreadable],
  };
}

function requireView({ quantity, ...selection }: TrendQuantity): NamedView {
  const view = viewOf(quantity, selection);
  if (view) return view;
  throw new LightDqmError("bad-config", {
    what: "Not a watched line",
    expected: `${lineFrequenciesMHz.join(", ")} MHz`,
    got: `${selection.lineMHz}`,
  });
}

type CellsOfFile = (file: number) => number[];

function seriesOf(
  kind: ViewKind,
  fileCount: number,
  columns: readonly CellsOfFile[],
  isChannel: boolean,
): Pick<TrendSeries, "value" | "low" | "high" | "counts"> {
  const byFile = (value: (file: number) => number): Float64Array =>
    Float64Array.from({ length: fileCount }, (_, file) => value(file));
  const unknown = (): Float64Array => byFile(() => Number.NaN);
  if (kind === "fraction") {
    const [passed, total] = columns.map((cells) => byFile((file) => sumOfKnown(cells(file))));
    return {
      value: byFile((file) => (total![file]! > 0 ? passed![file]! / total![file]! : Number.NaN)),
      low: unknown(),
      high: unknown(),
      counts: { passed: passed!, total: total! },
    };
  }
  const [middle, low, high] = columns;
  return {
    value: byFile((file) => medianOfKnown(middle!(file))),
    low: isChannel && low ? byFile((file) => low(file)[0]!) : unknown(),
    high: isChannel && high ? byFile((file) => high(file)[0]!) : unknown(),
    counts: null,
  };
}

const sumOfKnown = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
