/** The numbers of a cut are those of a file that holds only its events. */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/compute/engine.js";
import { computeFast, fastEngine } from "../../src/compute/fast/fast-engine.js";
import { plainEngine } from "../../src/compute/plain/plain-engine.js";
import type { DetectorProfile } from "../../src/detector/profile.js";
import { openFlowFile } from "../../src/flow/flow-file.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import type { FileNumbers, NumbersSettings } from "../../src/summary.js";
import type { EventCut } from "../../src/words/event-cut.js";
import { gridDetector } from "../detectors.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { expectedNumbers, samplePath } from "../samples.js";
import { type MemoryFile, memoryFile, settings } from "./memory-file.js";
import { digests, expectSameNumbers } from "./same-numbers.js";

const small: DetectorProfile = gridDetector({
  channelCount: 4,
  activeChannels: [1, 2, 3],
  channelsPerEpcb: 3,
});
const smallSettings: NumbersSettings = { ...settings, thresholdAdc16: [500, 500] };
const fast: Engine = (file, own, hooks = {}) => computeFast(file, own, hooks, { threads: 1 });

/** What a file is made of, event by event. */
interface SmallEvent {
  trigger: number;
  timeMs: number;
  /** Height of a pulse in one channel. */
  pulse: { adc: number; channel: number; heightAdc16: number };
  isValid: boolean;
  /** Makes its noise its own, wherever it stands. */
  seed: number;
}

function fileOf(events: readonly SmallEvent[]): MemoryFile {
  const file = memoryFile({
    detector: small,
    eventCount: events.length,
    sampleCount: 60,
    trigType: events.map(({ trigger }) => trigger),
    isValid: (event, adc, channel) =>
      events[event]!.isValid || adc !== events[event]!.pulse.adc || channel === 2,
    sample: (event, adc, channel, i) => {
      const { pulse, seed } = events[event]!;
      const isLit = adc === pulse.adc && channel === pulse.channel && i === 55;
      const noise = (seed * 31 + adc * 17 + channel * 7 + i * i * 13) % 11;
      return -28000 + noise + (isLit ? pulse.heightAdc16 : 0);
    },
  });
  file.events.timeMs.set(events.map(({ timeMs }) => timeMs));
  return file;
}

/** Numbers with event indices of the subset in place of those of the file. */
function inSubset(numbers: FileNumbers, chosen: readonly number[]): FileNumbers {
  const at = (event: number): number => chosen.indexOf(event);
  const { largestJump, jumpEvent, largestIntegralEvent, brightestEvents, exemplarEvents } = numbers;
  const eventsAt = (events: Float64Array): Float64Array =>
    events.map((event) => (Number.isNaN(event) ? event : at(event)));
  return {
    ...numbers,
    selectedEvents: numbers.selectedEvents.map(at),
    spectrumEvents: numbers.spectrumEvents.map(at),
    largestJump: largestJump && { ...largestJump, event: at(largestJump.event) },
    jumpEvent: jumpEvent && { ...jumpEvent, event: at(jumpEvent.event) },
    largestIntegralEvent: largestIntegralEvent === null ? null : at(largestIntegralEvent),
    brightestEvents: brightestEvents?.map((each) => ({ ...each, event: at(each.event) })) ?? null,
    exemplarEvents:
      exemplarEvents &&
      (Object.fromEntries(
        Object.entries(exemplarEvents).map(([kind, events]) => [kind, eventsAt(events)]),
      ) as typeof exemplarEvents),
  };
}

const smallEvents: fc.Arbitrary<SmallEvent[]> = fc.array(
  fc.record({
    trigger: fc.constantFrom(0, 1, 1, 3),
    timeMs: fc.constantFrom(1000, 2000, 3000, Number.NaN),
    pulse: fc.record({
      adc: fc.constantFrom(0, 1),
      channel: fc.constantFrom(1, 2, 3),
      heightAdc16: fc.integer({ min: 0, max: 2000 }),
    }),
    isValid: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 2, maxLength: 12 },
);

/** Cuts, each with what it says of an event in other words. */
const cuts: { cut: EventCut; takes: (event: SmallEvent, index: number) => boolean }[] = [
  { cut: { triggerCodes: [1] }, takes: ({ trigger }) => trigger === 1 },
  { cut: { triggerCodes: [0, 3] }, takes: ({ trigger }) => trigger !== 1 },
  { cut: { fromMs: 2000 }, takes: ({ timeMs }) => timeMs === 2000 || timeMs === 3000 },
  { cut: { fromMs: 1000, toMs: 2000 }, takes: ({ timeMs }) => timeMs === 1000 },
  { cut: { events: [0, 1] }, takes: (_, index) => index < 2 },
  { cut: { events: { first: 1, last: 1 } }, takes: (_, index) => index === 1 },
  {
    // Noise is at most 10 counts, and never all of it against the baseline.
    cut: { over: { amplitudeAdc16: 10, adc: 1, channel: 2 } },
    takes: ({ pulse }) => pulse.adc === 1 && pulse.channel === 2 && pulse.heightAdc16 > 20,
  },
];

describe("the numbers of a cut", () => {
  it.each(cuts)("$cut are those of a file of these events alone", async ({ cut, takes }) => {
    const clear = ({ pulse }: SmallEvent): boolean =>
      pulse.heightAdc16 === 0 || pulse.heightAdc16 > 20;
    await fc.assert(
      fc.asyncProperty(
        smallEvents.filter((events) => events.every(clear) && events.some(takes)),
        fc.integer({ min: 1, max: 12 }),
        async (events, maxEvts) => {
          const chosen = events.flatMap((event, index) => (takes(event, index) ? [index] : []));
          const subset = fileOf(chosen.map((index) => events[index]!));
          const own = { ...smallSettings, maxEvts };
          const expected = await plainEngine(subset, own);
          const file = fileOf(events);
          const plain = inSubset(await plainEngine(file, { ...own, cut }), chosen);
          expect(digests(plain)).toEqual(digests(expected));
          expectSameNumbers(inSubset(await fast(file, { ...own, cut }), chosen), expected);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("of the first events of a file are those of a shorter file of the same run", async () => {
    const directory = temporaryDirectory();
    const paths = await Promise.all(
      [9, 5].map(async (eventCount) => {
        const path = join(directory, `run_${eventCount}.FLOW.hdf5`);
        await simulateFlowFile(path, { eventCount, seed: 3, sampleCount: 100, detector: small });
        return path;
      }),
    );
    const [long, short] = await Promise.all(paths.map((path) => openFlowFile(path, small)));
    const cut = { events: { first: 0, last: 4 } };
    const expected = await plainEngine(short!, smallSettings);
    const found = await fastEngine()(long!, { ...smallSettings, cut });
    expectSameNumbers(found, expected);
    long!.close();
    short!.close();
  });

  it("on beam or self triggers are what an independent program found for these", async () => {
    const name = "mpd_run_demo_rctl_101";
    const { fractions, n, baseline } = expectedNumbers(name);
    const file = await openFlowFile(samplePath(name));
    for (const [triggerClass, code] of [
      ["beam", 1],
      ["self", 0],
    ] as const) {
      const numbers = await fast(file, { ...settings, cut: { triggerCodes: [code] } });
      expect(numbers.eventCount.all).toBe(n[triggerClass]);
      const other = triggerClass === "beam" ? "self" : "beam";
      expect(numbers.eventCount[other]).toBe(0);
      for (const flag of ["clipped", "negative"] as const)
        for (const per of ["channel", "epcb", "tpc", "total"] as const) {
          const expected = fractions[`${flag}_${triggerClass}_${per}`];
          const found = numbers[flag].all![per];
          expect(Array.from(found.passed)).toEqual(expected.passed.flat());
          expect(Array.from(found.total)).toEqual(expected.total.flat());
        }
      // Baselines are of self triggers: without any they are unknown.
      expectTable(numbers.baseline.p50, triggerClass === "self" ? baseline.p50.flat() : []);
    }
    file.close();
  });

  it("that takes no event, or one that is not there, say what is there", async () => {
    const file = await openFlowFile(samplePath("mpd_run_demo_rctl_101"));
    for (const engine of [plainEngine, fast]) {
      await expect(engine(file, { ...settings, cut: { triggerCodes: [7] } })).rejects.toThrow(
        /No event passes the cut .*expected an event of the cut "code-7 triggers", got 12 events, trigger codes 0, 1, from 20/,
      );
      await expect(engine(file, { ...settings, cut: { events: [3, 12] } })).rejects.toThrow(
        /No such event .*expected 0 to 11, got 12/,
      );
      await expect(
        engine(file, { ...settings, cut: { over: { amplitudeAdc16: 1e6 } } }),
      ).rejects.toThrow("some channel over 1000000 ADC16 counts");
    }
    file.close();
  });
});

function expectTable(found: Float64Array, table: (number | null)[]): void {
  found.forEach((value, i) => {
    const wanted = table[i] ?? null;
    if (wanted === null) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(wanted, 8);
  });
}
