import { detectorGroups } from "../../detector/groups.js";
import type { Reference } from "../../history/reference.js";
import type { FileSummary } from "../../summary.js";
import type { Units } from "../../units.js";
import { fromAdc16, unitLabels, unitsPerAdc16 } from "../../units.js";
import type { ChannelQuantilesPayload, UnavailablePayload } from "../payload.js";
import { payloadVersion } from "../payload.js";
import type { PayloadOptions } from "../source-of.js";
import { sourceOf, unavailablePayload } from "../source-of.js";
import { countText, numberText, pick, rounded, roundedColumn } from "../style/rounding.js";
import { triggerText } from "./fraction-payload.js";

export interface QuantilesOptions extends PayloadOptions {
  units: Units;
  /** Earlier files, drawn as a band; null or absent: none. */
  reference?: Reference | null | undefined;
  /** Lowest and highest accepted median, drawn where in view. */
  limitAdc16?: readonly [number, number] | null | undefined;
}

/** The 16, 50 and 84 % quantiles of baseline or noise by channel, in a unit. */
export function quantilesPayload(
  summary: FileSummary,
  quantity: "baseline" | "noise",
  { units, reference, limitAdc16, timeZone }: QuantilesOptions,
): ChannelQuantilesPayload | UnavailablePayload {
  const { baselineTriggerClass, detector } = summary;
  const source = sourceOf(summary, timeZone);
  const what =
    quantity === "baseline" ? "Where do the baselines lie" : "How noisy are the channels";
  const title = `${what}? ${capital(triggerText[baselineTriggerClass])}`;
  const { active } = detectorGroups(detector);
  const values = quantity === "baseline" ? summary.baseline : summary.noise;
  if (!active.some((channelIndex) => Number.isFinite(values.p50[channelIndex])))
    return unavailablePayload(
      title,
      `no channel has a valid waveform among the ${triggerText[baselineTriggerClass]}`,
      source,
    );

  const scale = unitsPerAdc16[units];
  const earlier = quantity === "baseline" ? reference?.baseline : reference?.noise;
  const fileCount = reference?.files.length ?? 0;
  const p50 = roundedColumn(values.p50, active, scale);
  return {
    kind: "channel-quantiles",
    version: payloadVersion,
    title,
    answer: answerOf(p50, units),
    source,
    detector,
    quantity,
    unit: units,
    p16: roundedColumn(values.p16, active, scale),
    p50,
    p84: roundedColumn(values.p84, active, scale),
    n: pick(
      summary.validCount[baselineTriggerClass] ??
        new Uint32Array(detectorGroups(detector).indexCount),
      active,
    ),
    earlier:
      earlier && fileCount > 0
        ? {
            fileCount,
            p16: roundedColumn(earlier.p16, active, scale),
            p84: roundedColumn(earlier.p84, active, scale),
          }
        : null,
    status: summary.channelStatus && pick(summary.channelStatus, active),
    limit: limitAdc16
      ? [rounded(fromAdc16(limitAdc16[0], units))!, rounded(fromAdc16(limitAdc16[1], units))!]
      : null,
  };
}

function answerOf(p50: readonly (number | null)[], units: Units): string {
  const known = p50.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number): string => numberText(known[Math.round(share * (known.length - 1))]!);
  const missing = p50.length - known.length;
  const channels = countText(known.length, "channel");
  return (
    `The medians of ${channels} run from ${at(0)} to ${at(1)} ${unitLabels[units]}, ` +
    `half of them below ${at(0.5)}` +
    `${missing > 0 ? `; ${countText(missing, "channel")} without data` : ""}.`
  );
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
