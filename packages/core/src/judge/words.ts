/** Parts of reasons that several checks have in common. */

import type { TriggerClass } from "../quantities/indexed-by/trigger-class.js";
import type { FileSummary } from "../summary.js";
import { countText } from "../words/phrases.js";

const classWords: Readonly<Record<TriggerClass, string>> = {
  all: "",
  beam: "beam-trigger ",
  self: "self-trigger ",
};

/** Why a channel has no value: no event of the class, or no valid waveform in any. */
export function noWaveform(
  summary: Pick<FileSummary, "eventCount" | "selectedEvents">,
  triggerClass: TriggerClass,
): string {
  const selected = summary.selectedEvents.length;
  const events = summary.eventCount[triggerClass] ?? (triggerClass === "all" ? selected : 0);
  const word = classWords[triggerClass];
  if (events === 0 && triggerClass !== "all")
    return `no ${word}event among ${countText(selected, "analysed event")}`;
  return `no valid waveform in ${countText(events, `${word}event`)}`;
}

/** A fraction as a reason says it: `4.3 %`. */
export function percentText(fraction: number): string {
  return `${Math.round(1000 * fraction) / 10} %`;
}

/** A ratio as a reason says it: `1.53`. */
export function ratioText(ratio: number): string {
  return String(Number(ratio.toPrecision(3)));
}
