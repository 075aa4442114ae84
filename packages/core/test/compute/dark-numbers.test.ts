import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/compute/engine.js";
import { fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import type { FileNumbers } from "../../src/summary.js";
import { indexOfChannel, type MemoryFileParts, memoryFile, settings } from "./memory-file.js";

const at = indexOfChannel(2, 5);

/** A wave that looks like noise: its extremes lie as far above as below its mean. */
const wave = (event: number, i: number, size = 10): number =>
  Math.round(size * Math.sin(i * (1 + 0.37 * event)));

const isUnknown = (values: ArrayLike<number>): boolean => Array.from(values).every(Number.isNaN);
const isZero = (values: ArrayLike<number>): boolean => Array.from(values).every((n) => n === 0);

describe.each([
  ["plain", plainEngine],
  ["fast", fastEngine({ threads: 1 })],
] as [string, Engine][])("the %s engine, of files at the edge", (_, engine) => {
  const numbersOf = (parts: Partial<MemoryFileParts>): Promise<FileNumbers> =>
    engine(
      memoryFile({
        ...{ eventCount: 5, sampleCount: 100 },
        sample: (event, _adc, _channel, i) => -28_000 + wave(event, i),
        ...parts,
      }),
      settings,
    );

  it("knows nothing without a valid waveform", async () => {
    const numbers = await numbersOf({ isValid: () => false });
    for (const { p50 } of [numbers.darkBaseline, numbers.darkNoise, numbers.gain])
      expect(isUnknown(p50)).toBe(true);
    expect(isUnknown(numbers.light)).toBe(true);
    expect(isUnknown(numbers.lines.watched)).toBe(true);
    for (const name of ["darkCount", "litCount", "faintCount", "constantCount"] as const)
      expect(isZero(numbers[name])).toBe(true);
    expect(isZero(numbers.lines.count)).toBe(true);
    expect(numbers.lines.peaks.flat()).toEqual([]);
  });

  it("makes all of one event", async () => {
    const numbers = await numbersOf({ eventCount: 1 });
    expect(numbers.darkCount[at]).toBe(1);
    expect(numbers.darkBaseline.p50[at]).toBe(numbers.baseline.p50[at]);
    expect(numbers.lines.count[at]).toBe(1);
    expect(numbers.litCount[at]).toBe(0);
  });

  it("takes quiet starts of beam triggers too, where baselines come from self triggers", async () => {
    const numbers = await numbersOf({ trigType: [1, 1, 1, 1, 1] });
    expect(isUnknown(numbers.baseline.p50)).toBe(true);
    expect(numbers.darkCount[at]).toBe(5);
    expect(numbers.darkBaseline.p50[at]).toBeCloseTo(-28_000, -1);
  });

  it("leaves starts with light out, up to three times the usual noise in", async () => {
    // Noise of event e in units of the others: 2.9 and 3.1 times in the last two.
    const sizes = [1000, 1000, 1000, 2900, 3100];
    const numbers = await numbersOf({
      sample: (event, _adc, _channel, i) => (i % 2 ? 1 : -1) * sizes[event]!,
    });
    expect(numbers.darkCount[at]).toBe(4);
    expect(numbers.darkNoise.p50[at]).toBe(1000);
    expect(numbers.darkNoise.histogram[at]!.counts.length).toBe(2900 - 1000 + 1);
    expect(numbers.noise.histogram[at]!.counts.length).toBe(3100 - 1000 + 1);
  });

  it("has no lines where no waveform is dark", async () => {
    const numbers = await numbersOf({
      sample: (event, _adc, _channel, i) => wave(event, i) + (i === 70 ? 9000 : 0),
    });
    expect(isZero(numbers.lines.count)).toBe(true);
    expect(isUnknown(numbers.lines.watched)).toBe(true);
    expect(numbers.darkCount[at]).toBe(5);
    expect(numbers.litCount[at]).toBe(5);
    expect(numbers.gain.p50[at]).toBeCloseTo(1, 2);
  });

  it("makes the dark spectrum of the dark waveforms alone", async () => {
    const lit = new Set([1, 3, 4]);
    const isLitIn = (channel: number, event: number): boolean => lit.has(event) && channel === 5;
    const sample = (event: number, channel: number, i: number): number =>
      wave(event, i) + (isLitIn(channel, event) && i >= 60 ? 9000 : 0);
    const some = await numbersOf({ sample: (event, _, channel, i) => sample(event, channel, i) });
    const dark = await numbersOf({
      sample: (event, _, __, i) => wave(event, i),
      isValid: (event) => !lit.has(event),
    });
    expect(some.lines.count[at]).toBe(2);
    expect(some.lines.count[at + 1]).toBe(5);
    const ownLines = (numbers: FileNumbers) => numbers.lines.watched.slice(11 * at, 11 * (at + 1));
    ownLines(some).forEach((value, line) => {
      const expected = ownLines(dark)[line]!;
      if (Number.isNaN(expected)) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected, 2);
    });
  });

  it("counts constant waveforms, and makes no lines of them", async () => {
    const numbers = await numbersOf({
      sample: (event, _adc, channel, i) =>
        channel === 5 && event !== 2 ? -28_000 : -28_000 + wave(event, i),
    });
    expect(numbers.constantCount[at]).toBe(4);
    expect(numbers.constantCount[at + 1]).toBe(0);
    expect(numbers.lines.count[at]).toBe(1);
    expect(numbers.darkNoise.p50[at]).toBe(0);
    // Against a median of 0 the one that swings is not quiet.
    expect(numbers.darkCount[at]).toBe(4);
  });

  it("finds a channel that misses the light of its TPC", async () => {
    const numbers = await numbersOf({
      sample: (event, _adc, channel, i) =>
        wave(event, i) + (i >= 70 && !(channel === 5 && event < 2) ? 9000 : 0),
    });
    expect(numbers.litCount[at]).toBe(5);
    expect(numbers.faintCount[at]).toBe(2);
    expect(numbers.faintCount[at + 1]).toBe(0);
  });
});
