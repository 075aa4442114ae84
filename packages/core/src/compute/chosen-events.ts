/** The events of a file that its numbers are made of. */
import { LightDqmError } from "../errors.js";
import type { OpenFlowFile } from "../flow/flow-file.js";
import { amplitudeTest, eventsByTable } from "../flow/waveforms/choose-events.js";
import { sampleReader } from "../flow/waveforms/sample-reader.js";
import { cutTextUtc, type EventCut } from "../words/event-cut.js";
import type { Pacer } from "./pacing.js";

/**
 * Event indices, ascending: all, or those that a cut takes. A cut on amplitudes reads the waveforms
 * that it speaks of.
 * @throws LightDqmError `bad-input` for a cut that takes none, or that the file does not allow;
 *   `not-found` for an event index that is not in the file; `interrupted`
 */
export async function chosenEvents(
  file: OpenFlowFile,
  cut: EventCut | undefined,
  pace: Pacer,
): Promise<number[]> {
  if (!cut) return Array.from({ length: file.events.count }, (_, event) => event);
  const inTable = eventsByTable(file, cut);
  const chosen = cut.over ? await eventsOver(file, inTable, cut.over, pace) : inTable;
  if (chosen.length > 0) return chosen;
  throw new LightDqmError("bad-input", {
    what: "No event passes the cut",
    where: file.path,
    expected: `an event of the cut "${cutTextUtc(cut)}"`,
    got: whatIsThere(file.events),
  });
}

async function eventsOver(
  file: OpenFlowFile,
  events: readonly number[],
  over: NonNullable<EventCut["over"]>,
  pace: Pacer,
): Promise<number[]> {
  const reader = sampleReader(file);
  try {
    const isOver = amplitudeTest(file, reader, over);
    const found: number[] = [];
    for (const event of events) {
      if (isOver(event)) found.push(event);
      if (pace.due()) await pace.rest(0);
    }
    return found;
  } finally {
    reader.close();
  }
}

/** `12 events, trigger codes 0 and 1, 2025-11-05T00:26:40.000Z to …` */
function whatIsThere({ count, trigType, timeMs }: OpenFlowFile["events"]): string {
  const codes = [...new Set(trigType)].sort((a, b) => a - b);
  const times = timeMs.filter((time) => !Number.isNaN(time)).sort();
  const utc = (time: number): string => new Date(time).toISOString();
  return [
    `${count} events`,
    trigType && `trigger codes ${codes.join(", ")}`,
    times.length > 0 ? `from ${utc(times[0]!)} to ${utc(times.at(-1)!)}` : "no valid time",
  ]
    .filter(Boolean)
    .join(", ");
}
