import { expect, test } from "vitest";
import { decodeArrays, encodeArrays } from "../../src/store/arrays/summary-arrays.js";
import type { Exemplar, FileSummary } from "../../src/summary.js";
import { makeSummary } from "./make-summary.js";

const summary = makeSummary();
const { sampleCount } = summary;
const line = (of: (i: number) => number): Float64Array =>
  Float64Array.from({ length: sampleCount }, (_, i) => of(i));
const exemplars: Exemplar[] = [
  {
    adc: 1,
    channel: 3,
    title: "Clipped fraction",
    event: 4,
    triggerClass: "beam",
    aboveAdc16: line((i) => 4 * i),
    othersAdc16: line((i) => i / 4),
  },
  {
    adc: 0,
    channel: 2,
    title: "Größe",
    event: 70_000,
    triggerClass: "all",
    aboveAdc16: line(() => -2.5),
    othersAdc16: null,
  },
];

const again = (of: FileSummary): FileSummary["exemplars"] =>
  decodeArrays(encodeArrays(of), "test", of.spectra.scale, null).exemplars;

test("waveforms of alarms come back from the array file as they went in, with or without others", () => {
  expect(again({ ...summary, exemplars })).toEqual(exemplars);
  expect(again({ ...summary, exemplars: exemplars.slice(1) })).toEqual(exemplars.slice(1));
});

test("a summary without alarms, or of an earlier version, has none", () => {
  expect(again(summary)).toBeUndefined();
  expect(again({ ...summary, exemplars: [] })).toBeUndefined();
});
