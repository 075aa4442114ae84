import type { FileSummary } from "../summary.js";
import { cutText } from "../words/event-cut.js";
import type { Source } from "./payload-schema.js";
import { timeRangeText, timeText } from "./style/time-text.js";

/** Zone of the experiment, where none is given. */
export const defaultTimeZone = "America/Chicago";

/** What every payload builder takes. */
export interface PayloadOptions {
  /** IANA zone that times are shown in; the experiment's by default. */
  timeZone?: string | undefined;
}

/** What of a summary a figure names. */
export type NamedSummary = Pick<
  FileSummary,
  "input" | "time" | "timeUnknown" | "selectedEvents" | "fileEventCount" | "settings"
>;

/** The events that a summary is of, in words, where it is not of all; null where it is. */
export function cutOf(
  { settings: { cut } }: Pick<FileSummary, "settings">,
  timeZone: string = defaultTimeZone,
): string | null {
  return cut ? cutText(cut, (timeMs) => timeText(timeMs, timeZone)) : null;
}

/** The title of a figure: the question, and the cut where its numbers are of chosen events. */
export function titled(question: string, { cut }: Pick<Source, "cut">): string {
  return cut ? `${question} · cut: ${cut}` : question;
}

/** The file of a figure, as the figure names it. */
export function sourceOf(summary: NamedSummary, timeZone: string = defaultTimeZone): Source {
  const cut = cutOf(summary, timeZone);
  return {
    file: summary.input.name,
    run: summary.input.run,
    subRun: summary.input.subRun,
    timeText: timeRangeText(summary.time, timeZone),
    ...(summary.timeUnknown ? { timeUnknown: summary.timeUnknown } : {}),
    timeUtc: summary.time && {
      first: new Date(summary.time.firstMs).toISOString(),
      last: new Date(summary.time.lastMs).toISOString(),
    },
    selectedEvents: summary.selectedEvents.length,
    fileEvents: summary.fileEventCount,
    ...(cut === null ? {} : { cut }),
  };
}
