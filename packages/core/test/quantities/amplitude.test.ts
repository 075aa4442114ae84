import { describe, expect, test } from "vitest";
import { fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { rollUp } from "../../src/history/roll-up.js";
import { triggerClasses, triggerClassOf } from "../../src/quantities/indexed-by/trigger-class.js";
import { distributionIn } from "../../src/quantities/table.js";
import type { FileNumbers } from "../../src/summary.js";
import { settings } from "../compute/memory-file.js";
import { samplePath } from "../samples.js";
import { makeSummary } from "../store/make-summary.js";

/** Amplitudes over threshold of a class and channel, by their definition, ascending. */
function amplitudesOf(
  file: Awaited<ReturnType<typeof openFlowFile>>,
  events: readonly number[],
  triggerClass: string,
  channelIndex: number,
): number[] {
  const { indexCount } = detectorGroups(file.detector);
  const { sampleCount } = file;
  const samples = new Int16Array(indexCount * sampleCount);
  return events
    .flatMap((event) => {
      const narrowest = triggerClassOf(file.events.trigType, event);
      const isOfClass = triggerClass === "all" || narrowest === triggerClass;
      if (!isOfClass || file.events.valid[event * indexCount + channelIndex] !== 1) return [];
      file.readEvent(event, samples);
      const first = channelIndex * sampleCount;
      const w = Array.from(samples.subarray(first, first + sampleCount));
      const baseline = w.slice(0, 50).reduce((sum, value) => sum + value, 0) / 50;
      const amplitude = Math.max(...w) - baseline;
      return amplitude > 500 ? [amplitude] : [];
    })
    .sort((a, b) => a - b);
}

/** NumPy's default quantile. */
function quantile(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

describe.each([
  ["plainEngine", plainEngine],
  ["fastEngine", fastEngine({ threads: 2 })],
])("amplitudes over threshold, by %s", (_, engine) => {
  test("are the quantiles and counts that their definition gives, by trigger class", async () => {
    const file = await openFlowFile(samplePath("mpd_run_demo_rctl_101"));
    try {
      const numbers: FileNumbers = await engine(file, settings);
      for (const channelIndex of [4, 3 * 64 + 26, 5 * 64 + 20, 7 * 64 + 63])
        for (const triggerClass of triggerClasses) {
          const expected = amplitudesOf(file, numbers.selectedEvents, triggerClass, channelIndex);
          const { p16, p50, p84, histogram } = numbers.amplitude[triggerClass]!;
          const found = [p16, p50, p84].map((column) => column[channelIndex]!);
          [0.16, 0.5, 0.84].forEach((p, i) => {
            const value = quantile(expected, p);
            if (Number.isNaN(value)) expect(found[i]).toBeNaN();
            else expect(found[i]).toBeCloseTo(value, 8);
          });
          const counted = histogram[channelIndex];
          expect(counted?.counts.reduce((sum, n) => sum + n, 0) ?? 0).toBe(expected.length);
          // 32 bins a factor of 2: the first bin holds the smallest amplitude.
          if (counted) expect(counted.firstBin).toBe(Math.floor(32 * Math.log2(expected[0]!)));
        }
    } finally {
      file.close();
    }
  });
});

describe("amplitudes of earlier files", () => {
  test("are pooled by trigger class: median, spread and the band of all their values", () => {
    const files = [900, 1000, 1040].map((middle, n) => {
      const summary = makeSummary({ name: `file_${n}` });
      const { p50, histogram } = summary.amplitude.beam!;
      p50[4] = middle;
      histogram[4] = { firstBin: Math.floor(32 * Math.log2(middle)), counts: Uint32Array.of(10) };
      return summary;
    });
    const { beam, self } = rollUp(files, makeSummary({ name: "now" })).amplitude;
    expect([beam!.median[4], beam!.fileCount[4]]).toEqual([1000, 3]);
    expect(beam!.spread[4]).toBeCloseTo(1.4826 * 40, 10);
    // A third of the values are 900 to a bin's width of 2.2 %, a third 1040.
    expect(beam!.p16[4]! / 900).toBeGreaterThan(0.97);
    expect(beam!.p16[4]! / 900).toBeLessThan(1.03);
    expect(beam!.p84[4]! / 1040).toBeGreaterThan(0.97);
    expect(beam!.p84[4]! / 1040).toBeLessThan(1.03);
    expect(self!.median[4]).toBe(1000);
  });

  test("are unknown in summaries of stores that were written before", () => {
    const untyped = makeSummary({ triggersTyped: false });
    expect(distributionIn(untyped, "amplitude", "beam")).toBeUndefined();
    expect(distributionIn(untyped, "amplitude", "all")!.p50[4]).toBe(1000);
  });
});
