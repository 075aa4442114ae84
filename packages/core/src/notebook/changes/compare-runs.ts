/** Two runs over each other, as figures. */
import { LightDqmError } from "../../errors.js";
import {
  linesPayload,
  type PlotPayload,
  panelsPayload,
  pointsPayload,
} from "../../figures/forms/plot/index.js";
import { sourceOf } from "../../figures/source-of.js";
import { numberText } from "../../figures/style/rounding.js";
import type { OverlaidQuantity, Overlay } from "../../history/overlay/overlay.js";
import { overlaySummaries } from "../../history/overlay/run-values.js";
import { fromAdc16, unitLabels } from "../../units.js";
import { capital } from "../../words/phrases.js";
import { requireRun } from "../given.js";
import { runLabel } from "../history.js";
import type { Run } from "../open-run.js";

/** What of two runs is drawn. */
export interface CompareOptions {
  /** `baseline` (default), `noise`, `max amplitude`, `clipped beam`, `power at 10 MHz`… */
  quantity?: string;
  /** The channels of this ADC only; default all. */
  adc?: number;
}

/**
 * Two runs over each other: the values of both by channel, their difference and their ratio; then, where
 * both have spectra, those of the EPCB that changed most. The numbers are those of `overlaySummaries`.
 * @throws LightDqmError `incompatible` for runs of different detectors; `not-found` for a quantity or an
 *   ADC that they do not have
 */
export function compareRuns(
  before: Run,
  now: Run,
  { quantity = "baseline", adc }: CompareOptions = {},
): PlotPayload[] {
  for (const run of [before, now]) requireRun(run, "compareRuns(before, now, …)");
  const overlay = overlaySummaries(before.summary, now.summary);
  const names = [`before: ${runLabel(before.summary)}`, `now: ${runLabel(now.summary)}`] as const;
  const found = overlay.quantities.find(({ name }) => name === quantity);
  if (!found)
    throw notFound("quantity", overlay.quantities.map(({ name }) => name).join(", "), quantity);
  if (adc !== undefined && !overlay.adc.includes(adc))
    throw notFound("ADC", `0 to ${now.summary.detector.adcCount - 1}`, String(adc));
  const shown = inUnitsOf(found, now);
  return [
    valuesFigure(overlay, shown, { before, now, names, adc }),
    ...spectraFigure(overlay, { before, now, names, adc }),
  ];
}

interface Drawn {
  before: Run;
  now: Run;
  /** Of both runs, for the legend. */
  names: readonly [string, string];
  adc: number | undefined;
}

const notFound = (what: string, expected: string, got: string): LightDqmError =>
  new LightDqmError("not-found", {
    what: `No such ${what} to compare`,
    where: "compareRuns(before, now, { … })",
    expected,
    got,
  });

function inUnitsOf(found: OverlaidQuantity, { config: { units } }: Run): OverlaidQuantity {
  if (found.unit !== unitLabels.ADC16) return found;
  const sized = (values: (number | null)[]): (number | null)[] =>
    values.map((value) => (value === null ? null : fromAdc16(value, units)));
  const [before, after, difference] = [found.before, found.after, found.difference].map(sized);
  return {
    ...found,
    ...{ unit: unitLabels[units], before: before!, after: after!, difference: difference! },
  };
}

function valuesFigure(
  overlay: Overlay,
  { name, unit, whyNot, ...values }: OverlaidQuantity,
  { before, now, names, adc }: Drawn,
): PlotPayload {
  const { channelCount } = now.summary.detector;
  const rows = overlay.adc.flatMap((each, i) => (adc === undefined || each === adc ? [i] : []));
  const at = rows.map((i) =>
    adc === undefined ? overlay.adc[i]! * channelCount + overlay.channel[i]! : overlay.channel[i]!,
  );
  const label = adc === undefined ? `${channelCount} × ADC + channel` : `Channel of ADC ${adc}`;
  const chosen = (of: (number | null)[]) => rows.map((i) => of[i] ?? null);
  const title = capital(name);
  const x = { label };
  const panel = (what: string, y: (number | null)[], axis: string, ofUnit: string, equal: number) =>
    pointsPayload(
      { x: at, y: chosen(y), label: axis },
      {
        ...{ title: what, x },
        y: { label: axis, unit: ofUnit, marks: [{ at: equal, label: "No change" }] },
      },
    );
  const both = [values.before, values.after].map((y, i) => ({
    ...{ x: at, y: chosen(y), label: names[i]! },
  }));
  const panels = [
    pointsPayload(both, { title: "Values", x, y: { label: title, unit } }),
    panel("Difference", values.difference, "Now less before", unit, 0),
    panel("Ratio", values.ratio, "Now over before", "", 1),
  ];
  return panelsPayload(panels, {
    title: `How does the ${name} differ from ${before.name}?`,
    answer: [
      whyNot
        ? `It cannot be compared: ${whyNot}.`
        : largestText(overlay, rows, values, title, unit),
      ...overlay.caveats.map((caveat) => `Not made alike: ${caveat}.`),
    ].join(" "),
    source: sourceOf(now.summary, now.config.timeZone),
    columns: 1,
  });
}

/** Where a quantity differs most. */
function largestText(
  { adc, channel }: Overlay,
  rows: readonly number[],
  {
    before,
    after,
    difference,
    ratio,
  }: Pick<OverlaidQuantity, "before" | "after" | "difference" | "ratio">,
  title: string,
  unit: string,
): string {
  const known = rows.filter((i) => difference[i] !== null);
  if (known.length === 0) return "No channel is known in both.";
  const size = (i: number): number => Math.abs(difference[i]!);
  const most = known.reduce((best, i) => (size(i) > size(best) ? i : best));
  if (size(most) === 0) return `The same in all ${known.length} channels that are known in both.`;
  const values = `from ${numberText(before[most]!)} to ${numberText(after[most]!)}`;
  const times = ratio[most] == null ? "" : ` (${numberText(ratio[most]!, 3)} times)`;
  return `${title} differs most in ADC ${adc[most]}, channel ${channel[most]}: ${values}${unit && ` ${unit}`}${times}.`;
}

/** The spectra of the EPCB that changed most; none where there are none to compare. */
function spectraFigure({ spectra }: Overlay, { before, now, names, adc }: Drawn): PlotPayload[] {
  const curves = (spectra?.curves ?? [])
    .filter((curve) => adc === undefined || curve.adc === adc)
    .map((curve) => ({ ...curve, change: changeOf(curve.ratio) }))
    .filter(({ change }) => !Number.isNaN(change));
  if (!spectra || curves.length === 0) return [];
  const most = curves.reduce((best, curve) => (curve.change > best.change ? curve : best));
  // The bin at 0 MHz is the baseline's.
  const frequency = spectra.frequencyMHz.slice(1);
  const x = { label: "Frequency", unit: "MHz" };
  const lineOf = (y: (number | null)[], label: string) => ({ x: frequency, y: y.slice(1), label });
  const both = [lineOf(most.before, names[0]), lineOf(most.after, names[1])];
  const power = { label: "Power", unit: spectra.unit, scale: "log" as const };
  const marks = [{ at: 1, label: "No change" }];
  const panels = [
    linesPayload(both, { title: most.label, x, y: power }),
    linesPayload(lineOf(most.ratio, "Now over before"), {
      ...{ title: "Ratio", x, y: { label: "Now over before", scale: "log", marks } },
    }),
  ];
  return [
    panelsPayload(panels, {
      title: `Which noise frequencies differ most from ${before.name}? ${most.label}`,
      answer: `Of ${curves.length} EPCBs, this one changed most: typically by a factor of ${numberText(Math.exp(most.change), 3)}.`,
      source: sourceOf(now.summary, now.config.timeZone),
      columns: 1,
    }),
  ];
}

/** Mean size of the logarithm of a ratio, without the bin at 0 MHz; NaN where none is known. */
function changeOf(ratio: readonly (number | null)[]): number {
  const sizes = ratio.slice(1).flatMap((each) => (each ? [Math.abs(Math.log(each))] : []));
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}
