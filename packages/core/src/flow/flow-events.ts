/** Reads what is known of the events of a FLOW file. */
import { createHash } from "node:crypto";
import { detectorGroups } from "../detector/groups.js";
import type { DetectorProfile } from "../detector/profile.js";
import type { UntimedCounts, UntimedReason } from "../words/untimed.js";
import { bigIntegerAt, type EventLayout, eventsPath, integerAt } from "./flow-layout.js";
import type { Hdf5, Hdf5File } from "./hdf5/h5wasm.js";
import { whyInvalidTime } from "./valid-times.js";

/** Facts of the events of a file, one entry per event, read when the file is opened. */
export interface FlowEvents {
  count: number;
  /** `trig_type` by event (1 beam, 0 self, others by name); null for producers that write none. */
  trigType: Float64Array | null;
  /** Milliseconds UTC of the event's first valid ADC; NaN where it is not valid. [event] */
  timeMs: Float64Array;
  /** How many events have no valid time, and why. */
  untimed: UntimedCounts;
  /**
   * `tai_ns` of the event's first valid ADC less that of the first event that has one: it orders
   * events, but is no date. NaN where no ADC is valid; null for files without it. [event]
   */
  taiNs: Float64Array | null;
  /** 1 where the waveform is valid and its channel active. [event][adc][channel] */
  valid: Uint8Array;
}

/** Rows read at once: at most some megabytes, whatever the number of events. */
const rowsAtOnce = 256;

/**
 * Trigger types, times and valid flags of all events, and the SHA-256 of all rows in hexadecimal.
 * @param checkRow is given each row and throws for one that must not be taken
 * @throws Error with HDF5's reason where rows cannot be read
 */
export function readFlowEvents(
  hdf5: Hdf5,
  file: Hdf5File,
  layout: EventLayout,
  detector: DetectorProfile,
  checkRow: (event: number, row: Uint8Array) => void,
): FlowEvents & { hash: string } {
  const { rowCount: count, rowBytes, trigType, utimeMs, taiNs, timesPerAdc } = layout;
  const { active, adcOf, indexCount } = detectorGroups(detector);
  const unknown = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const events: FlowEvents = {
    count,
    trigType: trigType ? new Float64Array(count) : null,
    timeMs: unknown(),
    untimed: {},
    taiNs: taiNs ? unknown() : null,
    valid: new Uint8Array(count * indexCount),
  };
  const hash = createHash("sha256");
  const untime = (reason: UntimedReason): void => {
    events.untimed[reason] = (events.untimed[reason] ?? 0) + 1;
  };
  let firstTaiNs: bigint | undefined;
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
        checkRow(event, bytes.subarray(rowAt, rowAt + rowBytes));
        let firstValid = -1;
        for (const channelIndex of active) {
          if (view.getUint8(rowAt + layout.valid.offset + channelIndex) !== 1) continue;
          events.valid[event * indexCount + channelIndex] = 1;
          if (firstValid < 0) firstValid = channelIndex;
        }
        if (firstValid < 0) untime("noWaveform");
        else {
          // Of its ADC, or its own where times are written by channel.
          const index = timesPerAdc === 1 ? adcOf[firstValid]! : firstValid;
          const time = integerAt(view, rowAt + utimeMs.offset + index * utimeMs.size, utimeMs);
          const invalid = whyInvalidTime(time);
          if (invalid) untime(invalid);
          else events.timeMs[event] = time;
          if (taiNs && events.taiNs) {
            const tai = bigIntegerAt(view, rowAt + taiNs.offset + index * taiNs.size, taiNs);
            firstTaiNs ??= tai;
            events.taiNs[event] = Number(tai - firstTaiNs);
          }
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
