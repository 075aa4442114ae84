/** Reads single waveforms, and whole events, of an open file: no more of it than it must. */
import { detectorGroups } from "../../detector/groups.js";
import { LightDqmError } from "../../errors.js";
import { chunkReader, openDirect, readSlices, samplesInChunk } from "../direct-read.js";
import type { OpenFlowFile } from "../flow-file.js";

export interface SampleReader {
  /** Raw samples of one channel in one event, the caller's own. */
  waveform(event: number, channelIndex: number): Int16Array;
  /** Raw samples of an event, [adc][channel][sample]: good until the next call. */
  event(event: number): Int16Array;
  /** Ends reading; the file stays open. */
  close(): void;
}

/**
 * Of an uncompressed file a waveform is a slice of its chunk. A gzip chunk is unpacked whole, and
 * the last one kept. Files whose layout is not understood are read by the HDF5 library, event by
 * event.
 * @throws LightDqmError `bad-input` where the file was closed, ends before or cannot be read
 */
export function sampleReader(file: OpenFlowFile): SampleReader {
  const { indexCount } = detectorGroups(file.detector);
  const { sampleCount } = file;
  const waveformBytes = 2 * sampleCount;
  const access = openDirect(
    file,
    Array.from({ length: file.events.count }, (_, event) => event),
  );
  const ofEvent = new Int16Array(indexCount * sampleCount);
  const bytesOfEvent = new Uint8Array(ofEvent.buffer);
  let eventThere = -1;
  let isOpen = true;

  const requireOpen = (): void => {
    if (isOpen) return;
    throw new LightDqmError("bad-input", {
      what: "Waveforms cannot be read",
      where: file.path,
      expected: "an open file",
      got: "one that was closed",
    });
  };
  const readEvent = readerOfEvents();

  function readerOfEvents(): (event: number) => void {
    const { layout } = access;
    if (!layout) return (event) => file.readEvent(event, ofEvent);
    if (layout.filters.length === 0)
      return (event) => readSlices(layout, event, 0, bytesOfEvent, 0, bytesOfEvent.length);
    const readChunk = chunkReader(layout);
    let chunkThere = -1;
    let elements: Uint8Array = new Uint8Array(0);
    return (event) => {
      const chunk = Math.floor(event / layout.chunkElements);
      if (chunk !== chunkThere) {
        chunkThere = -1;
        elements = readChunk(chunk);
        chunkThere = chunk;
      }
      bytesOfEvent.set(samplesInChunk(layout, elements, event));
    };
  }

  function wholeEvent(event: number): Int16Array {
    requireOpen();
    if (event === eventThere) return ofEvent;
    eventThere = -1;
    readEvent(event);
    eventThere = event;
    return ofEvent;
  }

  return {
    waveform(event, channelIndex) {
      requireOpen();
      const { layout } = access;
      if (!layout || layout.filters.length > 0 || event === eventThere) {
        const start = channelIndex * sampleCount;
        return wholeEvent(event).slice(start, start + sampleCount);
      }
      const samples = new Int16Array(sampleCount);
      const into = new Uint8Array(samples.buffer);
      readSlices(layout, event, channelIndex * waveformBytes, into, 0, waveformBytes);
      return samples;
    },
    event: wholeEvent,
    close() {
      if (!isOpen) return;
      isOpen = false;
      if (access.layout) access.close();
    },
  };
}
