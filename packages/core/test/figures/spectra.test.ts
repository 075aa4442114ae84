import { describe, expect, test } from "vitest";
import type { ScatterTrace, Trace } from "../../src/figures/figure.js";
import { powerRange } from "../../src/figures/forms/spectra.js";
import { figureOf, type SpectraPayload, spectraPayload } from "../../src/figures/index.js";
import { lineFrequenciesMHz } from "../../src/quantities/indexed-by/watched-lines.js";
import { indexOfChannel, syntheticSummary } from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const binCount = 501;

function lines(data: Trace[]): ScatterTrace[] {
  return data.filter(
    (trace) => trace.type === "scatter" && trace.mode === "lines",
  ) as ScatterTrace[];
}

describe("a page of spectra per EPCB", () => {
  const summary = syntheticSummary();
  const payload = spectraPayload(summary, { per: "epcb" }) as SpectraPayload;

  test("has a panel per ADC and a line per EPCB", () => {
    expect(payload.panels.map(({ label }) => label)).toEqual(
      Array.from({ length: 8 }, (_, adc) => `ADC ${adc}`),
    );
    for (const panel of payload.panels) expect(panel.lines).toHaveLength(8);
    expect(lines(figureOf(payload, light).data)).toHaveLength(64);
  });

  test("draws the mean over the EPCB's channels of their medians", () => {
    // EPCB 5 of ADC 4: active positions 30–35, channels 42–47.
    const power = [42, 43, 44, 45, 46, 47].map(
      (channel) => summary.spectra.p50[indexOfChannel(4, channel) * binCount + 160]!,
    );
    const mean = power.reduce((a, b) => a + b) / 6;
    expect(payload.panels[4]!.lines[5]!.power[160]! / mean).toBeCloseTo(1, 2);
  });

  test("averages only channels with a spectrum, and omits an EPCB without any", () => {
    const thin = syntheticSummary();
    const bins = (channel: number): [number, number] => [
      indexOfChannel(0, channel) * binCount,
      (indexOfChannel(0, channel) + 1) * binCount,
    ];
    thin.spectra.p50.fill(Number.NaN, ...bins(4));
    for (const channel of [10, 11, 12, 13, 14, 15])
      thin.spectra.p50.fill(Number.NaN, ...bins(channel));
    const { panels } = spectraPayload(thin, { per: "epcb" }) as SpectraPayload;
    expect(panels[0]!.lines.map(({ label }) => label)).not.toContain("EPCB 1");
    const rest = [5, 6, 7, 8, 9].map(
      (channel) => thin.spectra.p50[indexOfChannel(0, channel) * binCount + 7]!,
    );
    const mean = rest.reduce((a, b) => a + b) / 5;
    expect(panels[0]!.lines[0]!.power[7]! / mean).toBeCloseTo(1, 2);
  });

  test("shares one log range that holds every bin but the 0 MHz bin", () => {
    const [low, high] = powerRange(payload);
    expect(high).toBeLessThan(-6); // the bin at 0 MHz is at 0.7 V²
    const { data, layout } = figureOf(payload, light);
    expect(layout.yaxis).toMatchObject({ type: "log", range: [low, high] });
    expect(layout.yaxis8!.range).toEqual([low, high]);
    for (const { x, y } of lines(data)) {
      expect(x[0]).toBeGreaterThan(0);
      for (const value of y) {
        expect(Math.log10(value!)).toBeGreaterThan(low);
        expect(Math.log10(value!)).toBeLessThan(high);
      }
    }
  });

  test("runs from 0 to 31.25 MHz with every watched frequency marked above the data", () => {
    const { data, layout } = figureOf(payload, light);
    expect(layout.xaxis.range[0]).toBe(0);
    expect(layout.xaxis.range[1]).toBeCloseTo(31.25, 9);
    const marks = data.filter(({ name }) => name === "Watched frequency");
    expect(marks).toHaveLength(8);
    const highest = Math.max(...lines(data).flatMap(({ y }) => y.map((value) => value!)));
    for (const { x, y } of marks) {
      expect(x).toEqual(lineFrequenciesMHz);
      for (const value of y) expect(value).toBeGreaterThan(highest);
    }
  });

  test("answers with the watched line that stands out, and where", () => {
    expect(payload.answer).toMatch(
      /^Strongest watched line: 10 MHz, \d+ times .* ADC 4, EPCB 5\.$/,
    );
  });

  test("says so when none stands out", () => {
    const channelIndex = syntheticSummary();
    channelIndex.spectra.p50 = channelIndex.spectra.p50.map((value) =>
      Number.isNaN(value) ? value : 1e-9,
    );
    const { answer } = spectraPayload(channelIndex, { per: "epcb" });
    expect(answer).toMatch(/^No watched line stands out/);
  });

  test("does not take a slope for a line", () => {
    const slope = syntheticSummary();
    const { frequencyMHz, p50 } = slope.spectra;
    slope.spectra.p50 = p50.map((value, i) =>
      Number.isNaN(value) ? value : 10 ** (-2 - 2 * frequencyMHz[i % binCount]!),
    );
    const { answer } = spectraPayload(slope, { per: "epcb" });
    expect(answer).toMatch(/^No watched line stands out/);
  });

  test("names the density's unit when densities are drawn", () => {
    const dense = { ...payload, scale: "density" as const };
    const titles = figureOf(dense, light).layout.annotations.map(({ text }) => text);
    expect(titles).toContain("Power density (V²/Hz)");
  });
});

describe("a page of spectra per channel", () => {
  const payload = spectraPayload(syntheticSummary(), { per: "channel", adc: 4 }) as SpectraPayload;

  test("has a panel per EPCB of that ADC and a line per channel", () => {
    expect(payload.panels[5]!.label).toBe("ADC 4, EPCB 5");
    expect(payload.panels[5]!.lines.map(({ label }) => label)).toEqual(
      [42, 43, 44, 45, 46, 47].map((channel) => `channel ${channel}`),
    );
  });

  test("tells the lines of a panel by colour", () => {
    const { data } = figureOf(payload, light);
    const first = lines(data).filter(({ xaxis }) => xaxis === "x");
    expect(new Set(first.map(({ line }) => line!.color)).size).toBe(6);
  });
});

test("a file without a valid waveform has no spectra, and says why", () => {
  const summary = syntheticSummary();
  summary.spectra.p50.fill(Number.NaN);
  expect(spectraPayload(summary, { per: "epcb" })).toMatchObject({
    kind: "unavailable",
    answer: "Unknown: no valid waveform for a spectrum.",
  });
});
