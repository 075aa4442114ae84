import { detectorGroups } from "../../src/detector/groups.js";
/** FLOW files that exist only in memory, for tests of the engine. */

import type { DetectorProfile } from "../../src/detector/profile.js";
import type { OpenFlowFile } from "../../src/flow/flow-file.js";
import type { NumbersSettings } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";

/** Settings that look at everything. */
export const settings: NumbersSettings = {
  maxEvts: 500,
  powspecNevts: 500,
  thresholdAdc16: new Array(8).fill(500),
  spectrumScale: "power",
};

/** Index of a channel in the channelIndex arrays of the 2x2 detector. */
export const indexOfChannel = (adc: number, channel: number): number => adc * 64 + channel;

export interface MemoryFile extends OpenFlowFile {
  /** Events in the order in which they were read. */
  reads: number[];
}

export interface MemoryFileParts {
  eventCount: number;
  sampleCount: number;
  trigType?: readonly number[] | null;
  detector?: DetectorProfile;
  /** Default: every active channel of every event. */
  isValid?: (event: number, adc: number, channel: number) => boolean;
  /** The waveform of one channel; inactive and invalid ones are asked for too. */
  sample: (event: number, adc: number, channel: number, sample: number) => number;
}

export function memoryFile(parts: MemoryFileParts): MemoryFile {
  const { eventCount, sampleCount, detector = dune2x2, isValid = () => true } = parts;
  const { active, indexCount, placeOf } = detectorGroups(detector);
  const valid = new Uint8Array(eventCount * indexCount);
  for (let event = 0; event < eventCount; event++)
    for (const channelIndex of active) {
      const { adc, channel } = placeOf(channelIndex);
      valid[event * indexCount + channelIndex] = isValid(event, adc, channel) ? 1 : 0;
    }
  const reads: number[] = [];
  return {
    path: "memory.FLOW.hdf5",
    input: { name: "memory.FLOW.hdf5", sizeBytes: 0, mtimeMs: 0, run: null, subRun: null },
    detector,
    sampleCount,
    waveformRow: { bytes: 2 * indexCount * sampleCount, samplesOffset: 0 },
    events: {
      count: eventCount,
      trigType: parts.trigType ? Float64Array.from(parts.trigType) : null,
      timeMs: new Float64Array(eventCount).fill(Number.NaN),
      untimed: { zero: eventCount },
      taiNs: null,
      valid,
    },
    reads,
    readEvent(event, into) {
      reads.push(event);
      for (let channelIndex = 0; channelIndex < indexCount; channelIndex++) {
        const { adc, channel } = placeOf(channelIndex);
        for (let i = 0; i < sampleCount; i++)
          into[channelIndex * sampleCount + i] = parts.sample(event, adc, channel, i);
      }
    },
    close() {},
  };
}
