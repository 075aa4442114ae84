/** Waveforms that show alarms, as arrays and back. */
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";
import type { Exemplar } from "../../summary.js";
import type { NpyArray } from "./npz.js";

/** The order in which trigger classes are numbered; never to be changed. */
export const numberedClasses: readonly TriggerClass[] = ["all", "beam", "self"];

/** ADC, channel, event and trigger class of an exemplar. */
const cellCount = 4;

/** The arrays of some exemplars; see `encodeArrays`. */
export function exemplarArrays(
  exemplars: readonly Exemplar[],
  sampleCount: number,
): Record<string, NpyArray> {
  const shape = [exemplars.length, sampleCount];
  const none = new Float64Array(sampleCount).fill(Number.NaN);
  const titles = exemplars.map(({ title }) => title.replaceAll("\n", " ")).join("\n");
  const codes = Uint32Array.from(titles, (letter) => letter.codePointAt(0)!);
  const cells = exemplars.flatMap(({ adc, channel, event, triggerClass }) => [
    ...[adc, channel, event],
    numberedClasses.indexOf(triggerClass),
  ]);
  const samplesOf = (lines: Float64Array[]): Float32Array =>
    Float32Array.from(lines.flatMap((line) => Array.from(line)));
  return {
    exemplar_events: { data: Uint32Array.from(cells), shape: [exemplars.length, cellCount] },
    exemplar_titles: { data: codes, shape: [codes.length] },
    exemplar_above_adc16: { data: samplesOf(exemplars.map((each) => each.aboveAdc16)), shape },
    exemplar_others_adc16: {
      data: samplesOf(exemplars.map((each) => each.othersAdc16 ?? none)),
      shape,
    },
  };
}

/** The exemplars that arrays hold. */
export function exemplarsFrom(
  cells: Uint32Array,
  codes: Uint32Array,
  above: Float32Array,
  others: Float32Array,
): Exemplar[] {
  const count = cells.length / cellCount;
  const titles = Array.from(codes, (code) => String.fromCodePoint(code))
    .join("")
    .split("\n");
  const lineOf = (values: Float32Array, i: number): Float64Array =>
    Float64Array.from(
      values.subarray((i * values.length) / count, ((i + 1) * values.length) / count),
    );
  return Array.from({ length: count }, (_, i) => {
    const [adc, channel, event, number] = cells.subarray(i * cellCount);
    const ofOthers = lineOf(others, i);
    return {
      ...{ adc: adc!, channel: channel!, event: event!, title: titles[i]! },
      triggerClass: numberedClasses[number!]!,
      aboveAdc16: lineOf(above, i),
      othersAdc16: ofOthers.every(Number.isNaN) ? null : ofOthers,
    };
  });
}
