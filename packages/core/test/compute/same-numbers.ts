/** Holding the numbers of two engines against each other. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { FileNumbers } from "../../src/summary.js";

const names = ["p16", "p50", "p84"] as const;

/** Relative differences of all powers that are known; both must know the same ones. */
export function powerErrors(fast: FileNumbers, plain: FileNumbers): Float64Array {
  const errors: number[] = [];
  for (const name of names) {
    const [got, expected] = [fast.spectra[name], plain.spectra[name]];
    expect(got.length).toBe(expected.length);
    for (let i = 0; i < expected.length; i++) {
      const isUnknown = Number.isNaN(expected[i]);
      if (Number.isNaN(got[i]) !== isUnknown) expect.fail(`${name}[${i}] is ${got[i]}`);
      if (isUnknown) continue;
      errors.push(got[i] === expected[i] ? 0 : Math.abs(got[i]! - expected[i]!) / expected[i]!);
    }
  }
  return Float64Array.from(errors).sort();
}

/** Numbers with each array as a digest of its bytes: equal where they are equal to the last bit. */
export function digests(numbers: unknown): unknown {
  return JSON.parse(
    JSON.stringify(numbers, (_, value: unknown) =>
      ArrayBuffer.isView(value)
        ? `${value.constructor.name} ${createHash("sha256")
            .update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
            .digest("hex")}`
        : value,
    ),
  );
}

/** `lnExcess` follows from two powers, each in single precision. */
const [usualError, worstError] = [1e-3, 6e-3];

/** Lines of the same channels, and the same peaks but where one is about as high as the lowest kept. */
export function expectSameLines(fast: FileNumbers["lines"], plain: FileNumbers["lines"]): void {
  expect(digests(fast.count)).toEqual(digests(plain.count));
  const errors = Array.from(fast.watched, (value, i) => {
    expect(Number.isNaN(value)).toBe(Number.isNaN(plain.watched[i]));
    return Number.isNaN(value) ? 0 : Math.abs(value - plain.watched[i]!);
  }).sort((a, b) => a - b);
  expect(errors[Math.floor(0.999 * errors.length)]).toBeLessThanOrEqual(usualError);
  expect(errors.at(-1)).toBeLessThanOrEqual(worstError);
  for (const [one, other] of [
    [fast, plain],
    [plain, fast],
  ] as const)
    one.peaks.forEach((peaks, channelIndex) => {
      const others = other.peaks[channelIndex]!;
      const lowest = Math.min(...peaks.map(({ lnExcess }) => lnExcess));
      for (const { frequencyMHz, lnExcess, lnOverOthers } of peaks) {
        const same = others.find((each) => each.frequencyMHz === frequencyMHz);
        if (!same) {
          expect(lnExcess - lowest).toBeLessThanOrEqual(worstError);
          continue;
        }
        expect(Math.abs(same.lnExcess - lnExcess)).toBeLessThanOrEqual(worstError);
        expect(Number.isNaN(same.lnOverOthers)).toBe(Number.isNaN(lnOverOthers));
        if (!Number.isNaN(lnOverOthers))
          expect(Math.abs(same.lnOverOthers - lnOverOthers)).toBeLessThanOrEqual(2 * worstError);
      }
    });
}

/** Everything but powers and lines must be equal to the last bit; these within single precision. */
export function expectSameNumbers(fast: FileNumbers, plain: FileNumbers): void {
  const { spectra: fastSpectra, lines: fastLines, ...fastRest } = fast;
  const { spectra: plainSpectra, lines: plainLines, ...plainRest } = plain;
  expect(digests(fastRest)).toEqual(digests(plainRest));
  expectSameLines(fastLines, plainLines);
  expect(fastSpectra.scale).toBe(plainSpectra.scale);
  expect(digests(fastSpectra.frequencyMHz)).toEqual(digests(plainSpectra.frequencyMHz));
  expect(digests(fastSpectra.validCount)).toEqual(digests(plainSpectra.validCount));
  const errors = powerErrors(fast, plain);
  if (errors.length === 0) return;
  expect(errors[Math.floor(0.5 * errors.length)]).toBeLessThanOrEqual(1e-6);
  expect(errors[Math.floor(0.999 * errors.length)]).toBeLessThanOrEqual(3e-4);
  expect(errors.at(-1)).toBeLessThanOrEqual(3e-3);
}
