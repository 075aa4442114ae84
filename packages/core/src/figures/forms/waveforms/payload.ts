/** Waveforms by EPCB: a panel each, of one event or each of an event of its own. */
import { triggerClasses } from "../../../quantities/indexed-by/trigger-class.js";
import type { PayloadOf } from "../../payload-schema.js";
import { detector, mostAdcs, mostChannels, payloadSchema, units } from "../../payload-schema.js";
import {
  arrayOf,
  countColumn,
  index,
  nullOr,
  number,
  object,
  oneOf,
  optional,
  text,
} from "../../schema.js";

/** More would only stall the page. */
const mostSamples = 1_000_000;

const panel = object({
  adc: index(0, mostAdcs),
  epcb: index(0, mostChannels),
  /** The event that it shows, where it has one of its own. */
  event: optional(number),
  triggerClass: optional(oneOf(triggerClasses)),
  /** Channel numbers, in the order of `counts`; channels with no valid waveform are omitted. */
  channels: countColumn(),
  /** [channel][point] */
  counts: arrayOf(countColumn()),
  /** The mean of the other channels of the EPCB, where it is shown. [point] */
  others: optional(countColumn()),
  /** What is to be known of it: that it is clipped, why it is empty. */
  note: optional(text),
});

export const schema = payloadSchema("waveforms", () => ({
  detector,
  unit: units,
  /** The value of one stored count in `unit`. */
  unitPerCount: number,
  /** The event of all panels; null where each has its own. */
  event: nullOr(number),
  triggerClass: nullOr(oneOf(triggerClasses)),
  /** The largest step between samples, from the one at `timeUs` to the next; null where none is marked. */
  jump: nullOr(object({ adc: number, channel: number, timeUs: number, size: number })),
  sampleNs: number,
  sampleCount: index(1, mostSamples),
  /** Samples that were merged into two points, their lowest and highest; 1: nothing was merged. */
  samplesPerBin: index(1, mostSamples),
  panels: arrayOf(panel),
}));

/** Waveforms by EPCB. */
export type WaveformsPayload = PayloadOf<typeof schema>;
/** Waveforms of one EPCB, baseline-subtracted, in counts of `unitPerCount`. */
export type WaveformsPanel = ReturnType<typeof panel>;
