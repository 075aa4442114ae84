/** Two runs as figures. */
import type { OverlaidQuantity, Overlay } from "@light-dqm/core/blocks";
import { linesPayload, type Payload, panelsPayload, pointsPayload } from "@light-dqm/core/figures";
import type { ChannelPlace, OverlayRow } from "./overlay-rows.js";

/** What of two runs is drawn. */
export type Shown = "values" | "difference" | "ratio";

/** ADCs that one figure shows. */
export const adcsOfFigure = 8;

/** Points by channel, a panel an ADC; null where nothing is known of these ADCs. */
export function overlayPayload(
  { name, unit }: Pick<OverlaidQuantity, "name" | "unit">,
  rows: readonly OverlayRow[],
  shown: Shown,
  names: readonly [before: string, after: string],
  adcs: readonly number[],
): Payload | null {
  const axis = axisOf(name, unit, shown);
  const plots = adcs.flatMap((adc) => {
    const ofAdc = rows.filter((row) => row.adc === adc);
    const x = ofAdc.map(({ channel }) => channel);
    const series = seriesOf(ofAdc, shown, names).map((each) => ({ ...each, x }));
    if (series.every(({ y }) => y.every((value) => value === null))) return [];
    return [pointsPayload(series, { title: `ADC ${adc}`, x: { label: "Channel" }, y: axis })];
  });
  if (plots.length === 0) return null;
  const title = `${shown === "values" ? "How does" : shown === "ratio" ? "By which factor does" : "By how much does"} “${name}” differ between the runs?`;
  return panelsPayload(plots, { title, answer: answerOf(rows, shown, unit) });
}

function axisOf(name: string, unit: string, shown: Shown) {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  if (shown === "values") return { label, unit };
  const marks = [{ at: shown === "ratio" ? 1 : 0, label: "the same" }];
  return shown === "ratio"
    ? { label: `${label}, ratio`, marks }
    : { label: `${label}, difference`, unit, marks };
}

function seriesOf(rows: readonly OverlayRow[], shown: Shown, names: readonly [string, string]) {
  if (shown !== "values")
    return [
      {
        label: `${names[1]} ${shown === "ratio" ? "by" : "less"} ${names[0]}`,
        y: rows.map((row) => row[shown]),
      },
    ];
  return [
    { label: names[0], y: rows.map(({ before }) => before) },
    { label: names[1], y: rows.map(({ after }) => after) },
  ];
}

/** The largest difference, and what cannot be compared. */
function answerOf(rows: readonly OverlayRow[], shown: Shown, unit: string): string {
  const key = shown === "ratio" ? "ratio" : "difference";
  const size = (row: OverlayRow): number =>
    key === "ratio" ? Math.abs(Math.log(Math.max(row.ratio!, 1e-300))) : Math.abs(row.difference!);
  const known = rows.filter((row) => row[key] !== null);
  const largest = known.reduce<OverlayRow | null>(
    (best, row) => (best === null || size(row) > size(best) ? row : best),
    null,
  );
  const unknown = rows.length - known.length;
  const parts = [
    ...(largest
      ? [
          `${key === "ratio" ? "The ratio furthest from 1" : "The largest difference"} is ${numberText(largest[key])}${key === "difference" && unit !== "" ? ` ${unit}` : ""}, in ADC ${largest.adc}, channel ${largest.channel}.`,
        ]
      : []),
    ...(unknown > 0 ? [`Unknown for ${unknown} of ${rows.length} channels.`] : []),
  ];
  return parts.join(" ");
}

/**
 * Both spectra of a channel, or of its ADC where there are none of channels, or the ratio of their
 * powers; null where nothing is known.
 */
export function spectrumPayload(
  { spectra }: Pick<Overlay, "spectra">,
  place: ChannelPlace,
  shown: Shown,
  names: readonly [before: string, after: string],
): Payload | null {
  const curve = spectra?.curves.find(
    ({ adc, channels }) => adc === place.adc && channels.includes(place.channel),
  );
  if (!spectra || !curve) return null;
  const { unit, frequencyMHz } = spectra;
  const { before, after, ratio } = curve;
  const lines =
    shown === "values"
      ? [
          { label: names[0], y: before },
          { label: names[1], y: after },
        ]
      : [{ label: `${names[1]} by ${names[0]}`, y: ratio }];
  const known = lines.filter(({ y }) => y.some((value) => value !== null));
  if (known.length === 0) return null;
  // The first bin is the mean, which no logarithmic axis of frequencies shows.
  const cut = (values: readonly (number | null)[]) => values.slice(1);
  const x = frequencyMHz.slice(1);
  return linesPayload(
    known.map(({ label, y }) => ({ label, x, y: cut(y) })),
    {
      title: `How do the spectra of ${curve.label} differ?`,
      x: { label: "Frequency", unit: "MHz" },
      y:
        shown === "values"
          ? { label: "Median power", unit, scale: "log" }
          : { label: "Ratio of the powers", scale: "log", marks: [{ at: 1, label: "the same" }] },
    },
  );
}

/** A number for people; unknown where there is none. */
export function numberText(value: number | null): string {
  if (value === null) return "unknown";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-3
    ? value.toExponential(2).replace("e+", "e")
    : String(Number(value.toPrecision(4)));
}
