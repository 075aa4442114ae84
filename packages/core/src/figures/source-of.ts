import type { FileSummary } from "../summary.js";
import type { Source } from "./payload-schema.js";
import { timeRangeText } from "./style/time-text.js";

/** Zone of the experiment, where none is given. */
export const defaultTimeZone = "America/Chicago";

/** What every payload builder takes. */
export interface PayloadOptions {
  /** IANA zone that times are shown in; the experiment's by default. */
  timeZone?: string | undefined;
}

/** The file of a figure, as the figure names it. */
export function sourceOf(
  summary: Pick<
    FileSummary,
    "input" | "time" | "timeUnknown" | "selectedEvents" | "fileEventCount"
  >,
  timeZone: string = defaultTimeZone,
): Source {
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
  };
}
