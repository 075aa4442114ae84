/** One channel close up: numbers against a plain computation over raw samples. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { detectorGroups } from "../../src/detector/groups.js";
import type { PlotPanel, PlotPayload } from "../../src/figures/forms/plot/index.js";
import type { Payload } from "../../src/figures/payload.js";
import { parsePayload } from "../../src/figures/payload.js";
import type { OwnCheck } from "../../src/judge/own/own-row.js";
import type { Verdict } from "../../src/judge/states/verdict.js";
import { averaged, meanLine } from "../../src/notebook/close-up/average.js";
import { epcbAverage } from "../../src/notebook/close-up/epcb-waveforms.js";
import { binsPerBin, coarser } from "../../src/notebook/close-up/histograms.js";
import { verdictWords } from "../../src/notebook/close-up/verdict-words.js";
import {
  baselines,
  type CloseUpOptions,
  closeUp,
  exemplars,
  noise,
  openRun,
  openWaveforms,
  quantiles,
  type Run,
  verdictRows,
} from "../../src/notebook/index.js";
import { writeSummary } from "../../src/store/store.js";
import type { FileSummary } from "../../src/summary.js";
import { expectedNumbers, samplePath } from "../samples.js";

const path = samplePath("mpd_run_demo_rctl_101");
const healthy = { adc: 0, channel: 5 };
const clipped = { adc: 3, channel: 26 };
const dead = { adc: 7, channel: 15 };

let store: string;
let run: Run;
let stored: Run;
beforeAll(async () => {
  // Progress lines.
  vi.spyOn(console, "log").mockImplementation(() => {});
  store = mkdtempSync(join(tmpdir(), "light-dqm-close-up-"));
  run = await openRun(path, { store });
  stored = await openRun(await writeSummary(store, run.summary), { store });
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(store, { recursive: true });
});

async function plotOf(
  { adc, channel }: typeof healthy,
  options: CloseUpOptions = {},
  of: Run = run,
): Promise<PlotPayload> {
  const payload: Payload = await closeUp(of, adc, channel, options);
  // As it is stored and read again.
  return parsePayload(JSON.parse(JSON.stringify(payload))) as PlotPayload;
}

const panelOf = ({ panels }: PlotPayload, name: RegExp): PlotPanel =>
  panels.find(({ label }) => name.test(label))!;

/** A line, or the points, of a panel by its name. */
function seriesOf({ layers }: PlotPanel, name: RegExp) {
  const found = layers.find((layer) => "label" in layer && name.test(layer.label));
  if (found?.as !== "line" && found?.as !== "points") throw new Error(`no series ${name}`);
  return found;
}
function binsOf({ layers }: PlotPanel, name: RegExp) {
  const found = layers.find((layer) => "label" in layer && name.test(layer.label));
  if (found?.as !== "bins") throw new Error(`no histogram ${name}`);
  return found;
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Samples above the mean of the first 50, of every event in which the channel is valid. */
async function plainWaveforms(place: typeof healthy): Promise<Map<number, number[]>> {
  const file = await openWaveforms(path);
  const found = new Map<number, number[]>();
  for (const { event, samples } of file.events.channel(place.adc, place.channel)) {
    const baseline = sum([...samples.slice(0, 50)]) / 50;
    found.set(
      event,
      Array.from(samples, (sample) => sample - baseline),
    );
  }
  file.close();
  return found;
}

/** By linear interpolation between the sorted values. */
function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

describe("a channel close up", () => {
  it("has six panels, each but the last beside the others of its EPCB, and says what the checks say", async () => {
    const history = {
      files: [{ ...run.summary, input: { ...run.summary.input, eventsHash: "x" } }],
    };
    const plot = await plotOf(healthy, { history });
    expect(plot.title).toBe("What is ADC 0, channel 5 like?");
    expect(plot.answer).toMatch(/^No alarm/);
    expect(plot.panels.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^Mean of \d+ lit events$/),
      expect.stringMatching(/^Event \d+, the largest amplitude$/),
      expect.stringMatching(/^Median spectrum of \d+ events$/),
      "Amplitudes over threshold",
      "Baselines about their channel's median",
      "Baseline in 2 files",
    ]);
    for (const { layers } of plot.panels.slice(0, 5))
      expect(layers.map((layer) => "label" in layer && layer.label).sort()).toEqual([
        "ADC 0, channel 5",
        "Mean of the others of EPCB 0",
      ]);
  });

  it("has the mean and envelope of the lit events that a plain computation gives", async () => {
    const { epcbMembers, placeOf } = detectorGroups(run.summary.detector);
    const places = epcbMembers[0]!.map(placeOf);
    const waveforms = await Promise.all(places.map(plainWaveforms));
    const threshold = run.summary.settings.thresholdAdc16[0]!;
    const lit = run.summary.selectedEvents.filter((event) =>
      waveforms.some((each) => Math.max(...(each.get(event) ?? [0])) > threshold),
    );
    const own = places.findIndex(({ channel }) => channel === healthy.channel);
    const means = waveforms.map((each) => {
      const shown = lit.flatMap((event) => (each.has(event) ? [each.get(event)!] : []));
      return shown[0]!.map((_, i) => sum(shown.map((samples) => samples[i]!)) / shown.length);
    });
    const panel = panelOf(await plotOf(healthy), /^Mean of/);
    expect(panel.label).toBe(`Mean of ${lit.length} lit events`);
    const line = seriesOf(panel, /channel 5$/);
    const of = (sample: number): number[] =>
      lit.flatMap((event) => waveforms[own]!.get(event)?.[sample] ?? []);
    for (const sample of [0, 49, 300, 423, 999]) {
      expect(line.x[sample]).toBeCloseTo(sample * 0.016, 9);
      expect(line.y[sample]).toBeCloseTo(means[own]![sample]!, 4);
      expect(line.band!.low[sample]).toBeCloseTo(quantile(of(sample), 0.16), 4);
      expect(line.band!.high[sample]).toBeCloseTo(quantile(of(sample), 0.84), 4);
      const ofOthers = means.filter((_, k) => k !== own).map((mean) => mean[sample]!);
      expect(seriesOf(panel, /others/).y[sample]).toBeCloseTo(sum(ofOthers) / 5, 4);
    }
  });

  it("counts every waveform of its histograms once", async () => {
    const plot = await plotOf(healthy);
    const waveforms = [...(await plainWaveforms(healthy)).values()];
    const threshold = run.summary.settings.thresholdAdc16[0]!;
    const over = waveforms.filter((samples) => Math.max(...samples) > threshold);
    expect(sum(binsOf(panelOf(plot, /^Amplitudes/), /channel 5/).counts)).toBe(over.length);
    const { validCount, baselineTriggerClass } = run.summary;
    const counted = validCount[baselineTriggerClass]!;
    const panel = panelOf(plot, /^Baselines/);
    expect(sum(binsOf(panel, /channel 5/).counts)).toBe(counted[5]);
    const others = detectorGroups(run.summary.detector).epcbMembers[0]!.filter((i) => i !== 5);
    const mean = sum(others.map((i) => counted[i]!)) / others.length;
    expect(sum(binsOf(panel, /others/).counts)).toBeCloseTo(mean, 6);
  });

  it("has the spectrum of the summary without 0 MHz, and the mean of the others'", async () => {
    const { frequencyMHz, p50 } = run.summary.spectra;
    const panel = panelOf(await plotOf(healthy), /spectrum/);
    const [own, others] = [seriesOf(panel, /channel 5/), seriesOf(panel, /others/)];
    expect(own.x).toHaveLength(frequencyMHz.length - 1);
    const at = (index: number, bin: number): number => p50[index * frequencyMHz.length + bin]!;
    const members = detectorGroups(run.summary.detector).epcbMembers[0]!.filter((i) => i !== 5);
    for (const bin of [1, 250, 500]) {
      expect(own.y[bin - 1]! / at(5, bin)).toBeCloseTo(1, 6);
      const mean = sum(members.map((i) => at(i, bin))) / members.length;
      expect(others.y[bin - 1]! / mean).toBeCloseTo(1, 6);
    }
  });

  it("shows a chosen event, in the units of the run", async () => {
    const inVolts = { ...run, config: { ...run.config, units: "V" as const } };
    const [event, samples] = [...(await plainWaveforms(healthy))][2]!;
    const panel = panelOf(await plotOf(healthy, { event }, inVolts), /^Event/);
    expect(panel.label).toBe(`Event ${event}`);
    expect(panel.y.unit).toBe("V");
    const largest = Math.max(...samples) / (8191 * 4);
    expect(Math.max(...seriesOf(panel, /channel 5/).y.map(Number))).toBeCloseTo(largest, 8);
  });

  it("tells the alarms of a channel with their reasons, and shows the event that the alarm is best seen in", async () => {
    const plot = await plotOf(clipped);
    const rows = verdictRows(run, { states: ["bad", "warn"] }).filter(
      ({ adc, channel }) => adc === clipped.adc && channel === clipped.channel,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { reason } of rows) expect(plot.answer).toContain(reason);
    expect(plot.answer).not.toContain("No alarm");
    const panel = panelOf(plot, /shows the alarm best/);
    const index = detectorGroups(run.summary.detector).indexOf(clipped.adc, clipped.channel);
    expect(panel.label).toContain(`Event ${run.summary.exemplarEvents!.clipped[index]},`);
  });

  it("shows a dead channel flat beside what the others see, without a spectrum of its own", async () => {
    const plot = await plotOf(dead);
    const panel = panelOf(plot, /shows the alarm best/);
    expect(seriesOf(panel, /channel 15/).y.every((value) => Math.abs(value!) < 1)).toBe(true);
    expect(Math.max(...seriesOf(panel, /others/).y.map(Number))).toBeGreaterThan(10);
    expect(panel.layers.at(-1)).toBe(seriesOf(panel, /channel 15/));
    expect(panelOf(plot, /spectrum/).layers).toHaveLength(1);
    expect(panelOf(plot, /^Amplitudes/)).toBeUndefined();
    expect(plot.answer).toContain("No waveform of EPCB 1 is over threshold.");
  });

  it("draws baselines over the files of a history, at the time of each", async () => {
    const { summary } = run;
    const dayMs = 86_400_000;
    const before = (days: number): FileSummary => ({
      ...summary,
      input: { ...summary.input, eventsHash: `other ${days}` },
      time: { firstMs: summary.time!.firstMs - days * dayMs, lastMs: 0 },
      baseline: { ...summary.baseline, p50: summary.baseline.p50.map((value) => value - days) },
    });
    const untimed = { ...before(9), time: null };
    const files = [before(5), untimed, before(3), summary];
    const panel = panelOf(await plotOf(healthy, { history: { files } }), /^Baseline in/);
    expect(panel.label).toBe("Baseline in 3 files");
    expect(panel.x.unit).toBe("days");
    const { x, y, ...bars } = seriesOf(panel, /channel 5/);
    const now = summary.baseline.p50[5]!;
    expect(x).toEqual([-5, -3, 0]);
    expect(y.map((value) => Math.round(value! - now))).toEqual([-5, -3, 0]);
    expect("low" in bars && bars.low?.[2]).toBeCloseTo(summary.baseline.p16[5]!, 4);
  });

  it("of a run from the store has the brightest event of the EPCB, and says what is not at hand", async () => {
    const plot = await plotOf(healthy, {}, stored);
    expect(plot.answer).toContain(
      "other waveforms are only in the FLOW file, which is not at hand",
    );
    const labels = plot.panels.map(({ label }) => label);
    expect(labels).toContain("Amplitudes over threshold");
    expect(labels.some((label) => label.startsWith("Mean of"))).toBe(false);
    const kept = run.summary.brightestEvents!.find(({ adc, epcb }) => adc === 0 && epcb === 0);
    expect(labels[0]).toBe(`Event ${kept!.event}, the EPCB's brightest`);
    const waveform = (await plainWaveforms(healthy)).get(kept!.event)!;
    expect(seriesOf(plot.panels[0]!, /channel 5/).y[423]).toBeCloseTo(waveform[423]!, 4);
    const older = { ...stored, summary: { ...stored.summary, brightestEvents: null } };
    const without = await plotOf(healthy, {}, older);
    expect(without.answer).toContain("Its waveforms are only in the FLOW file");
    expect(without.panels[0]!.label).toMatch(/spectrum/);
    await expect(closeUp(stored, 0, 5, { event: 1 })).rejects.toMatchObject({ code: "bad-input" });
  });

  it("of a run from the store has the waveform that shows an alarm, as its report kept it", async () => {
    expect(exemplars(stored).map(({ title }) => title)).toEqual(
      exemplars(run).map(({ title }) => title),
    );
    expect(exemplars(stored).length).toBeGreaterThan(0);
    const [fromFile, fromStore] = [await plotOf(clipped), await plotOf(clipped, {}, stored)];
    const panel = panelOf(fromStore, /shows the alarm best/);
    const drawn = seriesOf(panel, /channel 26/).y;
    const ofFile = panelOf(fromFile, new RegExp(`^${panel.label}`));
    // A store keeps them in single precision.
    const inSingle = (values: readonly (number | null)[]) =>
      values.map((value) => value!.toFixed(2));
    expect(inSingle(drawn)).toEqual(inSingle(seriesOf(ofFile, /channel 26/).y));
  });

  it("of a channel that an own check finds names that check, and of one that is fine again none", async () => {
    const mine: OwnCheck = {
      name: "my-check",
      title: "What I look for",
      find: ({ adc, channel }) => ({ state: adc === 0 && channel === 5 ? "bad" : "ok", value: 1 }),
    };
    const own = await openRun(path, { store, checks: mine });
    const shown = own.summary.exemplars!.map(({ adc, channel, title }) => [adc, channel, title]);
    expect(shown).toContainEqual([0, 5, "What I look for"]);
    // Judged without it, the same waveform shows no alarm.
    const kept = { ...stored, summary: { ...stored.summary, exemplars: own.summary.exemplars! } };
    const plot = await plotOf(healthy, {}, kept);
    expect(plot.panels.map(({ label }) => label).join()).not.toContain("shows the alarm best");
  });

  it("of a channel without a valid waveform says so, and what the checks make of it", async () => {
    const partly = await openRun(samplePath("adc64_demo_103"), { store });
    const missing = await closeUp(partly, 5, 4);
    expect(missing).toMatchObject({ kind: "unavailable", reason: "no valid waveform" });
    expect(missing.title).toBe("What is ADC 5, channel 4 like?");
    expect(missing.answer).toContain("Missing ADC");
  });

  it("refuses what is not there, and says what is", async () => {
    await expect(closeUp(run, 8, 5)).rejects.toThrow(/No such ADC.*0 to 7/s);
    await expect(closeUp(run, 0, 64)).rejects.toThrow(/No such channel.*0 to 63/s);
    await expect(closeUp(run, 0, 0)).rejects.toThrow(/Inactive channel.*one of 4, 5/s);
    await expect(closeUp(run, 0, 5, { event: 9999 })).rejects.toThrow(/No such event/);
  });
});

describe("what the checks say", () => {
  const words = (...given: Partial<Verdict>[]): string =>
    verdictWords(
      {
        ...run,
        verdicts: given.map((each) => ({
          ...run.verdicts.find(({ scope }) => scope === "channel")!,
          ...{ check: "flatline", ...healthy, label: null, members: [] },
          ...each,
        })),
      },
      healthy.adc,
      healthy.channel,
    );

  it("is an alarm before all else, bad ones first, and of a group only what is not said of the channel", () => {
    const group = {
      ...{ scope: "epcb" as const, channel: null, label: "EPCB 0 of ADC 0" },
      members: [[0, 5] as const],
    };
    expect(
      words(
        { state: "ok", reason: "fine" },
        { state: "warn", reason: "dim" },
        { ...group, state: "bad", reason: "all dim" },
        { ...group, state: "bad", check: "clipped-fraction", reason: "all clipped" },
        { state: "bad", channel: 6, reason: "another channel" },
      ),
    ).toBe("Clipped fraction of EPCB 0 of ADC 0: all clipped. Flatline: dim.");
  });

  it("is never good where nothing is known, and names known faults", () => {
    expect(words()).toBe("Unknown: no check judges it.");
    expect(words({ state: "unknown", reason: "no light" })).toBe("Unknown: Flatline: no light.");
    expect(words({ state: "ok" }, { state: "unknown" })).toBe("No alarm; 1 check could not tell.");
    expect(words({ state: "ok" })).toBe("No alarm.");
    expect(words({ state: "ok" }, { state: "masked", reason: "listed as dead" })).toBe(
      "Known: Flatline: listed as dead.",
    );
  });
});

describe("averages", () => {
  const waveform = (event: number, ...samples: number[]) => ({
    event,
    samplesAdc16: Int16Array.from(samples),
    baselineAdc16: 0,
    amplitudeAdc16: Math.max(...samples),
  });

  it("of one waveform are that waveform, with an envelope of no width", () => {
    const one = [3, -1, 4];
    expect(averaged([one], 3)).toEqual({
      mean: Float64Array.from(one),
      p16: Float64Array.from(one),
      p84: Float64Array.from(one),
    });
  });

  it("of no waveform are unknown", () => {
    expect(averaged([], 1)).toEqual({
      mean: Float64Array.of(Number.NaN),
      p16: Float64Array.of(Number.NaN),
      p84: Float64Array.of(Number.NaN),
    });
    expect(meanLine([])).toBeNull();
    expect(epcbAverage([], [[], []], 10)).toBeNull();
  });

  it("are of the events in which any of the EPCB's waveforms is over threshold", () => {
    const own = [waveform(1, 0, 2), waveform(2, 0, 4), waveform(3, 0, 9)];
    const others = [[waveform(1, 0, 50), waveform(2, 0, 10)], [waveform(3, 0, 20)]];
    const average = epcbAverage(own, others, 10)!;
    expect(average).toMatchObject({ eventCount: 2, isOfLit: true });
    expect([...average.own!.mean]).toEqual([0, (2 + 9) / 2]);
    expect([...average.othersAdc16!]).toEqual([0, (50 + 20) / 2]);
  });

  it("are of all events where none is lit, and leave out who has no waveform", () => {
    const average = epcbAverage([], [[waveform(1, 0, 2), waveform(4, 0, 4)], []], 10)!;
    expect(average).toMatchObject({ eventCount: 2, isOfLit: false, own: null });
    expect([...average.othersAdc16!]).toEqual([0, 3]);
  });
});

describe("bins of a panel", () => {
  it("hold what the kept bins hold, on one grid for all channels", () => {
    const kept = { firstBin: -7, counts: Uint32Array.of(1, 0, 2, 5, 0, 0, 0, 3) };
    const { edges, counts } = coarser(kept, 5, "unit");
    expect([...edges]).toEqual([-10, -5, 0, 5]);
    expect([...counts]).toEqual([1, 7, 3]);
    expect([...coarser(kept, 5, "unit", 2).counts]).toEqual([0.5, 3.5, 1.5]);
    expect([...coarser({ firstBin: 320, counts: Uint32Array.of(4) }, 8, "log2").edges]).toEqual([
      2 ** 10,
      2 ** 10.25,
    ]);
  });

  it("are about forty, in round numbers of kept bins", () => {
    const of = (count: number) => [{ firstBin: 0, counts: new Uint32Array(count) }];
    expect([1, 40, 41, 100, 300, 1000].map((count) => binsPerBin(of(count)))).toEqual([
      1, 1, 2, 5, 10, 50,
    ]);
    expect(binsPerBin([null, null])).toBe(1);
  });
});

describe("a quantity of one ADC or one channel", () => {
  const expected = expectedNumbers("mpd_run_demo_rctl_101");
  const read = (payload: Payload) =>
    parsePayload(JSON.parse(JSON.stringify(payload))) as PlotPayload;

  it("has a point and a bar for each channel of the ADC", () => {
    const plot = read(noise(run, { adc: 3 }));
    expect(plot.title).toBe("How noisy are the channels in ADC 3? Self triggers");
    const [points] = plot.panels[0]!.layers;
    if (points?.as !== "points") throw new Error("no points");
    const { adcMembers, placeOf } = detectorGroups(run.summary.detector);
    expect(points.x).toEqual(adcMembers[3]!.map((index) => placeOf(index).channel));
    for (const [i, channel] of points.x.entries()) {
      expect(points.y[i]).toBeCloseTo(expected.noise.p50[3][channel]!, 4);
      expect(points.low![i]).toBeCloseTo(expected.noise.p16[3][channel]!, 4);
      expect(points.high![i]).toBeCloseTo(expected.noise.p84[3][channel]!, 4);
    }
  });

  it("counts the waveforms of the channel, and says their median", () => {
    for (const [figure, numbers] of [
      [noise, expected.noise],
      [baselines, expected.baseline],
    ] as const) {
      const plot = read(figure(run, clipped));
      const median = numbers.p50[clipped.adc][clipped.channel]!;
      const said = Number(/^Median (\S+) ADC16/.exec(plot.answer)![1]!.replace("−", "-"));
      expect(Math.abs(said / median - 1)).toBeLessThan(1e-3);
      const [own] = plot.panels[0]!.layers;
      if (own?.as !== "bins") throw new Error("no bins");
      const count = own.counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
      expect(plot.answer).toContain(`of ${count} waveforms`);
      expect(median).toBeGreaterThan(own.edges[0]!);
      expect(median).toBeLessThan(own.edges.at(-1)!);
    }
  });

  it("is unavailable without a valid waveform, and refused for what the detector does not have", () => {
    expect(quantiles(run, "amplitude", dead).kind).toBe("unavailable");
    expect(() => noise(run, { adc: 8 })).toThrow("No such ADC");
    expect(() => noise(run, { channel: 5 })).toThrow("No such ADC");
    expect(() => baselines(run, { adc: 3, channel: 0 })).toThrow("Inactive channel");
  });
});
