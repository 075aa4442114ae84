/** Reads what is known of the events of a FLOW file. */
import { createHash } from "node:crypto";
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import { type EventLayout, eventsPath, integerAt } from "./flow-layout.js";
import type { Hdf5, Hdf5File } from "./hdf5/h5wasm.js";

/** Facts of the events of a file, one entry per event, read when the file is opened. */
export interface FlowEvents {
  count: number;
  /** `trig_type` by event (1 beam, 0 self); null for producers that write none. */
  trigType: Int32Array | null;
  /** Milliseconds UTC of the event's first valid ADC; NaN where no ADC is valid. [event] */
  timeMs: Float64Array;
  /** 1 where the waveform is valid and its channel active. [event][adc][channel] */
  valid: Uint8Array;
}

/** Rows read at once: at most some megabytes, whatever the number of events. */
const rowsAtOnce = 256;

/**
 * Trigger types, times and valid flags of all events, and the SHA-256 of all rows in hexadecimal.
 * @throws Error with HDF5's reason where rows cannot be read
 */
export function readFlowEvents(
  hdf5: Hdf5,
  file: Hdf5File,
  layout: EventLayout,
  detector: DetectorProfile,
): FlowEvents & { hash: string } {
  const { rowCount: count, rowBytes, trigType, utimeMs, timesPerAdc } = layout;
  const { active, adcOf, indexCount } = detectorGroups(detector);
  const events: FlowEvents = {
    count,
    trigType: trigType ? new Int32Array(count) : null,
    timeMs: new Float64Array(count).fill(Number.NaN),
    valid: new Uint8Array(count * indexCount),
  };
  const hash = createHash("sha256");
  const memory = hdf5.allocate(Math.min(rowsAtOnce, count) * rowBytes);
  try {
    // Gaps between the members of a row are not always written.
    memory.view().fill(0);
    for (let first = 0; first < count; first += rowsAtOnce) {
      const rowCount = Math.min(rowsAtOnce, count - first);
      const bytes = file.readRows(eventsPath, first, rowCount, memory);
      const view = new DataView(bytes.buffer, bytes.byteOffset, rowCount * rowBytes);
      hash.update(bytes.subarray(0, rowCount * rowBytes));
      for (let row = 0; row < rowCount; row++) {
        const rowAt = row * rowBytes;
        const event = first + row;
        let firstValid = -1;
        for (const channelIndex of active) {
          if (view.getUint8(rowAt + layout.valid.offset + channelIndex) !== 1) continue;
          events.valid[event * indexCount + channelIndex] = 1;
          if (firstValid < 0) firstValid = channelIndex;
        }
        if (firstValid >= 0) {
          // Of its ADC, or its own where times are written by channel.
          const index = timesPerAdc === 1 ? adcOf[firstValid]! : firstValid;
          const at = rowAt + utimeMs.offset + index * utimeMs.size;
          events.timeMs[event] = integerAt(view, at, utimeMs);
        }
        if (trigType && events.trigType) {
          events.trigType[event] = integerAt(view, rowAt + trigType.offset, trigType);
        }
      }
    }
  } finally {
    memory.free();
  }
  return { ...events, hash: hash.digest("hex") };
}
