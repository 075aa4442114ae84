import { describe, expect, test } from "vitest";
import type { ScatterTrace } from "../../src/figures/figure.js";
import { robustRange } from "../../src/figures/forms/channel-quantiles.js";
import type { ChannelQuantilesPayload } from "../../src/figures/index.js";
import { figureOf, quantilesPayload } from "../../src/figures/index.js";
import { active2x2 } from "../detectors.js";
import {
  indexCount,
  indexOfChannel,
  syntheticReference,
  syntheticSummary,
} from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;

function payloadOf(options: Partial<Parameters<typeof quantilesPayload>[2]> = {}) {
  return quantilesPayload(syntheticSummary(), "baseline", {
    units: "ADC16",
    ...options,
  }) as ChannelQuantilesPayload;
}

describe("a page of baselines", () => {
  test("is not flattened by a channel at the rail: it is marked at the edge and named", () => {
    const payload = payloadOf();
    const [bottom, top] = robustRange(payload);
    expect(top - bottom).toBeLessThan(1000);
    const { data, layout } = figureOf(payload, light);
    const edge = data.filter(({ name }) => /scale$/.test(name));
    expect(edge).toHaveLength(1);
    expect(edge[0]).toMatchObject({ xaxis: "x8", x: [61], showlegend: true });
    expect(edge[0]!.y[0]).toBeLessThan(top);
    expect(edge[0]!.hovertext![0]).toContain("32760");
    expect(layout.annotations.map(({ text }) => text).join()).toContain(
      "ADC 7 channel 61 at 32760",
    );
  });

  test("marks what lies below the range with the other arrow", () => {
    const summary = syntheticSummary();
    summary.baseline.p50[indexOfChannel(7, 61)] = -32_764;
    const { data } = figureOf(quantilesPayload(summary, "baseline", { units: "ADC16" }), light);
    const edge = data.find(({ name }) => /scale$/.test(name)) as ScatterTrace;
    expect(edge).toMatchObject({
      name: "Below the scale",
      x: [61],
      marker: { symbol: "triangle-down" },
    });
  });

  test("holds every other median and bar in the range that all panels share", () => {
    const { data, layout } = figureOf(payloadOf({ reference: syntheticReference(2) }), light);
    const [bottom, top] = layout.yaxis.range;
    expect(layout.yaxis5!.range).toEqual([bottom, top]);
    let count = 0;
    for (const trace of data)
      trace.y.forEach((y, i) => {
        const [up, down] =
          trace.type === "bar"
            ? [trace.base[i]!, 0]
            : [trace.error_y?.array[i] ?? 0, trace.error_y?.arrayminus[i] ?? 0];
        expect(y! + up!).toBeLessThanOrEqual(top);
        if (trace.type === "scatter") expect(y! - down!).toBeGreaterThanOrEqual(bottom);
        count++;
      });
    expect(count).toBe(2 * 384);
  });

  test("has the same shape in every unit", () => {
    const counts = robustRange(payloadOf());
    for (const [units, scale] of [
      ["ADC14", 0.25],
      ["V", 1 / (8191 * 4)],
    ] as const) {
      const range = robustRange(payloadOf({ units }));
      expect(range[0] / counts[0]).toBeCloseTo(scale, 5);
      expect(range[1] / counts[1]).toBeCloseTo(scale, 5);
    }
  });

  test("draws only limits that are in view", () => {
    const { data } = figureOf(payloadOf({ limitAdc16: [-28_100, -26_000] }), light);
    const lines = data.filter(({ name }) => name === "Check limit");
    expect(lines).toHaveLength(8);
    for (const { y } of lines) expect(y).toEqual([-28_100, -28_100]);
  });

  test("draws nothing for inactive channels, and no data for active ones without a value", () => {
    const summary = syntheticSummary();
    for (const column of Object.values(summary.baseline))
      column[indexOfChannel(2, 20)] = Number.NaN;
    const { data } = figureOf(quantilesPayload(summary, "baseline", { units: "ADC16" }), light);
    for (const { x } of data) expect(x.every((channel) => active2x2.includes(channel))).toBe(true);
    const missing = data.filter(({ name }) => name === "No data");
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatchObject({ xaxis: "x3", x: [20] });
  });

  test("names the band with the number of earlier files", () => {
    const { data } = figureOf(payloadOf({ reference: syntheticReference(4) }), light);
    const band = data.find(({ type }) => type === "bar")!;
    expect(band.name).toBe("Earlier files (4), pooled 16–84 %");
    expect(band.showlegend).toBe(true);
  });

  test("stays drawable when all channels have the same value", () => {
    const same = new Float64Array(indexCount).fill(-28_000);
    const summary = syntheticSummary({
      baseline: { p16: same, p50: same, p84: same, histogram: [] },
    });
    const payload = quantilesPayload(summary, "baseline", { units: "ADC16" });
    const [bottom, top] = robustRange(payload as ChannelQuantilesPayload);
    expect(bottom).toBeLessThan(-28_000);
    expect(top).toBeGreaterThan(-28_000);
  });

  test("is unavailable, with the reason, when no waveform is valid", () => {
    const none = new Float64Array(indexCount).fill(Number.NaN);
    const summary = syntheticSummary({ noise: { p16: none, p50: none, p84: none, histogram: [] } });
    expect(quantilesPayload(summary, "noise", { units: "V" })).toMatchObject({
      kind: "unavailable",
      reason: "no valid waveform in self triggers",
    });
  });
});
