import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulateSummary } from "../../src/calibration/simulate-summary.js";
import { drawnDrift } from "../../src/calibration/simulated-channels.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorGroups } from "../../src/detector/groups.js";
import type { SimulatedConditions } from "../../src/flow/simulation/conditions.js";
import type { ChannelAddress, SimulatedFault } from "../../src/flow/simulation/faults.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { epcbChannels } from "../../src/flow/simulation/simulate-run.js";
import { summarizeFile } from "../../src/pipeline/one-file.js";
import type { FileSummary } from "../../src/summary.js";
import { dune2x2 } from "../detectors.js";

const eventCount = 48;
const wanderAdc16 = 40;
const { active, indexOf } = detectorGroups(dune2x2);

/** A file that went the whole way from waveforms, and one of the model. */
type Both = { real: FileSummary; model: FileSummary };

let directory: string;
async function simulateBoth(
  name: string,
  conditions: SimulatedConditions,
  faults: SimulatedFault[] = [],
): Promise<Both> {
  const spec = { eventCount, seed: 3, detectorSeed: 5, faults, conditions, state: { wanderAdc16 } };
  const path = join(directory, `sim_${name}.FLOW.hdf5`);
  await simulateFlowFile(path, spec);
  const real = await summarizeFile(path, defaultConfig(), null);
  return { real, model: simulateSummary({ name, drift: drawnDrift, ...spec }) };
}
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "light-dqm-run-types-"));
});
afterAll(() => rm(directory, { recursive: true }));

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
/** Means and deviations are of so many channels. */
const n = active.length;
/** Standard error of a median of normal values, in units of that of the mean. */
const medianError = Math.sqrt(Math.PI / 2);
/** Relative standard error of the median power of one spectrum's noise. */
const powerError = 1 / Math.LN2;
/** The waveforms take their noise from a table of so many waveforms' length: lines of it are in all. */
const tableWaveforms = 2 ** 17 / 1000;

/** @param of value of a channel */
const valuesOf = (file: FileSummary, of: (file: FileSummary, i: number) => number): number[] =>
  active.map((channelIndex) => of(file, channelIndex));
const meanDifference = (
  { real, model }: Both,
  of: (file: FileSummary, i: number) => number,
): number => mean(valuesOf(real, of)) - mean(valuesOf(model, of));

interface RunType {
  conditions: SimulatedConditions;
  /** Fraction of the TPCs that an event lights, and how far two files may differ in it by chance. */
  lit: number;
  litError: number;
  /** Standard deviation of ln light from event to event, and of ln amplitude in a TPC. */
  spreadLn: number;
  scatterLn: number;
}

const runTypes: RunType[] = [
  {
    conditions: { runType: "mixed" },
    // One TPC, 30 % of the 16 beam events two: 4.8 ± 1.8 doubles on 48.
    ...{ lit: 1.1 / 8, litError: (1.8 * Math.SQRT2) / 48 / 8 },
    // Beam and self triggers differ by a factor of 4.
    ...{ spreadLn: Math.hypot(0.85, 0.65), scatterLn: 0.8 },
  },
  {
    conditions: { runType: "beam", litShare: 0.9 },
    // Of 7.2 TPCs 0.2 are left to chance.
    ...{ lit: 0.9, litError: (0.4 * Math.SQRT2) / Math.sqrt(48) / 8 },
    ...{ spreadLn: 0.7, scatterLn: 0.8 },
  },
  {
    conditions: { runType: "self", litShare: 0.5, intensity: 2, scatterLn: 0.3 },
    // 0.3 % of the TPCs' lights are below the threshold.
    ...{ lit: 0.5, litError: Math.sqrt((2 * 0.003) / (48 * 4)) },
    ...{ spreadLn: 0.9, scatterLn: 0.3 },
  },
  {
    conditions: { runType: "led" },
    ...{ lit: 1, litError: 0, spreadLn: 0.03, scatterLn: 0.03 },
  },
  {
    conditions: { runType: "pedestal" },
    ...{ lit: 0, litError: 0, spreadLn: 0, scatterLn: 0 },
  },
];

describe.each(runTypes)("both simulations of a $conditions.runType run", (runType) => {
  const { conditions, lit, litError, spreadLn, scatterLn } = runType;
  let both: Both;
  beforeAll(async () => {
    both = await simulateBoth(conditions.runType, conditions);
  });
  const dark = 1 - lit;

  test("have the triggers of its kind", () => {
    for (const { eventCount: counts } of Object.values(both)) {
      expect(counts.beam).toBe({ mixed: 16, beam: 48 }[conditions.runType as string] ?? 0);
      expect(counts.all).toBe(48);
    }
  });

  test("have the same baselines and noises, of all triggers and of self triggers", () => {
    const classes = conditions.runType === "beam" ? ["dark"] : ["dark", "self"];
    for (const kind of classes)
      for (const { channel, width, noise } of [kinds[kind as "dark" | "self"]]) {
        // The drift of 4 counts and the median, in two files.
        const used = kind === "self" && conditions.runType === "mixed" ? 32 : eventCount;
        const error = Math.hypot(4, (medianError * wanderAdc16) / Math.sqrt(used)) * Math.SQRT2;
        expect(Math.abs(meanDifference(both, channel))).toBeLessThan((4 * error) / Math.sqrt(n));
        for (const i of active)
          expect(Math.abs(channel(both.real, i) - channel(both.model, i))).toBeLessThan(
            5.5 * error,
          );
        // The distance of the 16 and 84 % quantiles is known to 1/√n of itself, or little more.
        const widths = [both.real, both.model].map((file) => mean(valuesOf(file, width)));
        expect(Math.abs(widths[0]! / widths[1]! - 1)).toBeLessThan(
          (4 * 1.1 * Math.SQRT2) / Math.sqrt(used * n),
        );
        const noises = [both.real, both.model].map((file) => mean(valuesOf(file, noise)));
        // A tenth from event to event; the table's own standard deviation is known to 0.2 %.
        const ofNoise = (medianError * 0.1 * Math.SQRT2) / Math.sqrt(used * n);
        expect(Math.abs(noises[0]! / noises[1]! - 1)).toBeLessThan(4 * Math.hypot(ofNoise, 0.002));
      }
    for (const { darkCount } of Object.values(both))
      expect(active.map((i) => darkCount[i])).toEqual(active.map(() => eventCount));
  });

  test("light the TPCs as often", () => {
    const share = (file: FileSummary, i: number): number => file.litCount[i]! / eventCount;
    expect(Math.abs(meanDifference(both, share))).toBeLessThanOrEqual(4 * litError);
    // 2 % of the weakest lights are below the threshold.
    for (const file of Object.values(both))
      expect(Math.abs(mean(valuesOf(file, share)) - lit)).toBeLessThanOrEqual(
        4 * litError + 0.03 * lit,
      );
  });

  if (lit > 0)
    test("have as much light, as much of it clipped, and the same relative amplitudes", () => {
      const error = medianError / Math.sqrt(eventCount * lit);
      const ln = (of: (file: FileSummary, i: number) => number) => (file: FileSummary, i: number) =>
        Math.log(of(file, i));
      const light = ln((file, i) => file.light[i]!);
      // A TPC's light is the same for its channels; LED light is a median of 48 channels besides.
      expect(Math.abs(meanDifference(both, light))).toBeLessThan(
        4 * spreadLn * error * Math.sqrt(2 / 8) + 0.005,
      );
      const clipped = (file: FileSummary, i: number): number =>
        file.clipped.all!.total.passed[i]! / eventCount;
      // A TPC in an event clips in 6 % of its channels, in most of them or in few.
      const clips = Math.sqrt((2 * 0.15 ** 2) / (8 * eventCount * lit)) * lit;
      expect(Math.abs(meanDifference(both, clipped))).toBeLessThan(4 * clips);

      const gain = ln((file, i) => file.gain.p50[i]!);
      expect(Math.abs(meanDifference(both, gain))).toBeLessThan(
        4 * scatterLn * error * Math.sqrt(2 / n) + 0.002,
      );
      const scatter = [both.real, both.model].map((file) => deviation(valuesOf(file, gain)));
      expect(Math.abs(scatter[0]! / scatter[1]! - 1)).toBeLessThan(4 / Math.sqrt(n));
      const width = ln((file, i) => file.gain.p84[i]! / file.gain.p16[i]!);
      const widths = [both.real, both.model].map((file) => mean(valuesOf(file, width)));
      expect(Math.abs(widths[0]! / widths[1]! - 1)).toBeLessThan(
        (4 * 1.1 * Math.SQRT2) / Math.sqrt(eventCount * lit * n) + 0.01,
      );
      // Of normal ln amplitudes less than a tenth of the median are Φ(ln 0.1 / scatter).
      const faint = (file: FileSummary, i: number): number =>
        file.faintCount[i]! / file.litCount[i]!;
      expect(Math.abs(meanDifference(both, faint))).toBeLessThan(
        4 * Math.sqrt((2 * 0.002) / (eventCount * lit * n)) + 1e-9,
      );
    });

  if (lit === 0)
    test("have no relative amplitudes", () => {
      for (const { light, gain } of Object.values(both))
        for (const i of active) expect([light[i], gain.p50[i]]).toEqual([Number.NaN, Number.NaN]);
    });

  test("have as many dark spectra", () => {
    const share = (file: FileSummary, i: number): number => file.lines.count[i]! / eventCount;
    for (const file of Object.values(both)) {
      // Noise is as high as it is deep to a factor of 2; weak light is not seen in 4 %.
      const found = mean(valuesOf(file, share));
      expect(found).toBeGreaterThan(dark - 4 * litError - 0.002);
      expect(found).toBeLessThan(dark + 4 * litError + 0.04 * lit + 1e-9);
    }
  });

  if (dark > 0)
    test("have the same lines where there are none", () => {
      const { watched, count } = both.real.lines;
      const error = powerError / Math.sqrt(mean(active.map((i) => count[i]!)));
      const ofLine = (line: number) => (file: FileSummary, i: number) =>
        file.lines.watched[i * 11 + line]!;
      const known = ({ lines }: FileSummary) => active.filter((i) => lines.count[i]! > 0);
      const scatters = (file: FileSummary): number[] =>
        Array.from({ length: 11 }, (_, line) =>
          deviation(known(file).map((i) => ofLine(line)(file, i))),
        );
      const [real, model] = [scatters(both.real), scatters(both.model)];
      expect(watched.length).toBe(both.model.lines.watched.length);
      // 11 lines; the noises of an event's channels are of one table, which makes them more alike.
      expect(Math.abs(mean(real) / mean(model) - 1)).toBeLessThan(0.12);
      for (let line = 0; line < 11; line++) {
        const means = [both.real, both.model].map((file) =>
          mean(known(file).map((i) => ofLine(line)(file, i))),
        );
        const ofTable = powerError / Math.sqrt(tableWaveforms);
        expect(Math.abs(means[0]! - means[1]!)).toBeLessThan(
          4 * Math.hypot(ofTable, error * Math.sqrt(2 / n)),
        );
      }
    });
});

/** What is compared of the starts of waveforms. */
const kinds = {
  dark: {
    channel: (file: FileSummary, i: number) => file.darkBaseline.p50[i]!,
    width: (file: FileSummary, i: number) => file.darkBaseline.p84[i]! - file.darkBaseline.p16[i]!,
    noise: (file: FileSummary, i: number) => file.darkNoise.p50[i]!,
  },
  self: {
    channel: (file: FileSummary, i: number) => file.baseline.p50[i]!,
    width: (file: FileSummary, i: number) => file.baseline.p84[i]! - file.baseline.p16[i]!,
    noise: (file: FileSummary, i: number) => file.noise.p50[i]!,
  },
};

describe("both simulations of faults", () => {
  // Two channels for gains, so that the median of their TPC stays where it is.
  const [dying, off, on] = [0, 1, 2].map((epcb) => epcbChannels(dune2x2, 1, epcb));
  const halved: ChannelAddress[] = epcbChannels(dune2x2, 5, 0).slice(0, 2);
  const weak: ChannelAddress[] = epcbChannels(dune2x2, 7, 0).slice(0, 2);
  const faults: SimulatedFault[] = [
    { kind: "gain", channels: halved, factor: 0.5 },
    { kind: "dead-share", channels: dying!, share: 0.3 },
    { kind: "noise-line", channels: off!, frequencyMHz: 10.1, amplitudeAdc16: 8 },
    { kind: "noise-line", channels: on!, frequencyMHz: 2.5, amplitudeAdc16: 8 },
    { kind: "gain", channels: weak, factor: 0.05 },
  ];
  let led: Both;
  let healthyLed: FileSummary;
  let mixed: Both;
  beforeAll(async () => {
    led = await simulateBoth("led-faults", { runType: "led" }, faults);
    healthyLed = simulateSummary({
      ...{ name: "healthy", eventCount, seed: 9, detectorSeed: 5, drift: drawnDrift },
      conditions: { runType: "led" },
    });
    mixed = await simulateBoth("mixed-faults", { runType: "mixed" }, faults);
  });
  const indices = (channels: ChannelAddress[]): number[] =>
    channels.map(([adc, channel]) => indexOf(adc, channel));

  test("see the gains that were planted", () => {
    for (const file of Object.values(led)) {
      const relative = (i: number): number => Math.log(file.gain.p50[i]! / healthyLed.gain.p50[i]!);
      // Medians of amplitudes with 3 %, and of noise of up to 30 on 4000 counts.
      for (const i of indices(halved))
        expect(Math.abs(relative(i) - Math.log(0.5))).toBeLessThan(0.05);
      // Of 200 counts the highest sample of the noise is a part.
      for (const i of indices(weak)) {
        expect(relative(i)).toBeGreaterThan(Math.log(0.05) - 0.05);
        expect(relative(i)).toBeLessThan(Math.log(0.05 * 1.6));
        expect(file.faintCount[i]! / file.litCount[i]!).toBeGreaterThan(0.9);
      }
    }
    for (const i of indices(weak))
      expect(Math.abs(Math.log(led.real.gain.p50[i]! / led.model.gain.p50[i]!))).toBeLessThan(0.1);
  });

  test("count the waveforms in which a channel was dead", () => {
    const error = Math.sqrt((0.3 * 0.7) / (eventCount * 6));
    for (const file of [...Object.values(led), ...Object.values(mixed)]) {
      const share = mean(indices(dying!).map((i) => file.constantCount[i]! / eventCount));
      expect(Math.abs(share - 0.3)).toBeLessThan(4 * error);
      for (const i of active)
        if (!indices(dying!).includes(i)) expect(file.constantCount[i]).toBe(0);
    }
    for (const file of Object.values(led))
      for (const i of indices(dying!)) expect(file.faintCount[i]).toBe(file.constantCount[i]);
    // Constant waveforms start quietly and are in no dark spectrum.
    for (const file of Object.values(mixed))
      for (const i of indices(dying!)) {
        expect(file.darkCount[i]).toBe(eventCount);
        expect(file.lines.count[i]! + file.constantCount[i]!).toBeLessThanOrEqual(eventCount);
      }
  });

  test.each([
    ["between two bins, at 10.1 MHz", 10.125, off!],
    ["in a bin, at 2.5 MHz", 2.5, on!],
  ] as const)("find a line %s, as strong", (_, binMHz, channels) => {
    const strengths = [mixed.real, mixed.model].map((file) =>
      indices(channels).map((i) => {
        const peak = file.lines.peaks[i]!.find(
          ({ frequencyMHz }) => Math.abs(frequencyMHz - binMHz) < 1e-9,
        );
        expect(peak).toBeDefined();
        expect(Math.abs(peak!.lnExcess - peak!.lnOverOthers)).toBeLessThan(
          4 * (powerError / Math.sqrt(tableWaveforms)),
        );
        return peak!.lnExcess;
      }),
    );
    // Powers of a sine scatter less than those of noise.
    expect(Math.abs(mean(strengths[0]!) - mean(strengths[1]!))).toBeLessThan(
      4 * ((powerError * Math.sqrt(2 / 6)) / Math.sqrt(0.85 * eventCount)),
    );
  });
});
