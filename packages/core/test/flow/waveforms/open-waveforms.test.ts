import { copyFileSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import type { DetectorProfile } from "../../../src/detector/profile.js";
import { openFlowFile } from "../../../src/flow/flow-file.js";
import type { LightEvent } from "../../../src/flow/waveforms/light-event.js";
import {
  openWaveforms,
  type Waveforms,
  type WaveformsOptions,
} from "../../../src/flow/waveforms/open-waveforms.js";
import type { Where } from "../../../src/flow/waveforms/where.js";
import { dune2x2, gridDetector } from "../../detectors.js";
import { expectedNumbers, sampleNames, samplePath } from "../../samples.js";
import { temporaryDirectory } from "../temporary.js";

const layouts = fileURLToPath(new URL("../layouts/", import.meta.url));
const smallDetector: DetectorProfile = gridDetector({
  name: "two by two",
  channelCount: 2,
  activeChannels: [0, 1],
  channelsPerEpcb: 2,
});

/** Closed when the test ends. */
async function opened(path: string, options?: WaveformsOptions): Promise<Waveforms> {
  const file = await openWaveforms(path, options);
  onTestFinished(() => file.close());
  return file;
}

const run101 = samplePath("mpd_run_demo_rctl_101");
const untyped = samplePath("adc64_demo_103");

/** Every event as the HDF5 library reads it. [event][adc][channel][sample] */
async function readThroughLibrary(path: string, detector: DetectorProfile): Promise<Int16Array[]> {
  const file = await openFlowFile(path, detector);
  const { adcCount, channelCount } = detector;
  const events = Array.from({ length: file.events.count }, (_, event) => {
    const samples = new Int16Array(adcCount * channelCount * file.sampleCount);
    file.readEvent(event, samples);
    return samples;
  });
  file.close();
  return events;
}

/** Many samples, faster than by `toEqual`. */
const isSame = (a: Int16Array, b: Int16Array): boolean =>
  Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer)) === 0;

describe.each([
  ...sampleNames.map((name) => ({ name, path: samplePath(name), detector: dune2x2 })),
  ...[
    ...["old-raw", "old-contiguous", "clipped-first", "old-gzip-chunks-of-3"],
    ...["odd-rows-gzip-shuffle", "fletcher32", "user-block"],
  ].map((name) => ({ name, path: join(layouts, `${name}.hdf5`), detector: smallDetector })),
])("a waveform of $name", ({ path, detector }) => {
  it("is what the HDF5 library reads, asked for alone, after its event, or along a channel", async () => {
    const expected = await readThroughLibrary(path, detector);
    const file = await opened(path, { detector });
    const { active, placeOf } = detectorGroups(detector);
    const { sampleCount } = file;
    for (const channelIndex of [active[0]!, active.at(-1)!]) {
      const { adc, channel } = placeOf(channelIndex);
      const start = channelIndex * sampleCount;
      const along = new Map(
        [...file.events.channel(adc, channel)].map(({ event, samples }) => [event, samples]),
      );
      for (const light of file.events) {
        const own = expected[light.event]!.slice(start, start + sampleCount);
        expect(along.has(light.event)).toBe(light.isValid(adc, channel));
        if (!light.isValid(adc, channel)) continue;
        expect(isSame(along.get(light.event)!, own)).toBe(true);
        expect(isSame(light.waveform(adc, channel), own)).toBe(true);
        expect(isSame(light.samplesAdc16(), expected[light.event]!)).toBe(true);
        expect(isSame(light.waveform(adc, channel), own)).toBe(true);
      }
    }
  });
});

describe.each(sampleNames)("the events of %s, against an independent program", (name) => {
  it("have the largest amplitudes that it found", async () => {
    const file = await opened(samplePath(name));
    const expected: (number | null)[][] = expectedNumbers(name).max_amplitude;
    for (const adc of [0, 7])
      for (const channel of [4, 15, 63]) {
        const amplitudes = [...file.events]
          .map((event) => event.amplitudeAdc16(adc, channel))
          .filter((amplitude) => !Number.isNaN(amplitude));
        if (amplitudes.length === 0) expect(expected[adc]![channel]).toBeNull();
        else expect(Math.max(...amplitudes)).toBeCloseTo(expected[adc]![channel]!, 8);
      }
  });

  it("are over the threshold of 500 as often as it counted, by trigger", async () => {
    const file = await opened(samplePath(name));
    const { n, fractions } = expectedNumbers(name);
    for (const [triggerClass, count] of Object.entries<number>(n)) {
      const trigger = triggerClass === "all" ? {} : { trigger: triggerClass };
      const chosen = file.events.where(trigger);
      expect(chosen.count).toBe(count);
      for (const [adc, channel] of [
        [0, 4],
        [3, 26],
        [7, 63],
      ] as const) {
        const over = { amplitudeAdc16: 500, adc, channel };
        const expected = fractions[`clipped_${triggerClass}_channel`].total[adc][channel];
        expect(chosen.where({ over }).count).toBe(expected);
        expect(file.events.where({ ...trigger, over }).count).toBe(expected);
        const byFunction = chosen.where((event) => event.amplitudeAdc16(adc, channel) > 500);
        expect(byFunction.count).toBe(expected);
      }
    }
  });
});

describe("a choice of events", () => {
  it("of an amplitude in any channel takes those where at least one channel has it", async () => {
    const file = await opened(run101);
    const { active, placeOf } = detectorGroups(dune2x2);
    for (const amplitudeAdc16 of [20_000, 50_000, 60_000]) {
      const expected = [...file.events]
        .filter((event) =>
          active.some((channelIndex) => {
            const { adc, channel } = placeOf(channelIndex);
            return event.amplitudeAdc16(adc, channel) > amplitudeAdc16;
          }),
        )
        .map(({ event }) => event);
      expect(file.events.where({ over: amplitudeAdc16 }).indices).toEqual(expected);
    }
  });

  it("by time is half-open, so that cuts at one time share no event and lose none", async () => {
    const file = await opened(run101);
    const times = [...file.events].map(({ timeMs }) => timeMs);
    for (const timeMs of times) {
      const before = file.events.where({ to: timeMs }).indices;
      const after = file.events.where({ from: new Date(timeMs).toISOString() }).indices;
      expect([...before, ...after].sort((a, b) => a - b)).toEqual(file.events.indices);
      expect(before).toEqual(file.events.indices.filter((event) => times[event]! < timeMs));
    }
  });

  it("takes local times in the zone that it is given, and none without one", async () => {
    const file = await opened(run101, { timeZone: "America/Chicago" });
    const { timeMs } = file.event(6);
    // The clock there is 5 hours behind UTC in summer, 6 in winter.
    const local = [5, 6].map((hours) =>
      new Date(timeMs - hours * 3_600_000).toISOString().replace("Z", ""),
    );
    const counts = local.map((from) => file.events.where({ from }).count);
    expect(counts).toContain(6);
    const strict = await opened(run101);
    expect(() => strict.events.where({ from: local[0]! })).toThrow(/an ISO time with a zone/);
  });

  it("by index is a list or a range with both ends, in the order of the file", async () => {
    const { events } = await opened(run101);
    expect(events.where({ events: [7, 3, 7, 0] }).indices).toEqual([0, 3, 7]);
    expect(events.where({ events: { first: 3, last: 5 } }).indices).toEqual([3, 4, 5]);
    expect(events.where({ events: { first: 11, last: 11 } }).indices).toEqual([11]);
    expect(events.where({}).count).toBe(12);
    expect(events.where({ events: [3, 4] }).where({ events: [4, 5] }).indices).toEqual([4]);
  });

  it("that takes nothing is empty", async () => {
    const { events } = await opened(run101);
    const none = events.where({ trigger: 7 });
    expect([none.count, none.first(3), [...none], [...none.channel(3, 5)]]).toEqual([
      0,
      [],
      [],
      [],
    ]);
  });

  it("asks a function no further than it must", async () => {
    const { events } = await opened(run101);
    const asked: number[] = [];
    const odd = events.where(({ event }) => asked.push(event) > 0 && event % 2 === 1);
    expect(asked).toEqual([]);
    expect(odd.first(0)).toEqual([]);
    expect(odd.first(2).map(({ event }) => event)).toEqual([1, 3]);
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(odd.count).toBe(6);
    expect([...odd.channel(3, 5)].map(({ event }) => event)).toEqual([1, 3, 5, 7, 9, 11]);
    expect(asked).toHaveLength(4 + 12);
  });
});

describe("waveforms in units", () => {
  it("are the raw samples, 4 to a count of 14 bits and 32764 to a volt", async () => {
    const file = await opened(run101);
    const event = file.event(4);
    const raw = Array.from(event.waveform(3, 5));
    expect(Array.from(event.waveform(3, 5, "ADC14"))).toEqual(raw.map((sample) => sample / 4));
    const volts = [...file.events.where({ events: [4] }).channel(3, 5, "V")][0]!.samples;
    volts.forEach((volt, i) => {
      expect(volt).toBeCloseTo(raw[i]! / 32764, 14);
    });
  });

  it("are the caller's own: changing them changes no other", async () => {
    const file = await opened(untyped);
    const event = file.event(2);
    const before = event.waveform(3, 5);
    event.waveform(3, 5).fill(0);
    event.samplesAdc16().fill(0);
    expect(event.waveform(3, 5)).toEqual(before);
  });
});

describe("what cannot be read says so", () => {
  it.each([-1, 12, 1.5, Number.NaN])("event %d of 12", async (index) => {
    const file = await opened(run101);
    expect(() => file.event(index)).toThrow(`No such event (${run101}): expected 0 to 11`);
  });

  it.each([
    [8, 4, "No such ADC: expected 0 to 7 (dune-2x2), got 8"],
    [0, 64, "No such channel: expected 0 to 63 (dune-2x2), got 64"],
    [-1, 4, "No such ADC"],
    [0, 4.5, "No such channel"],
    [0, 3, "Inactive channel (ADC 0 channel 3): expected one of 4, 5, 6,"],
  ])("ADC %d channel %d", async (adc, channel, message) => {
    const file = await opened(run101);
    expect(() => file.event(0).waveform(adc, channel)).toThrow(message);
    expect(() => file.events.channel(adc, channel)).toThrow(message);
  });

  it("a waveform that is not valid", async () => {
    const file = await opened(join(layouts, "old-raw.hdf5"), { detector: smallDetector });
    const places = [...file.events].flatMap((event) =>
      [0, 1].flatMap((adc) => [0, 1].map((channel) => ({ event, adc, channel }))),
    );
    for (const { event, adc, channel } of places) {
      const read = () => event.waveform(adc, channel);
      if (event.isValid(adc, channel)) expect(read()).toHaveLength(file.sampleCount);
      else {
        expect(read).toThrow("No valid waveform");
        expect(event.amplitudeAdc16(adc, channel)).toBeNaN();
      }
    }
  });

  it.each<[Where, RegExp]>([
    [
      { treshold: 3 } as Where,
      /Unknown part of a cut .*expected trigger, from, to, events, over, got treshold/,
    ],
    [{ trigger: "bean" }, /No such trigger .*expected beam, self, or a whole number, got bean/],
    [{ trigger: [] }, /No trigger given/],
    [{ trigger: 1.5 }, /No such trigger/],
    [{ from: "yesterday" }, /Not a time \(where.from\): expected an ISO time with a zone/],
    [{ to: "2026-02-30T00:00:00Z" }, /A time that does not exist \(where.to\)/],
    [{ from: Number.NaN }, /Not a time/],
    [{ from: 5, to: 5 }, /No time is in this cut/],
    [{ events: [] }, /Not a list of events .*got an empty list/],
    [{ events: [3, -1] }, /Not a list of events .*got -1/],
    [{ events: { first: 3, last: 2 } }, /Not a range of events/],
    [{ events: [12] }, /No such event .*expected 0 to 11, got 12/],
    [{ events: { first: 3, last: 12 } }, /No such event .*expected 0 to 11, got 12/],
    [{ over: Number.NaN }, /Not an amplitude/],
    [{ over: { amplitudeAdc16: 5, adc: 8 } }, /No active channel there .*got ADC 8/],
    [{ over: { amplitudeAdc16: 5, adc: 0, channel: 3 } }, /got ADC 0, channel 3/],
  ])("the cut %j", async (where, message) => {
    const { events } = await opened(run101);
    expect(() => events.where(where)).toThrow(message);
  });

  it("a trigger in a file that records none", async () => {
    const { events } = await opened(untyped);
    expect(() => events.where({ trigger: "beam" })).toThrow(
      `Events cannot be chosen by trigger (${untyped}): expected trig_type`,
    );
  });

  it("a damaged chunk, and the events beside it are still read", async () => {
    const path = join(temporaryDirectory(), "damaged.hdf5");
    copyFileSync(join(layouts, "old-gzip.hdf5"), path);
    // Chunk 2 begins at byte 7826.
    writeSync(openSync(path, "r+"), Buffer.alloc(300, 0x55), 0, 300, 7850);
    const file = await opened(path, { detector: smallDetector });
    const read = (event: number) => file.event(event).samplesAdc16();
    const before = read(1);
    expect(() => read(2)).toThrow(/chunk 2/);
    expect(read(1)).toEqual(before);
    expect(read(3)).not.toEqual(before);
  });
});

describe("a closed file", () => {
  it("reads nothing any more, and may be closed again", async () => {
    for (const path of [run101, untyped]) {
      const file = await openWaveforms(path);
      const event = file.event(3);
      const along = file.events.channel(3, 5)[Symbol.iterator]();
      along.next();
      file.close();
      file.close();
      expect(() => event.waveform(3, 5)).toThrow("expected an open file, got one that was closed");
      expect(() => event.samplesAdc16()).toThrow("one that was closed");
      expect(() => along.next()).toThrow("one that was closed");
    }
  });

  it("is closed where a block of `using` ends", async () => {
    let event: LightEvent;
    {
      using file = await openWaveforms(run101);
      event = file.event(0);
      expect(event.waveform(3, 5)).toHaveLength(1000);
    }
    expect(() => event.waveform(3, 5)).toThrow("one that was closed");
  });
});
