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

/** Everything but powers must be equal to the last bit; powers within single precision. */
export function expectSameNumbers(fast: FileNumbers, plain: FileNumbers): void {
  const { spectra: fastSpectra, ...fastRest } = fast;
  const { spectra: plainSpectra, ...plainRest } = plain;
  expect(digests(fastRest)).toEqual(digests(plainRest));
  expect(fastSpectra.scale).toBe(plainSpectra.scale);
  expect(digests(fastSpectra.frequencyMHz)).toEqual(digests(plainSpectra.frequencyMHz));
  expect(digests(fastSpectra.validCount)).toEqual(digests(plainSpectra.validCount));
  const errors = powerErrors(fast, plain);
  if (errors.length === 0) return;
  expect(errors[Math.floor(0.5 * errors.length)]).toBeLessThanOrEqual(1e-6);
  expect(errors[Math.floor(0.999 * errors.length)]).toBeLessThanOrEqual(3e-4);
  expect(errors.at(-1)).toBeLessThanOrEqual(3e-3);
}
