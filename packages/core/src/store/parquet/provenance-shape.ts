/**
 * Whether a document has the shape that all code relies on: what others wrote, or a damaged disk
 * changed, must not fail later and elsewhere.
 */
import { runNumberOf } from "../../numerics/run-number.js";
import { triggerClasses } from "../../quantities/indexed-by/trigger-class.js";

type Shape = (value: unknown) => boolean;

const number: Shape = (value) => typeof value === "number" && Number.isFinite(value);
const whole: Shape = (value) => Number.isSafeInteger(value);
const runNumber: Shape = (value) =>
  (typeof value === "number" || typeof value === "string") && runNumberOf(String(value)) === value;
const count: Shape = (value) => whole(value) && (value as number) >= 0;
const text: Shape = (value) => typeof value === "string";
const truth: Shape = (value) => typeof value === "boolean";
const triggerClass: Shape = (value) => (triggerClasses as readonly unknown[]).includes(value);
const absentOr =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || value === null || shape(value);
const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
const having =
  (shapes: Record<string, Shape>): Shape =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shapes).every(([name, shape]) =>
      shape((value as Record<string, unknown>)[name]),
    );
const byClass: Shape = (value) =>
  having({})(value) &&
  Object.entries(value as object).every(([name, n]) => triggerClass(name) && count(n));

const shapes: Record<string, Shape> = {
  softwareVersion: text,
  processedMs: number,
  input: having({
    name: text,
    sizeBytes: number,
    mtimeMs: number,
    run: absentOr(runNumber),
    subRun: absentOr(runNumber),
    eventsHash: absentOr(text),
  }),
  time: absentOr(having({ firstMs: number, lastMs: number })),
  timeOrder: absentOr(having({ timed: count, backward: count, repeated: count })),
  detector: having({ name: text, adcCount: count, channelCount: count }),
  sampleCount: count,
  fileEventCount: count,
  triggersTyped: truth,
  settings: having({ thresholdAdc16: listOf(number), maxEvts: number, powspecNevts: number }),
  selectedEvents: listOf(count),
  spectrumEvents: listOf(count),
  eventCount: byClass,
  baselineTriggerClass: triggerClass,
  triggerClasses: listOf(triggerClass),
  lineBinsMHz: listOf(number),
  largestJump: absentOr(having({ event: count, adc: count, channel: count, sizeAdc16: number })),
  jumpEvent: absentOr(having({ event: count, triggerClass })),
  imported: absentOr(having({ directory: text, fileIndex: count, approximate: listOf(text) })),
  arrays: having({ bytes: count, sha256: text }),
};

/** Name of the first field that is not of the shape it must have; null where all are. */
export function oddField(document: object): string | null {
  const odd = Object.entries(shapes).find(
    ([name, shape]) => !shape((document as Record<string, unknown>)[name]),
  );
  return odd?.[0] ?? null;
}
