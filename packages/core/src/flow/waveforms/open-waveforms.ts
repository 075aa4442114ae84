/** The waveforms of a file, read when they are asked for. */
import { defaultDetector } from "../../detector/index.js";
import type { DetectorProfile } from "../../detector/profile.js";
import { LightDqmError } from "../../errors.js";
import { type OpenFlowFile, openFlowFile } from "../flow-file.js";
import type { ClosedByUsing } from "./closing.js";
import { type EventChoice, eventChoice } from "./event-choice.js";
import { type LightEvent, lightEvent } from "./light-event.js";
import { type SampleReader, sampleReader } from "./sample-reader.js";

/** An open file. */
export interface Waveforms extends ClosedByUsing {
  readonly path: string;
  readonly detector: DetectorProfile;
  /** Samples of a waveform, and nanoseconds from one to the next. */
  readonly sampleCount: number;
  readonly sampleNs: number;
  /** All events, to iterate over and to choose from. */
  readonly events: EventChoice;
  /**
   * One event.
   * @param index in the file, from 0
   * @throws LightDqmError `not-found` for an event that is not in the file
   */
  event(index: number): LightEvent;
  /** Closes the file. What is read later ends with a `bad-input` error; twice does no harm. */
  close(): void;
}

export interface WaveformsOptions {
  /** What the file must fit; default: the 2x2. */
  detector?: DetectorProfile;
  /** IANA zone of times in `where` that are written without one; where absent, such are refused. */
  timeZone?: string;
}

/**
 * Opens a FLOW file and reads its table of events, but no waveforms:
 *
 * ```ts
 * const file = await openWaveforms("run.FLOW.hdf5");
 * file.event(12).waveform(3, 5);                         // 1000 samples, ADC16 counts
 * for (const { samples } of file.events.channel(3, 5, "V")) …
 * file.events.where({ trigger: "beam", over: 2000 }).first(3);
 * file.close();
 * ```
 *
 * Of an uncompressed file only the bytes of the waveforms that are asked for are read; gzip chunks,
 * mostly one event each, are unpacked whole. No more than one chunk is kept.
 * @throws LightDqmError as `openFlowFile`
 */
export async function openWaveforms(
  path: string,
  { detector = defaultDetector(), timeZone }: WaveformsOptions = {},
): Promise<Waveforms> {
  const file = await openFlowFile(path, detector);
  const reader = readerOf(file);
  const { count } = file.events;
  const all = eventChoice({ file, reader, timeZone }, () =>
    Array.from({ length: count }, (_, event) => event),
  );
  const close = (): void => {
    reader.close();
    file.close();
  };
  return {
    path,
    detector,
    sampleCount: file.sampleCount,
    sampleNs: detector.sampleNs,
    events: all,
    event(index) {
      if (Number.isInteger(index) && index >= 0 && index < count)
        return lightEvent(file, reader, index);
      throw new LightDqmError("not-found", {
        what: "No such event",
        where: path,
        expected: `0 to ${count - 1}`,
        got: String(index),
      });
    },
    close,
    [Symbol.dispose]: close,
  };
}

/** Whatever fails leaves nothing open. */
function readerOf(file: OpenFlowFile): SampleReader {
  try {
    return sampleReader(file);
  } catch (error) {
    file.close();
    throw error;
  }
}
