import type { DetectorProfile } from "../detector.js";
import type { InputFile } from "../summary.js";

/** Facts of the events of a file, one entry an event, read when the file is opened. */
export interface FlowEvents {
  count: number;
  /** `trig_type` by event (1 beam, 0 self); null for producers that write none. */
  trigType: Int32Array | null;
  /** Milliseconds UTC of the event's first valid ADC; NaN where no ADC is valid. [event] */
  timeMs: Float64Array;
  /** 1 where the waveform is valid and its channel active. [event][adc][channel] */
  valid: Uint8Array;
}

/** A FLOW file that was checked and is open for reading. */
export interface OpenFlowFile {
  path: string;
  input: InputFile;
  detector: DetectorProfile;
  sampleCount: number;
  events: FlowEvents;
  /**
   * Reads the waveforms of one event into a buffer that the caller reuses.
   * @param into at least adcCount × channelCount × sampleCount; filled as [adc][channel][sample]
   * @throws LightDqmError `bad-input` where the bytes cannot be read
   */
  readEvent(event: number, into: Int16Array): void;
  close(): void;
}
