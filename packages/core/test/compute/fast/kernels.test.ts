import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { borrowMemory, kernelModule, kernelsOn } from "../../../src/compute/fast/kernels.js";
import {
  spectrumTablesAt,
  wantedQuantileBytes,
  writeCompression,
  writeSpectrumTables,
  writeWantedQuantiles,
} from "../../../src/compute/fast/tables.js";
import * as layout from "../../../src/compute/fast/waveform-record.js";
import { waveformFeatures } from "../../../src/numerics/waveform-features.js";
import { naiveDft } from "../../numerics/fourier/naive-dft.js";

const memory = borrowMemory(16 * 2 ** 20);
const kernels = kernelsOn(kernelModule(), memory);

describe("the embedded kernels", () => {
  it("are what their sources compile to", async () => {
    const script = new URL("../../../scripts/build-kernels.mjs", import.meta.url).href;
    const { kernelModuleText } = (await import(script)) as {
      kernelModuleText(): Promise<string>;
    };
    const embedded = new URL("../../../src/compute/fast/kernel-wasm.ts", import.meta.url);
    expect(readFileSync(fileURLToPath(embedded), "utf8")).toBe(await kernelModuleText());
  });
});

describe("the time-domain kernel", () => {
  const sample = fc.oneof(
    fc.integer({ min: -32768, max: 32767 }),
    fc.constantFrom(-32768, 32767, 0, -28000),
  );

  it("has the sums, extremes and steps of the plain pass, exactly", () => {
    const [addresses, records, samplesAt] = [1024, 2048, 4096];
    const view = new DataView(memory.buffer);
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 130 }), (waveform) => {
        // At an address that is not aligned, as slices of events lie.
        new Int16Array(memory.buffer, samplesAt + 2, waveform.length).set(waveform);
        view.setUint32(addresses, samplesAt + 2, true);
        const count = waveform.length;
        const baselineCount = Math.min(50, count);
        kernels.waveformPass(addresses, 1, count, baselineCount, records);
        const expected = waveformFeatures(Int16Array.from(waveform));
        expect(view.getInt32(records + layout.baselineSum, true) / baselineCount).toBe(
          expected.baseline,
        );
        expect(view.getInt32(records + layout.sum, true)).toBe(expected.sum);
        expect(view.getInt32(records + layout.max, true)).toBe(expected.max);
        expect(view.getInt32(records + layout.min, true)).toBe(expected.min);
        expect(view.getInt32(records + layout.jump, true)).toBe(expected.jump);
        expect(
          Math.sqrt(view.getFloat64(records + layout.scaledVariance, true)) / baselineCount,
        ).toBe(expected.noise);
      }),
      { numRuns: 500 },
    );
  });

  it("writes a record of the named length for each waveform, one after the other", () => {
    const view = new DataView(memory.buffer);
    const waveforms = [
      [1, 2, 3, 4],
      [-5, 7, -5, 7],
    ];
    waveforms.forEach((waveform, i) => {
      new Int16Array(memory.buffer, 4096 + 8 * i, 4).set(waveform);
      view.setUint32(1024 + 4 * i, 4096 + 8 * i, true);
    });
    kernels.waveformPass(1024, 2, 4, 2, 2048);
    const second = 2048 + layout.recordBytes;
    const integers = [layout.baselineSum, layout.sum, layout.max, layout.min, layout.jump];
    expect(integers.map((offset) => view.getInt32(second + offset, true))).toEqual([
      2, 4, 7, -5, 12,
    ]);
    expect(view.getFloat64(second + layout.scaledVariance, true)).toBe(2 * (25 + 49) - 2 ** 2);
  });

  it("keeps the sum of 65535 samples at the lower rail", () => {
    new Int16Array(memory.buffer, 65536, 65535).fill(-32768);
    new DataView(memory.buffer).setUint32(1024, 65536, true);
    kernels.waveformPass(1024, 1, 65535, 50, 2048);
    expect(new DataView(memory.buffer).getInt32(2048 + layout.sum, true)).toBe(65535 * -32768);
  });
});

describe("the transform kernel", () => {
  /** |X|² of four waveforms of one length, each at an address of its own, by bin. [lane][bin] */
  function powers(waveforms: readonly Int16Array[]): number[][] {
    const sampleCount = waveforms[0]!.length;
    const binCount = sampleCount / 2 + 1;
    const { tables, end } = spectrumTablesAt(65536, sampleCount);
    writeSpectrumTables(memory.buffer, tables, "power", sampleCount, 16);
    const work = 16 * Math.ceil(end / 16);
    const column = work + 32 * sampleCount;
    const samplesAt = column + 16 * binCount;
    const view = new DataView(memory.buffer);
    waveforms.forEach((waveform, lane) => {
      // At odd multiples of two bytes, as slices of events lie.
      const at = samplesAt + lane * (4 * sampleCount + 64) + 2;
      new Int16Array(memory.buffer, at, sampleCount).set(waveform);
      view.setUint32(1024 + 4 * lane, at, true);
    });
    const { plan, unpacking } = tables;
    kernels.powerOfFour(1024, plan, unpacking, work, column, 16, 0, binCount);
    return waveforms.map((_, lane) =>
      Array.from(
        { length: binCount },
        // It squares 2X.
        (_bin, bin) => view.getFloat32(column + 16 * bin + 4 * lane, true) / 4,
      ),
    );
  }

  /** Single precision, relative to the whole waveform's power: its butterflies add all of it. */
  function expectPowers(waveform: Int16Array, got: readonly number[]): void {
    const { re, im } = naiveDft(waveform);
    const exact = re.map((real, k) => real * real + im[k]! * im[k]!);
    const scale = waveform.reduce((sum, w) => sum + (w - waveform[0]!) ** 2, 0) * waveform.length;
    exact.forEach((power, bin) => {
      // The first bin has the waveform's offset too, which is added last.
      const ofBin = bin === 0 ? Math.max(scale, power) : scale;
      const tolerance = 1e-6 * power + 1e-6 * Math.sqrt(power * ofBin) + 1e-12 * ofBin + 1e-9;
      expect(Math.abs(got[bin]! - power), `bin ${bin}`).toBeLessThanOrEqual(tolerance);
    });
  }

  it.each([2, 4, 6, 8, 10, 12, 16, 18, 30, 36, 50, 54, 60, 90, 100, 500, 540, 600, 1000])(
    "of %i samples has the powers of the discrete Fourier transform",
    (sampleCount) => {
      const sample = fc.oneof(
        fc.integer({ min: -32768, max: 32767 }),
        fc.integer({ min: -28010, max: -27990 }),
      );
      const waveform = fc
        .array(sample, { minLength: 7, maxLength: 23 })
        .map((few) =>
          Int16Array.from({ length: sampleCount }, (_, i) => few[(i * i + (i >> 3)) % few.length]!),
        );
      fc.assert(
        fc.property(fc.tuple(waveform, waveform, waveform, waveform), (four) => {
          const got = powers(four);
          four.forEach((each, lane) => {
            expectPowers(each, got[lane]!);
          });
        }),
        { numRuns: Math.ceil(100 / sampleCount) + 2 },
      );
    },
  );
});

describe("the selection kernel", () => {
  const probabilities = [0.16, 0.5, 0.84];
  const [wanted, compression, rowsAt] = [1024, 2048, 65536];

  /** Quantiles of rows of equal length, by the kernel. [probability][row] */
  function rowQuantiles(rows: readonly (readonly number[])[]): number[][] {
    const count = rows[0]!.length;
    const rowBytes = 32 * Math.ceil(count / 8);
    const powers = new Float32Array(memory.buffer);
    rows.forEach((row, i) => {
      const at = (rowsAt + i * rowBytes) / 4;
      // What a row held before does not matter.
      powers.fill(1, at, at + rowBytes / 4);
      powers.set(row, at);
    });
    const scratch = rowsAt + rows.length * rowBytes + 64;
    const factors = scratch + probabilities.length * (2 * rowBytes + 512);
    const out = factors + 4 * rows.length;
    new Float32Array(memory.buffer, factors, rows.length).fill(1);
    const view = new DataView(memory.buffer);
    writeCompression(memory.buffer, compression);
    const quantiles = probabilities.map((probability) => ({ probability, count, padFrom: count }));
    writeWantedQuantiles(view, wanted, quantiles);
    expect(probabilities.length * wantedQuantileBytes).toBeLessThan(compression - wanted);
    kernels.rowQuantiles(
      ...([rowsAt, rows.length, rowBytes, wanted, probabilities.length] as const),
      ...([compression, scratch, factors, out, 4 * rows.length] as const),
    );
    return probabilities.map((_, q) =>
      rows.map((_row, i) => view.getFloat32(out + 4 * (q * rows.length + i), true)),
    );
  }

  /** The same by sorting, in double precision, rounded once. */
  function sortedQuantiles(rows: readonly (readonly number[])[]): number[][] {
    return probabilities.map((p) =>
      rows.map((row) => {
        const sorted = Float64Array.from(row).sort();
        const position = p * (sorted.length - 1);
        const rank = Math.floor(position);
        const [low, high] = [sorted[rank]!, sorted[Math.min(rank + 1, sorted.length - 1)]!];
        const share = position - rank;
        const step = high - low;
        return Math.fround(share < 0.5 ? low + step * share : high - step * (1 - share));
      }),
    );
  }

  const rowsOf = (value: fc.Arbitrary<number>, most: number) =>
    fc
      .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: 6 }))
      .chain(([count, rows]) =>
        fc.array(fc.array(value, { minLength: count, maxLength: count }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
  const expectExact = (rows: number[][]): void => {
    expect(rowQuantiles(rows)).toEqual(sortedQuantiles(rows));
  };

  it("is exact for powers of every size, of all sizes of rows", () => {
    const power = fc.float({ min: 0, max: Math.fround(1e30), noNaN: true }).map(Math.abs);
    fc.assert(fc.property(rowsOf(power, 200), expectExact), { numRuns: 300 });
  });

  it("is exact with ties and zeros", () => {
    const power = fc.constantFrom(0, 1, 2, 3, 1e-9).map(Math.fround);
    fc.assert(fc.property(rowsOf(power, 300), expectExact), { numRuns: 300 });
  });

  it("is exact for noise whose rows differ a little, much, and in kind", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1500 }),
        fc.array(fc.constantFrom(1, 1.1, 3, 1e4, 1e-4), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(0, 3, 7),
        (seed, count, scales, every) => {
          let state = seed | 1;
          const random = (): number => {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            return ((state >>> 0) + 0.5) / 2 ** 32;
          };
          expectExact(
            scales.map((scale) =>
              Array.from({ length: count }, (_, i) =>
                Math.fround(-Math.log(random()) * scale * (every && i % every === 0 ? 1e3 : 1)),
              ),
            ),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
