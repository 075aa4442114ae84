import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectorOf } from "../../src/detector/index.js";
import type { ScatterTrace } from "../../src/figures/figure.js";
import { alarmSpectraPayload } from "../../src/figures/forms/spectra.js";
import { exemplarPayloads } from "../../src/figures/forms/waveforms/exemplars.js";
import { eventPayload } from "../../src/figures/forms/waveforms/one-event.js";
import { binExtremes } from "../../src/figures/forms/waveforms/samples.js";
import {
  brightestPayloads,
  figureOf,
  parsePayload,
  type WaveformsPayload,
  waveformsPayload,
} from "../../src/figures/index.js";
import { palettes } from "../../src/figures/style/palette.js";
import type { Exemplar } from "../../src/summary.js";
import { voltsPerAdc16 } from "../../src/units.js";
import { gridDetector } from "../detectors.js";
import { indexOfChannel, syntheticSummary } from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const summary = syntheticSummary();
const pages = brightestPayloads(summary, { units: "ADC16" }) as WaveformsPayload[];
const page = pages[5]!;

const textsOf = (payload: WaveformsPayload): string[] =>
  figureOf(payload, light).layout.annotations.map(({ text }) => text);

describe("the waveforms with most light", () => {
  test("are a page per ADC, a panel for each of its EPCBs", () => {
    expect(pages.map(({ panels }) => panels.map(({ adc, epcb }) => [adc, epcb]))).toEqual(
      Array.from({ length: 8 }, (_, adc) => Array.from({ length: 8 }, (_, epcb) => [adc, epcb])),
    );
    expect(page.panels[2]!.channels).toEqual([20, 21, 22, 23, 24, 25]);
  });

  test("name the EPCB with the largest sum of amplitudes, and its event", () => {
    const { samplesAdc16 } = summary.jumpEvent!;
    const amplitude = (channel: number): number => {
      const first = indexOfChannel(5, channel) * 1000;
      return Math.max(...samplesAdc16.subarray(first, first + 1000)) + 28_000;
    };
    const sums = page.panels.map(({ channels }) =>
      channels.reduce((sum, channel) => sum + amplitude(channel), 0),
    );
    const best = sums.indexOf(Math.max(...sums));
    expect(page.answer).toBe(
      `Most light: ADC 5, EPCB ${best}, amplitudes of ${sums[best]} ADC16 counts in all, event ${best}, beam trigger. ` +
        "Each panel shows the event with the largest sum of amplitudes while at least two of its channels are over threshold.",
    );
  });

  test("draw every sample of each channel, above its baseline", () => {
    const first = indexOfChannel(5, 20) * 1000;
    const samples = Array.from(summary.jumpEvent!.samplesAdc16.subarray(first, first + 1000));
    const { data } = figureOf(page, light);
    const line = data.find(({ name }) => name === "ch 20") as ScatterTrace;
    expect(line.x).toHaveLength(1000);
    // To half a count of the converter, 2 ADC16 counts.
    line.y.forEach((y, i) => {
      expect(Math.abs(y! - (samples[i]! + 28_000))).toBeLessThanOrEqual(2);
    });
  });

  test("have a colour for each channel of a panel, and the channel's number in that colour", () => {
    const { data, layout } = figureOf(page, light);
    const third = (data as ScatterTrace[]).filter(({ xaxis }) => xaxis === "x3");
    const names = [20, 21, 22, 23, 24, 25].map((channel) => `ch ${channel}`);
    expect(third.map(({ name }) => name)).toEqual(names);
    expect(new Set(third.map(({ line }) => line!.color)).size).toBe(6);
    for (const { name, line } of third)
      expect(layout.annotations.find(({ text }) => text === name)!.font.color).toBe(line!.color);
  });

  test("name channels by number alone where the panel is too narrow for more beside its scale", () => {
    const texts = (widthPx: number): string[] =>
      figureOf(page, { ...light, widthPx }).layout.annotations.map(({ text }) => text);
    expect(texts(340)).toEqual(expect.arrayContaining(["ch 20", "21", "22", "23", "24", "25"]));
    expect(texts(900)).toEqual(expect.arrayContaining(["ch 20", "ch 21", "ch 25"]));
  });

  test("have panels of a scale of their own, which each names with its event", () => {
    const small = structuredClone(page);
    small.panels[1]!.counts = small.panels[1]!.counts.map((line) => line.map((v) => v / 8));
    const { layout } = figureOf(small, light);
    expect(layout.yaxis2!.range[1]).toBeLessThan(layout.yaxis.range[1] / 2);
    expect(layout.yaxis2!.showticklabels).toBe(true);
    expect(layout.yaxis2!.matches).toBeUndefined();
    const texts = textsOf(page);
    expect(texts).toContain("ADC 5, EPCB 1: event 1, beam trigger");
    expect(texts.filter((text) => text.startsWith("scale "))).toHaveLength(8);
  });

  test("have panels at least 25 mm high on paper", () => {
    // The area of an A4 page in landscape, without edges and footer, px.
    const paper = { ...light, widthPx: 1070, heightPx: 727 };
    const ofFsd = brightestPayloads(syntheticSummary({}, detectorOf("fsd")), { units: "V" });
    for (const each of [page, ofFsd[0]!]) {
      const { margin, yaxis } = figureOf(each, paper).layout;
      const heightPx = (yaxis.domain[1] - yaxis.domain[0]) * (727 - margin.t - margin.b);
      expect((heightPx * 25.4) / 96).toBeGreaterThanOrEqual(25);
    }
  });

  test("say of an EPCB without such an event that it has none", () => {
    const { brightestEvents } = summary;
    const without = {
      ...summary,
      brightestEvents: brightestEvents!.filter(({ epcb }) => epcb !== 3),
    };
    const [first] = brightestPayloads(without, { units: "ADC16" }) as WaveformsPayload[];
    expect(first!.answer).toContain("No event lights two channels of EPCB 3.");
    expect(textsOf(first!)).toContain("ADC 0, EPCB 3: never two channels lit");
  });

  test("have no page for an ADC that saw no such event, and say so on the first", () => {
    const brightestEvents = summary.brightestEvents!.filter(({ adc }) => adc !== 2 && adc !== 3);
    const lit = brightestPayloads({ ...summary, brightestEvents }, { units: "ADC16" });
    expect(lit).toHaveLength(6);
    expect(lit[0]!.answer).toContain("No event lights two channels of an EPCB of ADC 2–3.");
    expect(lit[1]!.answer).not.toContain("No event");
  });

  test("are pages of eight for a detector of many ADCs, those with most light first", () => {
    const detector = gridDetector({
      ...{ adcCount: 20, channelCount: 64, channelsPerEpcb: 6 },
      activeChannels: [20, 21, 22, 23, 24, 25],
    });
    const many = brightestPayloads(syntheticSummary({}, detector), {
      units: "ADC16",
    }) as WaveformsPayload[];
    expect(many.map(({ panels }) => panels.length)).toEqual([8, 8, 4]);
    const peakOf = ({ panels }: WaveformsPayload): number[] =>
      panels.map(({ counts }) => counts.reduce((sum, line) => sum + Math.max(...line), 0));
    expect(Math.min(...peakOf(many[0]!))).toBeGreaterThanOrEqual(Math.max(...peakOf(many[1]!)));
  });

  test("are unavailable, with the reason, where there are none", () => {
    const reasonOf = (brightestEvents: [] | null): unknown[] =>
      brightestPayloads({ ...summary, brightestEvents }, { units: "ADC16" });
    expect(reasonOf([])).toMatchObject([{ reason: expect.stringContaining("over threshold") }]);
    expect(reasonOf(null)).toMatchObject([{ reason: expect.stringContaining("process the file") }]);
  });
});

describe("the waveforms of the event with the largest step", () => {
  const payload = waveformsPayload(summary, { units: "ADC16" }) as WaveformsPayload;

  test("are of one event, named with its trigger, and the step with place, size and time", () => {
    expect(payload.title).toContain("Event 9, beam trigger");
    // Sample 700 of 16 ns.
    expect(payload.answer).toBe(
      "Largest step: 60764 ADC16 counts between adjacent samples, in ADC 5, channel 20, at 11.2 µs. " +
        "Shown are the EPCBs with a step at least half as large.",
    );
  });

  test("are those of the EPCBs that take part", () => {
    expect(payload.panels.map(({ adc, epcb }) => [adc, epcb])).toEqual([[5, 2]]);
  });

  test("are at most eight panels, those with the largest steps, and say how many more there are", () => {
    const steps = syntheticSummary();
    const { samplesAdc16 } = steps.jumpEvent!;
    // Steps of 31,000 and more in the first channel of each EPCB of ADCs 0 and 1, rising.
    for (let i = 0; i < 16; i++) {
      const channel = [4, 10, 20, 26, 36, 42, 52, 58][i % 8]!;
      const first = indexOfChannel(i >> 3, channel) * 1000;
      samplesAdc16[first] = -28_000;
      samplesAdc16[first + 1] = 3000 + 100 * i;
    }
    const most = waveformsPayload(steps, { units: "ADC16" }) as WaveformsPayload;
    expect(most.panels.map(({ adc, epcb }) => [adc, epcb])).toEqual([
      ...Array.from({ length: 7 }, (_, i) => [1, i + 1]),
      [5, 2],
    ]);
    expect(most.answer).toContain("8 of 17 such EPCBs");
  });

  test("mark the step at its two samples", () => {
    const { data } = figureOf(payload, light);
    const marks = data.filter(({ name }) => name === "Largest step") as ScatterTrace[];
    expect(marks).toHaveLength(1);
    expect(marks[0]!.x).toEqual([11.2, 11.216]);
    expect(marks[0]!.y).toEqual([0, 60_764]);
  });

  test("are the same counts in volts, only scaled", () => {
    const volts = waveformsPayload(summary, { units: "V" }) as WaveformsPayload;
    expect(volts.panels).toEqual(payload.panels);
    expect(volts.unitPerCount).toBeCloseTo(4 * voltsPerAdc16, 12);
    expect(volts.answer).toContain("1.855 V");
  });

  test("omit invalid channels, and keep the colours of the panel's order", () => {
    const thin = syntheticSummary();
    thin.jumpEvent!.baselineAdc16[indexOfChannel(5, 21)] = Number.NaN;
    const drawn = waveformsPayload(thin, { units: "ADC16" }) as WaveformsPayload;
    expect(drawn.panels[0]!.channels).toEqual([20, 22, 23, 24, 25]);
    const [first] = figureOf(drawn, light).data as ScatterTrace[];
    expect(first!.line!.color).toBe(palettes.light.lines[0]);
  });

  test("are unavailable, with the reason, when no waveform of the analysed events is valid", () => {
    const none = syntheticSummary({ jumpEvent: null, largestJump: null });
    expect(waveformsPayload(none, { units: "ADC16" })).toMatchObject({
      kind: "unavailable",
      reason: "no valid waveform in the analysed events",
    });
  });

  test("of documents of earlier versions, all EPCBs with sums, are still drawn", () => {
    const panel = { sum: [0, 1], peakCounts: 1, ...payload.panels[0]! };
    const earlier = parsePayload({ ...payload, panels: Array(64).fill(panel) });
    expect(figureOf(earlier, light).data.length).toBeGreaterThan(64);
  });
});

describe("the waveforms of any event", () => {
  const event = summary.jumpEvent!;

  test("are of the eight EPCBs with most light", () => {
    const { panels, title, jump } = eventPayload(summary, event, {
      units: "ADC16",
    }) as WaveformsPayload;
    expect(title).toContain("What does this event look like? Event 9");
    expect(panels).toHaveLength(8);
    expect(jump).toBeNull();
  });

  test("of an ADC are those of all its EPCBs", () => {
    const { panels } = eventPayload(summary, event, { units: "V" }, { adc: 3 }) as WaveformsPayload;
    expect(panels.map(({ adc, epcb }) => [adc, epcb])).toEqual(
      Array.from({ length: 8 }, (_, epcb) => [3, epcb]),
    );
  });
});

describe("the waveforms of the alarms", () => {
  const exemplar = (channel: number): Exemplar => ({
    ...{ adc: 5, channel, title: "Flatline", event: 12, triggerClass: "beam" },
    aboveAdc16: new Float64Array(1000).fill(2),
    othersAdc16: Float64Array.from({ length: 1000 }, (_, i) => (i === 400 ? 8000 : 0)),
  });
  const shown = [20, 21, 22, 23, 24, 25, 26, 27, 28].map(exemplar);
  const alarms = exemplarPayloads(summary, { shown, leftCount: 31 }, { units: "ADC16" });

  test("are pages of eight channels, and say how many are not shown", () => {
    expect(alarms.map(({ panels }) => panels.length)).toEqual([8, 1]);
    expect(alarms[0]!.answer).toContain("9 of 40 channels with an alarm, first one of each alarm.");
  });

  test("name the alarm and its event, and show the others of the EPCB beside it", () => {
    expect(textsOf(alarms[0]!)).toContain("ADC 5, EPCB 2: event 12, beam trigger, flatline");
    const { data } = figureOf(alarms[0]!, light);
    const others = data.find(({ name }) => name === "Mean of the EPCB's others")!;
    expect(others.y[400]).toBe(8000);
    expect(others.showlegend).toBe(true);
  });

  test("take at most 300 kB with their spectra, for twelve channels in EPCBs of their own", () => {
    const twelve = Array.from({ length: 12 }, (_, i) => ({
      ...exemplar([4, 10, 20, 26, 36, 42][i % 6]!),
      adc: i % 2,
      // Longer in text than real ones.
      aboveAdc16: Float64Array.from({ length: 1000 }, (_, k) => 40_000 + 4 * k),
      othersAdc16: Float64Array.from({ length: 1000 }, (_, k) => -40_000 - 4 * k),
    }));
    const all = { shown: twelve, leftCount: 0 };
    const figures = [
      ...exemplarPayloads(summary, all, { units: "V" }),
      alarmSpectraPayload(summary, twelve, {}),
    ];
    const text = JSON.stringify(figures, (key, value) => (key === "detector" ? null : value));
    expect(text.length).toBeLessThanOrEqual(300_000);
  });
});

describe("merging samples into bins", () => {
  test("keeps the lowest and highest of every bin, in the order they came", () => {
    expect(binExtremes(Float64Array.of(1, 5, 2, 0, 9, -3, 7), 3)).toEqual([1, 5, 9, -3, 7, 7]);
  });

  test("keeps every sample where bins hold one", () => {
    expect(binExtremes(Float64Array.of(3, 1, 2), 1)).toEqual([3, 1, 2]);
  });

  test("never loses an extreme, and never invents a value", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -65_536, max: 65_536 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (samples, samplesPerBin) => {
          const points = binExtremes(Float64Array.from(samples), samplesPerBin);
          expect(Math.max(...points)).toBe(Math.max(...samples));
          expect(Math.min(...points)).toBe(Math.min(...samples));
          for (const point of points) expect(samples).toContain(point);
        },
      ),
    );
  });
});
