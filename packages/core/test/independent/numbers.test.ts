/** Both engines and the groups of channels, against a program in NumPy and h5py. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/compute/engine.js";
import { fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { detectorOf } from "../../src/detector/index.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { denominators } from "../../src/quantities/indexed-by/denominator.js";
import {
  type TriggerClass,
  triggerClasses,
} from "../../src/quantities/indexed-by/trigger-class.js";
import { lineFrequenciesMHz, nearestBin } from "../../src/quantities/indexed-by/watched-lines.js";
import { flags } from "../../src/quantities/table.js";
import type { FileNumbers } from "../../src/summary.js";
import {
  descriptionOf,
  differences,
  expectDarkNumbers,
  type Numbers,
  quantileDifferences,
  quantileNames,
  runPython,
} from "./independent-program.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-independent-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** What the Python program writes, or our simulator where it says how. */
interface Layout {
  name: string;
  trigger: "u1" | "<i4" | "<i8" | "?" | null;
  clipped: "first" | "last" | null;
  gzip: boolean;
  simulated?: { typed: boolean };
}

const layouts: readonly Layout[] = [
  {
    name: "of today, simulated",
    trigger: "u1",
    clipped: "last",
    gzip: false,
    simulated: { typed: true },
  },
  {
    name: "of older producers, simulated, gzip",
    trigger: null,
    clipped: null,
    gzip: true,
    simulated: { typed: false },
  },
  { name: "of today, gzip", trigger: "u1", clipped: "last", gzip: true },
  { name: "with the clipped flags first", trigger: "u1", clipped: "first", gzip: false },
  { name: "without clipped flags", trigger: "<i4", clipped: null, gzip: false },
  { name: "with wide trigger codes, gzip", trigger: "<i8", clipped: "first", gzip: true },
  { name: "with triggers as bool", trigger: "?", clipped: "last", gzip: false },
  { name: "with times by channel", trigger: null, clipped: "last", gzip: false },
];
const lengths = [500, 540, 600, 1000];

/** Every small detector with every layout and every length, every layout with three lengths. */
const cases = [
  ...["dune-2x2", "dune-2x2-simulation", "fsd"].flatMap((detector, d) =>
    layouts.map((layout, l) => ({
      ...{ detector, layout, events: 7, samples: lengths[(d + l) % lengths.length]! },
    })),
  ),
  ...[
    { layout: layouts[0]!, samples: 100 },
    { layout: layouts[2]!, samples: 600 },
  ].map((row) => ({ detector: "ndlar", events: 3, ...row })),
].map((row, seed) => ({
  ...row,
  seed,
  title: `${row.detector}, a file ${row.layout.name}, ${row.samples} samples`,
  path: join(directory, `case_${seed}.FLOW.hdf5`),
}));

const most = { maxEvts: 6, powspecNevts: 5 };

// biome-ignore lint/suspicious/noExplicitAny: numbers of another program, each read by one test
let expected: any[];
beforeAll(async () => {
  for (const { path, detector, layout, events, samples, seed } of cases)
    if (layout.simulated)
      await simulateFlowFile(path, {
        ...{ ...layout.simulated, gzip: layout.gzip, detector: detectorOf(detector) },
        ...{ eventCount: events, sampleCount: samples, seed },
        faults: [
          { kind: "missing-adc", adc: 3 },
          { kind: "clipped", channels: [[0, 4]], share: 0.5 },
          { kind: "negative", channels: [[1, 5]], share: 0.5, depthAdc16: 3000 },
          { kind: "stuck-low", channels: [[2, 6]] },
        ],
      });
  expected = runPython(
    cases.map(({ path, detector, layout, events, samples, seed }) => ({
      ...{ path, description: descriptionOf(detector) },
      ...{ mostEvents: most.maxEvts, mostSpectra: most.powspecNevts },
      write: layout.simulated ? null : { seed, events, samples, ...{ ...layout, name: undefined } },
    })),
  );
});

async function numbersBy(engine: Engine, { path, detector }: (typeof cases)[number]) {
  const profile = detectorOf(detector);
  const file = await openFlowFile(path, profile);
  const thresholdAdc16 = new Array<number>(profile.adcCount).fill(profile.own!.thresholdAdc16!);
  try {
    return await engine(file, { ...most, thresholdAdc16, spectrumScale: "power" });
  } finally {
    file.close();
  }
}

/** Power of a constant that double precision spills into other bins. */
const constantRoundingV2 = 1e-30;

describe.each(cases.map((row, i) => ({ ...row, i })))("of $title", ({ i, ...row }) => {
  it("channels belong to the modules, TPCs, traps, sides, heights and EPCBs of the description", () => {
    const groups = detectorGroups(detectorOf(row.detector));
    const { module, tpc, trap, side, epcb, height } = expected[i].groups;
    expect(Array.from(groups.moduleOf)).toEqual(module);
    expect(Array.from(groups.tpcOf)).toEqual(tpc);
    expect(Array.from(groups.trapOf)).toEqual(trap);
    expect(Array.from(groups.sideOf)).toEqual(side);
    expect(Array.from(groups.epcbOf)).toEqual(epcb);
    expect(differences(groups.heightCm, height, 0)).toEqual([]);
  });

  it.each([
    ["plain", plainEngine, 1e-6],
    ["fast", fastEngine(), 3e-3],
  ] as [string, Engine, number][])(
    "the %s engine's numbers are those of the independent program",
    async (_, engine, worst) => {
      const numbers = await numbersBy(engine, row);
      const wanted = expected[i];
      expectCounts(numbers, wanted);
      expect(quantileDifferences(numbers.baseline, wanted.baseline)).toEqual([]);
      expect(quantileDifferences(numbers.noise, wanted.noise)).toEqual([]);
      for (const triggerClass of Object.keys(wanted.amplitude) as TriggerClass[])
        expect(
          quantileDifferences(numbers.amplitude[triggerClass]!, wanted.amplitude[triggerClass]),
        ).toEqual([]);
      expect(differences(numbers.maxAmplitude, wanted.maxAmplitude, 1e-12)).toEqual([]);
      expect(differences(numbers.minAmplitude, wanted.minAmplitude, 1e-12)).toEqual([]);
      expectSpectra(numbers, wanted, worst);
      expectDarkNumbers(numbers, wanted.dark);
    },
  );
});

// biome-ignore lint/suspicious/noExplicitAny: see `expected`
function expectCounts(numbers: FileNumbers, wanted: any): void {
  expect(numbers.selectedEvents).toEqual(wanted.selected);
  expect(numbers.spectrumEvents).toEqual(wanted.spectrumEvents);
  expect(numbers.baselineTriggerClass).toBe(wanted.baselineClass);
  expect(numbers.eventCount).toEqual(wanted.eventCount);
  expect(numbers.largestJump!.sizeAdc16).toBe(wanted.largestJump.size);
  expect(numbers.largestJump!.event).toBe(wanted.largestJump.event);
  expect(numbers.brightestEvents!.map(({ adc, epcb, event }) => [adc, epcb, event])).toEqual(
    wanted.brightest,
  );
  const classes = triggerClasses.filter((each) => each in wanted.eventCount);
  for (const triggerClass of classes) {
    expect(Array.from(numbers.validCount[triggerClass]!)).toEqual(wanted.validCount[triggerClass]);
    for (const flag of flags)
      for (const denominator of denominators) {
        const { passed, total } = numbers[flag][triggerClass]![denominator];
        const counts = { passed: Array.from(passed), total: Array.from(total) };
        const name = `${flag} ${triggerClass} ${denominator}`;
        expect([name, counts]).toEqual([name, wanted.flags[flag][triggerClass][denominator]]);
      }
  }
}

/** Medians of the errors are 1e-6 at most, the worst one `worst`. */
// biome-ignore lint/suspicious/noExplicitAny: see `expected`
function expectSpectra({ spectra }: FileNumbers, wanted: any, worst: number): void {
  const { frequencyMHz } = spectra;
  expect(differences(frequencyMHz, wanted.frequency, 1e-12)).toEqual([]);
  expect(lineFrequenciesMHz.map((line) => nearestBin(frequencyMHz, line))).toEqual(wanted.lineBins);
  expect(Array.from(spectra.validCount)).toEqual(wanted.spectrumValidCount);
  const errors: number[] = [];
  for (const name of quantileNames) {
    const found = Array.from(spectra.validCount).flatMap((_, channelIndex) =>
      (wanted.lineBins as number[]).map(
        (bin) => spectra[name][channelIndex * frequencyMHz.length + bin]!,
      ),
    );
    expect(differences(found, wanted.lines[name], worst, constantRoundingV2)).toEqual([]);
    (wanted.lines[name] as Numbers).forEach((power, at) => {
      if (power !== null && power > constantRoundingV2)
        errors.push(Math.abs(found[at]! - power) / power);
    });
  }
  errors.sort((a, b) => a - b);
  expect(errors[errors.length >> 1]).toBeLessThanOrEqual(1e-6);
  const first = spectra.validCount.findIndex((count) => count > 0);
  const whole = spectra.p50.subarray(
    first * frequencyMHz.length,
    (first + 1) * frequencyMHz.length,
  );
  expect(differences(whole, wanted.spectrumOfFirstActive, worst, constantRoundingV2)).toEqual([]);
}
