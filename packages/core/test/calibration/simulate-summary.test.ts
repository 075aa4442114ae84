import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawnDrift, simulateSummary } from "../../src/calibration/simulate-summary.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { SimulatedFault } from "../../src/flow/simulation/simulate-file.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { medianOf } from "../../src/numerics/median.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import { relativeLines } from "../../src/quantities/pools/lines.js";
import type { FileSummary } from "../../src/summary.js";

const eventCount = 48;
const faults: SimulatedFault[] = [
  { kind: "dead", channels: [[0, 4]] },
  { kind: "stuck-high", channels: [[0, 5]] },
  { kind: "baseline-shift", channels: [[1, 4]], shiftAdc16: 300 },
  { kind: "noise-scale", channels: [[2, 4]], factor: 2 },
  { kind: "clipped", channels: [[3, 4]], share: 0.5 },
  { kind: "negative", channels: [[3, 5]], share: 0.5, depthAdc16: 1500 },
  { kind: "noise-line", channels: [[4, 4]], frequencyMHz: 10, amplitudeAdc16: 40 },
  { kind: "missing-adc", adc: 6 },
];

let directory: string;
/** Two files that went the whole way from waveforms, and two of the model. */
const real: FileSummary[] = [];
const modelled: FileSummary[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "light-dqm-model-"));
  for (const seed of [1, 2]) {
    const path = join(directory, `sim_${seed}.FLOW.hdf5`);
    await simulateFlowFile(path, { eventCount, seed, detectorSeed: 5, faults });
    real.push(await summarizeFile(path, defaultConfig(), null));
    modelled.push(
      simulateSummary({
        name: `m_${seed}`,
        eventCount,
        seed,
        detectorSeed: 5,
        faults,
        drift: drawnDrift,
      }),
    );
  }
});
afterAll(() => rm(directory, { recursive: true }));

const { active } = detectorGroups(simulateSummary({ name: "x", eventCount: 0, seed: 1 }).detector);
const indexOfChannel = (adc: number, channel: number): number => adc * 64 + channel;
/** Channels without a fault. */
const healthy = active.filter(
  (channelIndex) => channelIndex % 64 > 5 && Math.floor(channelIndex / 64) !== 6,
);
const valuesOf = (
  files: FileSummary[],
  value: (file: FileSummary, channelIndex: number) => number,
) => files.flatMap((file) => healthy.map((channelIndex) => value(file, channelIndex)));
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe("the model of summaries, held against files that went the whole way", () => {
  test("has the same detector: baselines to the drift, noise to its error", () => {
    for (const [i, file] of real.entries())
      for (const channelIndex of healthy) {
        const difference =
          file.baseline.p50[channelIndex]! - modelled[i]!.baseline.p50[channelIndex]!;
        // Two drifts of 4 counts and two medians.
        expect(Math.abs(difference)).toBeLessThan(5 * Math.SQRT2 * 4.5);
        const ratio = file.noise.p50[channelIndex]! / modelled[i]!.noise.p50[channelIndex]!;
        expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
      }
  });

  test("has the same spread of baselines and noises from event to event", () => {
    const width = (of: "baseline" | "noise") => (file: FileSummary, channelIndex: number) =>
      file[of].p84[channelIndex]! - file[of].p16[channelIndex]!;
    for (const quantity of ["baseline", "noise"] as const) {
      const ratio =
        mean(valuesOf(real, width(quantity))) / mean(valuesOf(modelled, width(quantity)));
      expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
    }
  });

  test("has as much light: waveforms over threshold and clipped ones", () => {
    const share = (flag: "total" | "passed") => (file: FileSummary, channelIndex: number) =>
      file.clipped.all![flag === "total" ? "channel" : "total"][flag][channelIndex]! / eventCount;
    const over = mean(valuesOf(real, share("total"))) / mean(valuesOf(modelled, share("total")));
    expect(Math.abs(over - 1)).toBeLessThan(0.15);
    const clipped = [real, modelled].map((files) => mean(valuesOf(files, share("passed"))));
    expect(Math.abs(clipped[0]! - clipped[1]!)).toBeLessThan(0.01);
  });

  test("has the same line powers, and the same scatter of how lines stand out", () => {
    const power = (file: FileSummary, channelIndex: number): number => {
      const { frequencyMHz, p50 } = file.spectra;
      const bin = frequencyMHz.findIndex((f) => Math.abs(f - 20) < 0.03);
      return Math.log(p50[channelIndex * frequencyMHz.length + bin]!);
    };
    const difference = mean(valuesOf(real, power)) - mean(valuesOf(modelled, power));
    // ln: to 30 %, as pulses add a little power also at high frequencies.
    expect(Math.abs(difference)).toBeLessThan(0.26);
    const scatter = (files: FileSummary[]): number =>
      medianOf(
        valuesOf(files, (file, channelIndex) =>
          Math.abs(relativeLines(file)[channelIndex * 11 + 7]!),
        ),
      );
    expect(Math.abs(scatter(real) / scatter(modelled) - 1)).toBeLessThan(0.35);
  });

  test("shows planted faults alike", () => {
    for (const files of [real, modelled])
      for (const file of files) {
        expect(file.maxAmplitude[indexOfChannel(0, 4)]).toBe(0);
        expect(file.baseline.p50[indexOfChannel(0, 5)]).toBe(32764);
        expect(file.validCount.all![indexOfChannel(6, 4)]).toBe(0);
        for (const [flag, channel] of [
          ["clipped", 4],
          ["negative", 5],
        ] as const) {
          const { passed, total } = file[flag].all!.total;
          const at = indexOfChannel(3, channel);
          expect(total[at]).toBe(eventCount);
          // Half of 48 within four standard deviations.
          expect(Math.abs(passed[at]! - 24)).toBeLessThan(4 * Math.sqrt(12));
        }
      }
    for (const [i, file] of real.entries()) {
      const doubled =
        file.noise.p50[indexOfChannel(2, 4)]! / modelled[i]!.noise.p50[indexOfChannel(2, 4)]!;
      expect(Math.abs(doubled - 1)).toBeLessThan(0.15);
      const line = (summary: FileSummary): number =>
        relativeLines(summary)[indexOfChannel(4, 4) * 11 + 5]!;
      expect(Math.abs(line(file) - line(modelled[i]!))).toBeLessThan(0.6);
    }
  });
});
