/** Median and 16–84 % of a quantity by channel, one panel per ADC. */
import { detectorGroups } from "../../detector/groups.js";
import type { Reference } from "../../history/reference.js";
import { upperMedianOf } from "../../numerics/median.js";
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";
import {
  distributionIn,
  mediansIn,
  quantityOf,
  type SampledName,
  sampledNames,
} from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { fromAdc16, type Units, unitLabels, unitsPerAdc16 } from "../../units.js";
import { capital, countText } from "../../words/phrases.js";
import { channelRows } from "../channel-rows.js";
import { noBandField, noBandNote, whyNoBand } from "../earlier-band.js";
import type { Figure, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Form } from "../form.js";
import type { Page } from "../page.js";
import type { AdcPanel, ChannelColumns } from "../panels/adc-panels.js";
import {
  adcPage,
  adcPanels,
  knownPoints,
  marks,
  noDataMarks,
  points,
} from "../panels/adc-panels.js";
import { boxesTrace, lineTrace } from "../panels/traces.js";
import type { PayloadOf } from "../payload-schema.js";
import {
  activeCount,
  detector,
  payloadSchema,
  payloadVersion,
  statusColumn,
  units,
} from "../payload-schema.js";
import { column, countColumn, nullOr, number, object, oneOf, pair } from "../schema.js";
import { cutOf, type PayloadOptions, sourceOf, titled } from "../source-of.js";
import { roundTicks } from "../style/axes.js";
import { triggerWords } from "../style/quantity-words.js";
import { numberText, pick, rounded, roundedColumn } from "../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "./unavailable.js";

const schema = payloadSchema("channel-quantiles", (payload, where) => {
  const count = activeCount(payload, where);
  return {
    detector,
    quantity: oneOf(sampledNames),
    unit: units,
    p16: column(count),
    p50: column(count),
    p84: column(count),
    /** Valid waveforms by channel. */
    n: countColumn(count),
    earlier: nullOr(object({ fileCount: number, p16: column(count), p84: column(count) })),
    ...noBandField,
    status: statusColumn(count),
    /** Lowest and highest accepted median; null where none is set. */
    limit: nullOr(pair),
  };
});
/** A quantity with a distribution, one panel per ADC. */
export type ChannelQuantilesPayload = PayloadOf<typeof schema>;

export const channelQuantiles: Form<ChannelQuantilesPayload> = {
  ...schema,
  draw,
  paper: "a4-portrait",
  notebookPx: 720,
  printPx: 575,
};

export interface QuantilesOptions extends PayloadOptions {
  units: Units;
  /** Of quantities that are kept by class; default all. */
  triggerClass?: TriggerClass | undefined;
  /** Earlier files, drawn as a band; null or absent: none. */
  reference?: Reference | null | undefined;
  /** Lowest and highest accepted median, drawn where in view. */
  limitAdc16?: readonly [number, number] | null | undefined;
}

/** The 16, 50 and 84 % quantiles of a quantity by channel, in a unit. */
export function quantilesPayload(
  summary: FileSummary,
  quantity: SampledName,
  options: QuantilesOptions,
): ChannelQuantilesPayload | UnavailablePayload {
  const { units, reference, limitAdc16, timeZone } = options;
  const { detector, validCount, channelStatus } = summary;
  const { isByClass, words } = quantityOf(quantity);
  const triggerClass = isByClass ? (options.triggerClass ?? "all") : summary.baselineTriggerClass;
  const { active, indexCount } = detectorGroups(detector);
  const values = distributionIn(summary, quantity, triggerClass);
  const earlier = reference && mediansIn(reference, quantity, triggerClass);
  const source = sourceOf(summary, timeZone);
  const triggers = triggerWords[triggerClass];
  const title = titled(`${words.question}? ${capital(triggers)}`, source);
  if (!values || !active.some((channelIndex) => Number.isFinite(values.p50[channelIndex])))
    return unavailablePayload(title, `no valid waveform in ${triggers}`, source);

  const inUnits = (values: ArrayLike<number>): (number | null)[] =>
    roundedColumn(values, active, unitsPerAdc16[units]);
  const fileCount = reference?.files.length ?? 0;
  const hasBand = Boolean(earlier) && fileCount > 0;
  const p50 = inUnits(values.p50);
  return {
    kind: "channel-quantiles",
    version: payloadVersion,
    title,
    answer: answerOf(p50, units),
    source,
    detector,
    quantity,
    unit: units,
    p16: inUnits(values.p16),
    p50,
    p84: inUnits(values.p84),
    n: pick(validCount[triggerClass] ?? new Uint32Array(indexCount), active),
    earlier:
      earlier && fileCount > 0
        ? { fileCount, p16: inUnits(earlier.p16), p84: inUnits(earlier.p84) }
        : null,
    ...whyNoBand(reference, hasBand),
    status: channelStatus && pick(channelStatus, active),
    limit: limitAdc16
      ? [rounded(fromAdc16(limitAdc16[0], units))!, rounded(fromAdc16(limitAdc16[1], units))!]
      : null,
  };
}

/** A quantity of one file by channel, over the band of another file. */
export function comparisonPayload(
  before: FileSummary,
  after: FileSummary,
  quantity: SampledName,
  options: Pick<QuantilesOptions, "units" | "timeZone" | "triggerClass">,
): ChannelQuantilesPayload | UnavailablePayload {
  const payload = quantilesPayload(after, quantity, options);
  if (payload.kind === "unavailable") return payload;
  const cutBefore = cutOf(before, options.timeZone) ?? "";
  const earlier = quantilesPayload(before, quantity, options);
  return {
    ...payload,
    title: titled(
      `${quantityOf(quantity).words.difference} from ${before.input.name}${cutBefore && ` (cut: ${cutBefore})`}?`,
      payload.source,
    ),
    earlier:
      earlier.kind === "unavailable" ? null : { fileCount: 1, p16: earlier.p16, p84: earlier.p84 },
  };
}

function answerOf(p50: readonly (number | null)[], units: Units): string {
  const known = p50.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number): string => numberText(known[Math.round(share * (known.length - 1))]!);
  const missing = p50.length - known.length;
  const channels = countText(known.length, "channel");
  return (
    `Medians of ${channels} range from ${at(0)} to ${at(1)} ${unitLabels[units]}, ` +
    `half of them below ${at(0.5)}` +
    `${missing > 0 ? `; ${countText(missing, "channel")} without data` : ""}.`
  );
}

/** The page as a figure; by default A4 portrait, 794 × 1123 px. */
function draw(payload: ChannelQuantilesPayload, options: FigureOptions): Figure {
  const page = adcPage(options);
  const range = robustRange(payload);
  const y = {
    range,
    ticks: roundTicks(range, 32),
    title: `${quantityOf(payload.quantity).words.axis} (${unitLabels[payload.unit]})`,
  };
  const columns = columnsOf(payload, range);
  return adcPanels(
    page,
    payload,
    columns,
    y,
    (panel) => tracesOf(payload, panel, columns, page, range),
    [...outsideNote(payload, range), ...noBandNote(payload)],
  );
}

/**
 * A y range for the whole page that a few far channels cannot stretch: the values within 4 widths
 * of the medians' quartiles, the bars of those channels included, and a margin.
 */
export function robustRange({ p16, p50, p84, earlier }: ChannelQuantilesPayload): [number, number] {
  const sorted = p50.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const bar =
    upperMedianOf(
      p50.flatMap((value, i) => (value === null ? [] : [(p84[i] ?? value) - (p16[i] ?? value)])),
    ) ?? 0;
  const width = Math.max(at(0.75) - at(0.25), bar, Math.abs(at(0.5)) * 1e-6, 1e-12);
  const fence: [number, number] = [at(0.25) - 4 * width, at(0.75) + 4 * width];
  const inside = (value: number | null | undefined): value is number =>
    typeof value === "number" && value >= fence[0] && value <= fence[1];
  const shown = [p16, p50, p84, earlier?.p16 ?? [], earlier?.p84 ?? []].flatMap((column) =>
    column.filter(inside),
  );
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const margin = 0.08 * Math.max(high - low, width);
  return [low - margin, high + margin];
}

/** Names the channels that are marked at an edge only. */
function outsideNote(
  { p50, unit, detector }: ChannelQuantilesPayload,
  [bottom, top]: [number, number],
): string[] {
  const { active, placeOf } = detectorGroups(detector);
  const outside = p50.flatMap((value, row) =>
    value !== null && (value < bottom || value > top) ? [{ value, ...placeOf(active[row]!) }] : [],
  );
  if (outside.length === 0) return [];
  const named = outside
    .slice(0, 4)
    .map(({ value, adc, channel }) => `ADC ${adc} channel ${channel} at ${numberText(value)}`);
  const more = outside.length > 4 ? ` and ${outside.length - 4} more` : "";
  return [`▲▼ off scale: ${named.join(", ")}${more} (${unitLabels[unit]}).`];
}

/** Bands are drawn at least this fraction of the axis high, so that they are visible. */
const thinnestBand = 0.025;

/** Distance of off-scale marks from the edge, as a fraction of the axis. */
const edgeInset = 0.05;

const clamp = (value: number, [bottom, top]: [number, number]): number =>
  Math.min(top, Math.max(bottom, value));

function columnsOf(
  { p16, p50, p84, n, status, unit }: ChannelQuantilesPayload,
  range: [number, number],
): ChannelColumns {
  return {
    value: (row) => p50[row]!,
    low: (row) => clamp(p16[row] ?? p50[row]!, range),
    high: (row) => clamp(p84[row] ?? p50[row]!, range),
    hover: (row) =>
      `median ${numberText(p50[row]!, 6)} ${unitLabels[unit]}, 16–84 %: ${numberText(p16[row]!, 6)} to ${numberText(p84[row]!, 6)}, n = ${n[row]}`,
    status,
    noDataY: range[0] + (edgeInset * (range[1] - range[0])) / 2,
  };
}

function tracesOf(
  { p50, earlier, limit, detector }: ChannelQuantilesPayload,
  panel: AdcPanel,
  columns: ChannelColumns,
  { palette }: Page,
  range: [number, number],
): Trace[] {
  const [bottom, top] = range;
  const { rows, xOf, on, isKnown } = panel;
  const measured = rows.filter((row) => p50[row] !== null);
  const inView = measured.filter((row) => p50[row]! >= bottom && p50[row]! <= top);
  const above = measured.filter((row) => p50[row]! > top);
  const below = measured.filter((row) => p50[row]! < bottom);
  const traces: Trace[] = [];
  if (earlier) {
    const banded = rows.filter(
      (row) =>
        earlier.p16[row] !== null &&
        earlier.p84[row] !== null &&
        earlier.p84[row]! >= bottom &&
        earlier.p16[row]! <= top,
    );
    const name = `Earlier files (${earlier.fileCount}), pooled 16–84 %`;
    const thinnest = thinnestBand * (top - bottom);
    const [lower, upper] = [earlier.p16, earlier.p84].map((column, end) =>
      banded.map((row) => {
        const spare = Math.max(0, thinnest - (earlier.p84[row]! - earlier.p16[row]!)) / 2;
        return clamp(column[row]! + (end === 0 ? -spare : spare), range);
      }),
    ) as [number[], number[]];
    traces.push(
      boxesTrace(on, name, { x: banded.map(xOf), low: lower, high: upper }, 0.9, palette.band),
    );
  }
  for (const value of limit ?? [])
    if (value >= bottom && value <= top)
      traces.push(
        lineTrace(
          on,
          "Check limit",
          { x: [-1, channelRows(detector).columnCount], y: [value, value] },
          { color: palette.alarm, width: 1, dash: "dash" },
        ),
      );
  const inset = edgeInset * (top - bottom);
  const offScale = (symbol: "triangle-up" | "triangle-down") =>
    ({ symbol, size: 7, color: palette.alarm }) as const;
  return [
    ...traces,
    points(
      panel,
      columns,
      "Median and 16–84 % range",
      inView.filter((row) => !isKnown(row)),
      {
        marker: { symbol: "circle", size: 4, color: palette.data },
        bar: { color: palette.data, thickness: 1.2, width: 2 },
      },
    ),
    knownPoints(panel, columns, inView, palette),
    marks(panel, "Above the scale", above, () => top - inset, offScale("triangle-up")),
    marks(panel, "Below the scale", below, () => bottom + inset, offScale("triangle-down")),
    noDataMarks(panel, columns, palette),
  ];
}
