/** Parts of reasons that several checks say in the same way. */
import type { FileSummary, TriggerClass } from "../summary.js";

/** `1 waveform`, `12 waveforms`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

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
    return `no ${word}event among ${countText(selected, "selected event")}`;
  return `no valid waveform in ${countText(events, `${word}event`)}`;
}
