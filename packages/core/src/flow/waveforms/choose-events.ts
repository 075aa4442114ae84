/** The events of a file that a cut takes. */
import { LightDqmError } from "../../errors.js";
import { emptyFeatures, waveformFeatures } from "../../numerics/waveform-features.js";
import type { EventCut } from "../../words/event-cut.js";
import type { OpenFlowFile } from "../flow-file.js";
import type { SampleReader } from "./sample-reader.js";
import { channelsOver } from "./where.js";

/**
 * The events that a cut takes but for its part on amplitudes, ascending: no waveform is read.
 * @throws LightDqmError `bad-input` for a cut on triggers in a file without `trig_type`; `not-found`
 *   for an event index that is not in the file
 */
export function eventsByTable(
  { path, events }: Pick<OpenFlowFile, "path" | "events">,
  { triggerCodes, fromMs, toMs, events: wanted }: EventCut,
): number[] {
  const { count, trigType, timeMs } = events;
  if (triggerCodes && !trigType)
    throw new LightDqmError("bad-input", {
      what: "Events cannot be chosen by trigger",
      where: path,
      expected: "trig_type in light/events/data",
      got: "a file of a producer that writes none",
    });
  const listed = wanted === undefined ? { first: 0, last: count - 1 } : wanted;
  const [first, last] =
    "first" in listed ? [listed.first, listed.last] : [listed[0]!, listed.at(-1)!];
  if (last >= count)
    throw new LightDqmError("not-found", {
      what: "No such event",
      where: path,
      expected: `0 to ${count - 1}`,
      got: String(first >= count ? first : last),
    });
  const candidates =
    "first" in listed ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : listed;
  return candidates.filter(
    (event) =>
      (!triggerCodes || triggerCodes.includes(trigType![event]!)) &&
      (fromMs === undefined || timeMs[event]! >= fromMs) &&
      (toMs === undefined || timeMs[event]! < toMs),
  );
}

/** Whether an event has such an amplitude; reads no more than it needs. */
export function amplitudeTest(
  file: OpenFlowFile,
  reader: SampleReader,
  over: NonNullable<EventCut["over"]>,
): (event: number) => boolean {
  const { detector, events, sampleCount } = file;
  const channels = channelsOver(over, detector);
  const indexCount = events.valid.length / events.count;
  const features = emptyFeatures();
  return (event) => {
    const valid = channels.filter((index) => events.valid[event * indexCount + index] === 1);
    return valid.some((index) => {
      const start = index * sampleCount;
      const samples =
        channels.length === 1
          ? reader.waveform(event, index)
          : reader.event(event).subarray(start, start + sampleCount);
      return waveformFeatures(samples, features).maxAmplitude > over.amplitudeAdc16;
    });
  };
}
