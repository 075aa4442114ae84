/** Any summary that the contract allows, for properties. */
import fc from "fast-check";
import type { Histogram } from "../../src/numerics/histogram.js";
import type { TriggerClass } from "../../src/quantities/indexed-by/trigger-class.js";
import { flags } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { distributionsOf, makeSummary, silence, smallDetector } from "./make-summary.js";

const time = fc.integer({ min: 1_000_000_000_000, max: 2_000_000_000_000 });
const litAmplitude = fc.oneof(
  fc.constant(Number.NaN),
  fc.double({ min: 1, max: 70_000, noNaN: true }),
);
const count = fc.nat({ max: 1_000_000 });
const size = fc.double({ min: -70_000, max: 70_000, noNaN: true });
const power = fc.float({ min: 0, max: 1, noNaN: true });
const excess = fc.double({ min: -5, max: 20, noNaN: true });
const anyPeaks = fc.array(
  fc.record({
    frequencyMHz: fc.double({ min: 0, max: 40, noNaN: true }),
    lnExcess: excess,
    lnOverOthers: fc.oneof(excess, fc.constant(Number.NaN)),
  }),
  { maxLength: 16 },
);
const anyHistogram = fc
  .record({
    first: fc.integer({ min: -32_768, max: 1000 }),
    counts: fc.array(count, { minLength: 1, maxLength: 5 }),
  })
  .map(
    ({ first, counts }): Histogram => ({
      firstBin: first,
      counts: Uint32Array.from(counts),
    }),
  );

/** A summary of the small detector with every number drawn at random, some channels silent. */
export const arbitrarySummary: fc.Arbitrary<FileSummary> = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
    run: fc.option(fc.nat({ max: 9_999_999 })),
    firstMs: fc.option(time),
    triggersTyped: fc.boolean(),
    selfCount: fc.nat({ max: 30 }),
    sampleCount: fc.integer({ min: 2, max: 24 }),
    withStatus: fc.boolean(),
    scale: fc.constantFrom("power" as const, "density" as const),
    silent: fc.uniqueArray(fc.nat({ max: 15 })),
    draw: fc.gen(),
  })
  .map(({ withStatus, scale, silent, draw, ...parts }) => {
    const summary = makeSummary({ ...parts, detector: smallDetector });
    const known = (channelIndex: number): boolean =>
      (summary.validCount.all![channelIndex] ?? 0) > 0;
    const redraw = (array: Float64Array): void =>
      array.forEach((_, channelIndex) => {
        if (known(channelIndex)) array[channelIndex] = draw(() => size);
      });
    for (const { p16, p50, p84, histogram } of distributionsOf(summary)) {
      for (const array of [p16, p50, p84]) redraw(array);
      histogram.forEach((was, channelIndex) => {
        if (was) histogram[channelIndex] = draw(() => anyHistogram);
      });
    }
    redraw(summary.maxAmplitude);
    redraw(summary.minAmplitude);
    summary.light.forEach((_, i) => {
      // Of waveforms over threshold, so it is never small.
      if (known(i)) summary.light[i] = draw(() => litAmplitude);
    });
    for (const counts of [
      ...[summary.darkCount, summary.litCount, summary.faintCount],
      ...[summary.constantCount, summary.lines.count],
    ])
      counts.forEach((_, channelIndex) => {
        if (known(channelIndex)) counts[channelIndex] = draw(() => count);
      });
    const { watched, peaks } = summary.lines;
    watched.forEach((value, i) => {
      if (!Number.isNaN(value)) watched[i] = draw(() => excess);
    });
    peaks.forEach((_, channelIndex) => {
      if (known(channelIndex)) peaks[channelIndex] = draw(() => anyPeaks);
    });
    for (const flag of flags)
      for (const [triggerClass, byDenominator] of Object.entries(summary[flag]))
        for (const { passed, total } of Object.values(byDenominator))
          total.forEach((_, channelIndex) => {
            if (!summary.validCount[triggerClass as TriggerClass]![channelIndex]) return;
            total[channelIndex] = draw(() => count);
            passed[channelIndex] = draw(() => fc.nat({ max: total[channelIndex]! }));
          });
    for (const array of [summary.spectra.p16, summary.spectra.p50, summary.spectra.p84])
      array.forEach((value, i) => {
        if (!Number.isNaN(value)) array[i] = draw(() => power);
      });
    summary.spectra.scale = scale;
    summary.jumpEvent?.samplesAdc16.forEach((_, i, samples) => {
      samples[i] = draw(() => fc.integer({ min: -32_768, max: 32_767 }));
    });
    if (withStatus)
      summary.channelStatus = Int8Array.from({ length: 16 }, () =>
        draw(() => fc.integer({ min: -1, max: 3 })),
      );
    for (const channelIndex of silent) silence(summary, channelIndex);
    return summary;
  });
