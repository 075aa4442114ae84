/** Histograms, of values or of counts that are binned already. */
import { scaleLinear } from "d3-scale";
import { histogram } from "../../../../numerics/binned-values.js";
import type { PlotBins, PlotPayload } from "../payload.js";
import {
  type AxisSettings,
  axisOf,
  columnOf,
  finiteColumn,
  listOf,
  type Numbers,
  type PlotSettings,
  refuse,
} from "./input.js";
import { plotOf } from "./plot.js";

/** Values to be counted, NaN and null left out; or counts of bins. */
export type Counted = { label?: string | undefined } & (
  | { values: Numbers }
  /** Edges ascend; one more than counts. */
  | { edges: Numbers; counts: Numbers }
);

export interface HistogramSettings extends PlotSettings {
  x: AxisSettings;
  /** `{ scale: "log" }` for a logarithmic axis of counts. */
  y?: Partial<AxisSettings> | undefined;
  /** Number of bins of values, about: their edges are round numbers. By default it follows from the values. */
  bins?: number | undefined;
}

/**
 * Histograms in common bins, within `x.range` where it is given; values outside are counted below the
 * title. Whole numbers have bins about them.
 * @throws LightDqmError `bad-input` that names the series, for no known value, edges that do not
 *   ascend, or as many counts as edges
 */
export function histogramPayload(
  given: Counted | Numbers | readonly Counted[],
  settings: HistogramSettings,
): PlotPayload {
  const all = isNumbers(given)
    ? [{ values: given }]
    : listOf(given as Counted | Counted[], "series");
  const named = all.map((each, i) => ({
    label: each.label ?? (all.length > 1 ? `Series ${i + 1}` : ""),
    where: all.length > 1 ? `series[${i}]` : "series",
    each,
  }));
  const values = named.map(({ each, where }) =>
    "values" in each
      ? columnOf(each.values, `${where}.values`).filter((value) => value !== null)
      : [],
  );
  const { bins, x } = settings;
  const hasValues = named.some(({ each }) => "values" in each);
  const edges = hasValues ? edgesOf(values.flat(), bins, x.range) : [];
  const layers = named.map(
    ({ each, label, where }, i): PlotBins =>
      "values" in each
        ? { as: "bins", label, edges, ...countIn(values[i]!, edges) }
        : { as: "bins", label, ...binned(each, where), below: 0, above: 0 },
  );
  const y = { label: "Number in a bin", ...settings.y };
  return plotOf({ x: axisOf(x, "x"), y: axisOf(y, "y"), layers }, settings);
}

function isNumbers(given: unknown): given is Numbers {
  return ArrayBuffer.isView(given) || (Array.isArray(given) && typeof given[0] !== "object");
}

function binned(
  { edges, counts }: { edges: Numbers; counts: Numbers },
  where: string,
): Pick<PlotBins, "edges" | "counts"> {
  const ends = finiteColumn(edges, `${where}.edges`);
  const wrong = ends.findIndex((edge, i) => i > 0 && !(edge > ends[i - 1]!));
  if (wrong >= 0)
    refuse(
      "Edges of bins ascend",
      `${where}.edges[${wrong}]`,
      `more than ${ends[wrong - 1]}`,
      String(ends[wrong]),
    );
  if (ends.length < 2)
    refuse("There is nothing to draw", `${where}.edges`, "at least 2 edges", String(ends.length));
  return { edges: ends, counts: finiteColumn(counts, `${where}.counts`, ends.length - 1) };
}

/** Bins where none are asked for: the root of the number of values, in these limits. */
const ownBins = { fewest: 10, most: 100 };

/** Round edges of bins that hold the values, or cover a range. */
function edgesOf(
  values: readonly number[],
  bins: number | undefined,
  range: readonly [number, number] | undefined,
): number[] {
  if (bins !== undefined && !(Number.isInteger(bins) && bins >= 1 && bins <= 10_000))
    refuse(
      "There is no such number of bins",
      "bins",
      "a whole number from 1 to 10000",
      String(bins),
    );
  if (values.length === 0)
    refuse("There is nothing to draw", "series.values", "at least one number", "none but NaN");
  const low = range ? Math.min(...range) : values.reduce((a, b) => Math.min(a, b));
  const high = range ? Math.max(...range) : values.reduce((a, b) => Math.max(a, b));
  const wanted =
    bins ?? Math.min(ownBins.most, Math.max(ownBins.fewest, Math.ceil(Math.sqrt(values.length))));
  const isWhole = values.every(Number.isInteger);
  const span = high - low || (isWhole ? 1 : Math.abs(low) * 0.01 || 1);
  const [first, second] = scaleLinear()
    .domain([low, low + span])
    .ticks(wanted) as [number, number];
  const round = (second ?? first + span) - first;
  const step = isWhole ? Math.max(1, Math.round(round)) : round;
  // Whole numbers stand in the middle of their bins, not on an edge.
  const shift = isWhole ? -0.5 : 0;
  const start = Math.floor((low - shift) / step);
  const count = Math.max(1, Math.floor((high - shift) / step - start) + 1);
  return Array.from({ length: count + 1 }, (_, i) =>
    Number(((start + i) * step + shift).toPrecision(12)),
  );
}

function countIn(
  values: readonly number[],
  edges: readonly number[],
): Pick<PlotBins, "counts" | "below" | "above"> {
  const { counts, below, above } = histogram(values, edges);
  return { counts: Array.from(counts), below, above };
}
