import { describe, expect, it } from "vitest";
import { computeFast } from "../../src/compute/fast-engine.js";
import { plainEngine } from "../../src/compute/plain-engine.js";
import type { NumbersSettings } from "../../src/summary.js";
import { memoryFile } from "./memory-file.js";

const settings: NumbersSettings = {
  maxEvts: 500,
  powspecNevts: 500,
  thresholdAdc16: new Array(8).fill(500),
  spectrumScale: "power",
};

describe("x", () => {
  for (const n of [1000, 600, 601, 60, 7])
  for (const threads of [1, 2])
  it(`n ${n} threads ${threads}`, async () => {
    const file = memoryFile({
      eventCount: 11,
      sampleCount: n,
      trigType: Array.from({ length: 11 }, (_, event) => event % 2),
      isValid: (e, a, c) => (e + a + c) % 7 !== 0,
      sample: (event, adc, channel, i) => ((event * 7 + adc * 3 + channel + i * i) % 301) - 150,
    });
    const plain = await plainEngine(file, settings);
    const fast = await computeFast(file, settings, {}, { threads });
    const { spectra: a, ...restA } = plain;
    const { spectra: b, ...restB } = fast;
    expect(restB).toEqual(restA);
    expect(b.validCount).toEqual(a.validCount);
    let worst = 0;
    for (const q of ["p16", "p50", "p84"] as const)
      for (let i = 0; i < a[q].length; i++) {
        if (Number.isNaN(a[q][i])) { if (!Number.isNaN(b[q][i])) throw new Error("nan"); continue; }
        const d = Math.abs(b[q][i]! / a[q][i]! - 1);
        if (d > worst) worst = d;
      }
    console.log(n, threads, worst);
    expect(worst).toBeLessThan(1e-2);
  });
});
