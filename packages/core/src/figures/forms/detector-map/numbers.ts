/** The map of a quantity. */
import { detectorGroups } from "../../../detector/groups.js";
import { LightDqmError } from "../../../errors.js";
import type { Denominator } from "../../../quantities/indexed-by/denominator.js";
import type { Selection } from "../../../quantities/kept/view.js";
import { type NamedView, type QuantityName, viewOf, views } from "../../../quantities/table.js";
import type { FileSummary } from "../../../summary.js";
import { type Units, unitLabels, unitsPerAdc16 } from "../../../units.js";
import { capital, countText, inSentence } from "../../../words/phrases.js";
import { payloadVersion } from "../../payload-schema.js";
import { type PayloadOptions, sourceOf, titled } from "../../source-of.js";
import { trapText } from "../../style/place-text.js";
import { denominatorWords, triggerWords } from "../../style/quantity-words.js";
import { numberText, rounded } from "../../style/rounding.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import { mapChannels } from "./grid.js";
import { type DetectorMapPayload, type MapNumbers, whyNoMap } from "./payload.js";

/** What a map is of: a view of a quantity. */
export interface MapQuantity extends Selection {
  quantity: QuantityName;
}

export interface QuantityMapOptions extends PayloadOptions {
  units: Units;
  /** The modules to draw, ascending; all by default. */
  modules?: readonly number[] | null | undefined;
}

/**
 * A quantity of every channel at the place of its SiPM. Where the selection leaves them open, a
 * quantity is of all triggers (a fraction of self triggers, where the file has them) and a fraction
 * is normalised per channel.
 * @throws LightDqmError `bad-config` for a quantity without a number by channel
 */
export function quantityMapPayload(
  summary: FileSummary,
  wanted: MapQuantity,
  { units, timeZone, modules = null }: QuantityMapOptions,
): DetectorMapPayload | UnavailablePayload {
  const view = viewFor(summary, wanted);
  const { detector } = summary;
  const { label, details, subject } = wordsOf(view);
  const source = sourceOf(summary, timeZone);
  const question = `How does the ${inSentence(label)} vary over the detector?${details}`;
  const title = titled(question, source);
  const channels = mapChannels(detector, modules);
  const { unit, scale, perUnit } = unitOf(view, units, summary);
  const value = channels.map((channelIndex) => {
    const [first, total] = view.cells(summary, channelIndex) as [number, number?];
    return rounded(perUnit * (view.kind === "fraction" ? first / total! : first));
  });
  const reason =
    whyNoMap(detector) ??
    (value.every((each) => each === null) ? "no channel has a value in this file" : null);
  if (reason !== null) return unavailablePayload(title, reason, source);
  const shown: MapNumbers = { of: "numbers", subject, label, unit, scale, value };
  return {
    ...{ kind: "detector-map", version: payloadVersion, title, source, detector, shown },
    answer: answerOf(shown, channels, summary),
    modules: modules && [...modules],
  };
}

function viewFor(
  { triggersTyped }: FileSummary,
  { quantity, ...selection }: MapQuantity,
): NamedView {
  const kind = viewOf(quantity)?.kind;
  const denominator: Denominator = "channel";
  const triggerClass = kind === "fraction" && triggersTyped ? "self" : "all";
  const view = viewOf(quantity, { triggerClass, denominator, ...selection });
  if (view) return view;
  throw new LightDqmError("bad-config", {
    what: "No map of this",
    where: "quantity",
    expected: `one of ${[...new Set(views.map((each) => each.quantity.name))].join(", ")}, and a watched line for spectra`,
    got: [quantity, ...Object.values(selection)].join(" "),
  });
}

/** What the view is called; what of it, after the question; and a name for files. */
function wordsOf({
  kind,
  of,
  quantity,
}: NamedView): Record<"label" | "details" | "subject", string> {
  const { triggerClass, denominator, lineMHz } = of;
  const details = [
    ...(triggerClass ? [triggerWords[triggerClass]] : []),
    ...(denominator ? [denominatorWords[denominator].title] : []),
  ].join(", ");
  const subject = [
    quantity.trendName,
    ...(triggerClass ? [triggerClass] : []),
    ...(denominator ? [`per-${denominator}`] : []),
    ...(lineMHz === undefined ? [] : [`${lineMHz}MHz`]),
  ].join("-");
  const ofKind = {
    median: quantity.title,
    number: quantity.title,
    fraction: `${quantity.title} fraction`,
    power: `Power at ${lineMHz} MHz`,
    count: quantity.title,
    ln: `${quantity.title} at ${lineMHz} MHz, ln of the excess`,
  };
  return { label: ofKind[kind], details: details && ` ${capital(details)}`, subject };
}

function unitOf(
  { kind, quantity }: NamedView,
  units: Units,
  { spectra }: FileSummary,
): Pick<MapNumbers, "unit" | "scale"> & { perUnit: number } {
  if (kind === "fraction") return { unit: "%", scale: "linear", perUnit: 100 };
  if (kind === "power")
    return { unit: spectra.scale === "power" ? "V²" : "V²/Hz", scale: "log", perUnit: 1 };
  // What is binned by factors also spans factors.
  const isLog = quantity.source.kind === "sampled" && quantity.source.binning === "log2";
  if (quantity.unit === "ADC16")
    return {
      unit: unitLabels[units],
      scale: isLog ? "log" : "linear",
      perUnit: unitsPerAdc16[units],
    };
  return { unit: quantity.unit, scale: "linear", perUnit: 1 };
}

function answerOf(
  { value, unit }: MapNumbers,
  channels: readonly number[],
  { detector }: FileSummary,
): string {
  const known = value.filter((each) => each !== null).sort((a, b) => a - b);
  const middle = known[Math.round((known.length - 1) / 2)]!;
  const highest = known.at(-1)!;
  const top = channels[value.indexOf(highest)]!;
  const { adc, channel } = detectorGroups(detector).placeOf(top);
  const missing = value.length - known.length;
  return (
    `From ${numberText(known[0]!)} to ${numberText(highest)}${unit && ` ${unit}`} in ` +
    `${countText(known.length, "channel")}, median ${numberText(middle)}; highest in ` +
    `ADC ${adc}, channel ${channel} (TPC ${detectorGroups(detector).tpcOf[top]}, ${trapText(detector, top)})` +
    `${missing > 0 ? `; ${countText(missing, "channel")} without a value` : ""}.`
  );
}
