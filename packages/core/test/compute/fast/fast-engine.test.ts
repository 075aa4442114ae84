import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeFast, fastEngine } from "../../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../../src/compute/plain/plain-engine.js";
import type { DetectorProfile } from "../../../src/detector/profile.js";
import { isLightDqmError } from "../../../src/errors.js";
import { openDirect } from "../../../src/flow/direct-read.js";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import type { FileNumbers, NumbersSettings } from "../../../src/summary.js";
import { gridDetector } from "../../detectors.js";
import { temporaryDirectory } from "../../flow/temporary.js";
import { sampleNames, samplePath } from "../../samples.js";
import { type MemoryFile, type MemoryFileParts, memoryFile } from "../memory-file.js";
import { digests, expectSameNumbers } from "../same-numbers.js";

const settings: NumbersSettings = {
  maxEvts: 500,
  powspecNevts: 500,
  thresholdAdc16: new Array(8).fill(500),
  spectrumScale: "power",
};

/** Six channels in two ADCs: enough for every kind of group, quick to compute. */
const bench: DetectorProfile = gridDetector({
  channelCount: 4,
  activeChannels: [1, 2, 3],
  channelsPerEpcb: 3,
});
const benchSettings: NumbersSettings = { ...settings, thresholdAdc16: [500, 500] };

/** Uniform random numbers in [0, 1) that depend on nothing but their coordinates. */
function noise(...coordinates: number[]): number {
  let x = 0x9e3779b9;
  for (const coordinate of coordinates) {
    x = Math.imul(x ^ (coordinate + 0x7f4a7c15), 0x85ebca6b);
    x ^= x >>> 13;
  }
  x = Math.imul(x ^ (x >>> 16), 0xc2b2ae35);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

const benchFile = (parts: Partial<MemoryFileParts>): MemoryFile =>
  memoryFile({
    eventCount: 21,
    sampleCount: 1000,
    detector: bench,
    sample: (event, adc, channel, i) =>
      Math.round(-28000 + 40 * (noise(event, adc, channel, i) - 0.5)),
    ...parts,
  });

async function expectSame(
  file: MemoryFile,
  own: Partial<NumbersSettings> = {},
): Promise<FileNumbers> {
  const plain = await plainEngine(file, { ...benchSettings, ...own });
  const fast = await computeFast(file, { ...benchSettings, ...own }, {}, { threads: 2 });
  expectSameNumbers(fast, plain);
  return fast;
}

describe.each(sampleNames)("on the sample %s the fast engine", (name) => {
  it("has the numbers of the plain one, whatever threads and reader", async () => {
    const file = await openFlowFile(samplePath(name));
    const plain = await plainEngine(file, settings);
    const runs: FileNumbers[] = [];
    for (const threads of [1, 3])
      for (const directReads of [true, false])
        runs.push(await computeFast(file, settings, {}, { threads, directReads }));
    expectSameNumbers(runs[0]!, plain);
    for (const run of runs.slice(1)) expect(digests(run)).toEqual(digests(runs[0]));
    file.close();
  });

  it("has them too for few spectra of few events, as density", async () => {
    const file = await openFlowFile(samplePath(name));
    const own = { ...settings, maxEvts: 5, powspecNevts: 3, spectrumScale: "density" as const };
    expectSameNumbers(await fastEngine()(file, own), await plainEngine(file, own));
    file.close();
  });
});

describe("the fast engine at the extremes", () => {
  it("of zeros has powers of exactly zero", async () => {
    const { spectra } = await expectSame(benchFile({ sample: () => 0 }));
    expect(spectra.p84.filter((power) => power > 0)).toHaveLength(0);
  });

  it("of a constant has all power in the first bin", async () => {
    const { spectra } = await expectSame(benchFile({ sample: () => -28000 }));
    expect(spectra.p50[501]).toBeGreaterThan(0);
    expect(spectra.p50.subarray(502, 1002).every((power) => power === 0)).toBe(true);
  });

  it("of zeros in most events, few or half of them has the same quantiles", async () => {
    for (const share of [0.1, 0.5, 0.83, 0.9])
      await expectSame(
        benchFile({
          eventCount: 60,
          sample: (event, adc, channel, i) =>
            event < 60 * share ? 0 : Math.round(20 * noise(event, adc, channel, i)),
        }),
      );
  });

  it("between the rails counts, and sees steps beyond 16 bits", async () => {
    const { largestJump } = await expectSame(
      benchFile({ sample: (_e, adc, _c, i) => (noise(adc, i) < 0.5 ? 32767 : -32768) }),
    );
    expect(largestJump?.sizeAdc16).toBe(65535);
  });

  it("with spikes of 60764 counts in some events", async () => {
    const { largestJump } = await expectSame(
      benchFile({
        sample: (event, adc, channel, i) =>
          event % 5 === 2 && channel === 2 && i === 700 + adc
            ? 32764
            : Math.round(-28000 + 4 * noise(event, adc, channel, i)),
      }),
    );
    expect(largestJump!.event % 5).toBe(2);
    expect(largestJump!.sizeAdc16).toBeGreaterThanOrEqual(60760);
  });

  it("with pulses of 10⁵ times the noise in every event", async () => {
    await expectSame(
      benchFile({
        sample: (event, adc, channel, i) =>
          Math.round(
            -28000 +
              noise(event, adc, channel, i) +
              (i > 300 ? 60000 * Math.exp(-(i - 300) / 40) : 0),
          ),
      }),
    );
  });

  it("with powers that are equal in all events", async () => {
    await expectSame(
      benchFile({ eventCount: 50, sample: (_e, adc, channel, i) => (i * i + adc + channel) % 97 }),
    );
  });

  it("with bins a billion times apart and two kinds of events in turn", async () => {
    await expectSame(
      benchFile({
        eventCount: 170,
        sample: (event, adc, channel, i) =>
          Math.round(
            noise(event, adc, channel, i) * 4 +
              (event % 3 === 0 ? 9000 * Math.sin((2 * Math.PI * 160.5 * i) / 1000) : 0),
          ),
      }),
    );
  });

  it.each([1, 2, 3, 4, 5])("with %i events", async (eventCount) => {
    await expectSame(benchFile({ eventCount }));
  });

  it.each([2, 4, 7, 49, 60, 66, 500, 540, 600, 601, 1500])(
    "with %i samples",
    async (sampleCount) => {
      await expectSame(benchFile({ eventCount: 6, sampleCount }));
    },
  );

  it("without events or without a valid waveform", async () => {
    await expectSame(benchFile({ eventCount: 0 }));
    const { spectra } = await expectSame(benchFile({ isValid: () => false }));
    expect(spectra.p50.every(Number.isNaN)).toBe(true);
  });

  it("with waveforms that are missing here and there, and triggers of all types", async () => {
    await expectSame(
      benchFile({
        trigType: Array.from({ length: 21 }, (_, event) => event % 3),
        isValid: (event, adc, channel) =>
          noise(event, adc, channel) < 0.7 && !(adc === 1 && channel === 2),
      }),
    );
  });

  it("with more events than enter the spectra", async () => {
    await expectSame(benchFile({ eventCount: 90 }), { maxEvts: 70, powspecNevts: 11 });
  });
});

describe("for any waveforms the fast engine", () => {
  it("has the numbers of the plain one", async () => {
    const anySample = fc.oneof(
      fc.integer({ min: -32768, max: 32767 }),
      fc.integer({ min: -5, max: 5 }),
      fc.constantFrom(-32768, -32764, 32760, 32767, 0),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(anySample, { minLength: 20, maxLength: 200 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 13 }),
        fc.constantFrom(1, 3, 60, 64, 90),
        async (eventCount, samples, valid, sampleCount) => {
          const file = benchFile({
            eventCount,
            sampleCount,
            trigType: Array.from({ length: eventCount }, (_, event) => event % 3),
            isValid: (event, adc, channel) =>
              valid[(event * 7 + adc * 3 + channel) % valid.length]!,
            sample: (event, adc, channel, i) =>
              samples[(event * 31 + adc * 17 + channel * 5 + i) % samples.length]!,
          });
          const plain = await plainEngine(file, benchSettings);
          const fast = await computeFast(file, benchSettings, {}, { threads: 1 });
          // Between lines without noise the powers are what rounding leaves, and so is the excess.
          const { spectra, lines, ...rest } = fast;
          const { spectra: plainSpectra, lines: plainLines, ...plainRest } = plain;
          expect(digests(rest)).toEqual(digests(plainRest));
          expect(digests(lines.count)).toEqual(digests(plainLines.count));
          expect(digests(spectra.validCount)).toEqual(digests(plainSpectra.validCount));
          // Single precision is relative to the power of the whole waveform.
          const scale = Math.max(...plainSpectra.p84.filter((power) => power > 0), 0);
          for (const name of ["p16", "p50", "p84"] as const)
            spectra[name].forEach((power, i) => {
              const expected = plainSpectra[name][i]!;
              if (Number.isNaN(expected)) expect(power).toBeNaN();
              else {
                const tolerance =
                  3e-3 * expected + 1e-6 * Math.sqrt(expected * scale) + 1e-12 * scale;
                expect(Math.abs(power - expected)).toBeLessThanOrEqual(tolerance);
              }
            });
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe("rows that hold more than samples", () => {
  const detector = {
    ...bench,
    channelCount: 2,
    activeChannels: [0, 1],
    channelsPerEpcb: 2,
    channelsPerTpc: 2,
  };

  it.each([
    "clipped",
    "clipped-first",
    "clipped-gzip",
    "odd-rows",
    "odd-rows-contiguous",
    "odd-rows-gzip-shuffle",
  ])("are read directly, with the same numbers: %s", async (name) => {
    const layout = new URL(`../../flow/layouts/${name}.hdf5`, import.meta.url);
    const file = await openFlowFile(fileURLToPath(layout), detector);
    const access = openDirect(file, [0]);
    if (!access.layout) expect.fail(access.reason);
    access.close();
    const fast = await computeFast(file, benchSettings, {}, { threads: 2 });
    expectSameNumbers(fast, await plainEngine(file, benchSettings));
    file.close();
  });
});

describe("an event that its writer left out", () => {
  it("is refused by the fast engine in the words of the plain one", async () => {
    const name = "mpd_run_demo_rctl_102";
    const path = join(temporaryDirectory(), `${name}.FLOW.hdf5`);
    const whole = await openFlowFile(samplePath(name));
    const access = openDirect(whole, [0]);
    if (!access.layout) expect.fail(access.reason);
    const bytes = readFileSync(samplePath(name));
    const { addresses, elementBytes } = access.layout;
    bytes.fill(0, addresses[2], addresses[2]! + elementBytes);
    writeFileSync(path, bytes);
    access.close();
    whole.close();

    const file = await openFlowFile(path);
    const plain = await plainEngine(file, settings).catch((error) => error);
    expect(isLightDqmError(plain) && plain.code).toBe("bad-input");
    await expect(computeFast(file, settings, {}, { threads: 2 })).rejects.toThrow(plain.message);
    file.close();
  });
});

describe("within little memory the fast engine", () => {
  it("comes to the very same numbers from slices of a file", async () => {
    const file = await openFlowFile(samplePath("mpd_run_demo_rctl_102"));
    const own = { ...settings, powspecNevts: 5 };
    const ample = await computeFast(file, own, {}, { threads: 1 });
    for (const memoryBytes of [5_000, 40_000, 200_000])
      expect(digests(await computeFast(file, own, {}, { threads: 2, memoryBytes }))).toEqual(
        digests(ample),
      );
    file.close();
  });

  it("comes to the very same numbers from whole events in several passes", async () => {
    const file = await openFlowFile(samplePath("mpd_run_demo_rctl_101"));
    const own = { ...settings, powspecNevts: 5 };
    const ample = await computeFast(file, own, {}, { threads: 1 });
    for (const memoryBytes of [500_000, 2_000_000])
      expect(digests(await computeFast(file, own, {}, { threads: 2, memoryBytes }))).toEqual(
        digests(ample),
      );
    file.close();
  });
});

describe("the fast engine at work", () => {
  it("computes several files at the same time", async () => {
    const files = [1, 2, 3].map((factor) =>
      benchFile({ sample: (event, _a, _c, i) => ((event + i) % 50) * factor }),
    );
    const together = await Promise.all(
      files.map((file) => computeFast(file, benchSettings, {}, { threads: 2 })),
    );
    for (const [i, file] of files.entries()) {
      const alone = await computeFast(file, benchSettings, {}, { threads: 1 });
      expect(digests(together[i])).toEqual(digests(alone));
    }
  });

  it("reports ascending shares of the work, from 0 to 1", async () => {
    const shares: number[] = [];
    const file = await openFlowFile(samplePath("mpd_run_demo_rctl_101"));
    const hooks = { onProgress: (share: number) => shares.push(share) };
    await computeFast(file, settings, hooks, { threads: 2 });
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    file.close();
  });

  it.each([1, 2])("with %i threads stops when a timer aborts it", async (threads) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const run = computeFast(benchFile({ eventCount: 300 }), benchSettings, controller, { threads });
    await expect(run).rejects.toMatchObject({ code: "interrupted" });
  });

  it("does not begin when it is aborted before", async () => {
    const file = benchFile({});
    const signal = AbortSignal.abort();
    await expect(fastEngine()(file, benchSettings, { signal })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(file.reads).toEqual([]);
  });

  it("passes on an error of the reader", async () => {
    const file = benchFile({});
    file.readEvent = () => {
      throw new Error("disk gone");
    };
    await expect(fastEngine()(file, benchSettings)).rejects.toThrow("disk gone");
  });

  it("refuses thresholds that do not match the ADCs", async () => {
    const run = fastEngine()(benchFile({}), { ...benchSettings, thresholdAdc16: [500] });
    const error = await run.catch((caught) => caught);
    expect(isLightDqmError(error) && error.code).toBe("bad-config");
  });
});
