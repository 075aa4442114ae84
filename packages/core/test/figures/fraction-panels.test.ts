import { describe, expect, test } from "vitest";
import type { ScatterTrace, Trace } from "../../src/figures/figure.js";
import { topPercent } from "../../src/figures/forms/fraction-panels/figure.js";
import type { FractionPanelsPayload } from "../../src/figures/index.js";
import { figureOf, fractionPayload, palettes } from "../../src/figures/index.js";
import { rollUp } from "../../src/history/roll-up.js";
import { denominators } from "../../src/quantities/indexed-by/denominator.js";
import { active2x2 } from "../detectors.js";
import {
  countsOf,
  indexCount,
  indexOfChannel,
  intervalOf,
  syntheticReference,
  syntheticSummary,
} from "./synthetic-summary.js";

const light = { theme: "light", marks: "plain" } as const;
const choice = { flag: "clipped", triggerClass: "beam", denominator: "epcb" } as const;

function payloadOf(options: Partial<Parameters<typeof fractionPayload>[1]> = {}) {
  const payload = fractionPayload(syntheticSummary(), { ...choice, ...options });
  expect(payload.kind).toBe("fraction-panels");
  return payload as FractionPanelsPayload;
}

/** The point of a channel and the trace it is in; undefined where nothing is drawn. */
function pointOf(data: Trace[], adc: number, channel: number, group?: string) {
  for (const trace of data) {
    const at = trace.x.indexOf(channel);
    const panel = adc === 0 ? "x" : `x${adc + 1}`;
    if (trace.xaxis === panel && trace.type === "scatter" && at >= 0)
      if (group === undefined || trace.legendgroup === group) return { trace, at };
  }
  return undefined;
}

describe("a fraction page", () => {
  test("shows the fraction of a channel with its interval of 0.68", () => {
    const { data } = figureOf(payloadOf(), light);
    const { trace, at } = pointOf(data, 3, 26)!;
    const { y, error_y } = trace as ScatterTrace;
    const { low, high } = intervalOf(countsOf(12), indexOfChannel(3, 26));
    expect(y[at]).toBeCloseTo((100 * 5) / 6, 10);
    expect(y[at]! + error_y!.array[at]!).toBeCloseTo(100 * high, 1);
    expect(y[at]! - error_y!.arrayminus[at]!).toBeCloseTo(100 * low, 1);
    expect(trace.name).toContain("68 % interval");
  });

  test("marks channels without anything to normalise to as no data, with no bar", () => {
    const { data, layout } = figureOf(payloadOf(), light);
    for (let channel = 58; channel < 64; channel++) {
      const { trace, at } = pointOf(data, 2, channel)!;
      expect(trace.name).toBe("No data");
      expect((trace as ScatterTrace).error_y).toBeUndefined();
      expect(trace.y[at]).toBeLessThan(0);
      expect(trace.y[at]).toBeGreaterThan(layout.yaxis.range[0]);
    }
    expect(data.some(({ name, showlegend }) => name === "No data" && showlegend)).toBe(true);
  });

  test("draws nothing for inactive channels", () => {
    for (const { x } of figureOf(payloadOf(), light).data)
      expect(x.every((channel) => active2x2.includes(channel))).toBe(true);
  });

  test("draws the band of earlier files from the pooled counts and names how many there are", () => {
    const reference = syntheticReference(3);
    const { data } = figureOf(payloadOf({ reference }), light);
    const bars = data.filter((trace) => trace.type === "bar");
    const some = "Earlier files (3), pooled: 68 % interval";
    const none = "Earlier files (3), none found: 68 % interval";
    expect(new Set(bars.map(({ name }) => name))).toEqual(new Set([some, none]));
    const bar = bars.find(({ name, xaxis }) => name === some && xaxis === "x4")!;
    const at = bar.x.indexOf(26);
    const { low, high } = intervalOf(countsOf(36), indexOfChannel(3, 26));
    expect(bar.base[at]).toBeCloseTo(100 * low, 1);
    expect(bar.base[at]! + bar.y[at]!).toBeCloseTo(100 * high, 1);
  });

  test("draws the band paler where earlier files had none: there it is only an upper limit", () => {
    const { data } = figureOf(payloadOf({ reference: syntheticReference(3) }), light);
    const bars = data.filter((trace) => trace.type === "bar");
    const { passed } = countsOf(36);
    for (const { name, xaxis, x, base, marker } of bars) {
      const adc = xaxis === "x" ? 0 : Number(xaxis.slice(1)) - 1;
      const none = name.includes("none found");
      expect(marker.color).toBe(none ? palettes.light.bandPale : palettes.light.band);
      for (const [i, channel] of x.entries()) {
        expect(passed[indexOfChannel(adc, channel)] === 0).toBe(none);
        if (none) expect(base[i]).toBe(0);
      }
    }
  });

  test("has no band and no legend entry of one without earlier files", () => {
    for (const reference of [null, syntheticReference(0)]) {
      const { data } = figureOf(payloadOf({ reference }), light);
      expect(data.filter(({ type, name }) => type === "bar" || name.includes("arlier"))).toEqual(
        [],
      );
    }
  });

  test("draws known-bad channels pale, and says so", () => {
    const { data } = figureOf(payloadOf(), light);
    const { trace } = pointOf(data, 0, 7)!;
    expect(trace.name).toBe("Known problem (status file)");
    expect(trace.opacity).toBeLessThan(1);
    expect(trace.opacity).toBeGreaterThan(0.5);
  });

  test("knows no known-bad channel without a status file", () => {
    const summary = syntheticSummary({ channelStatus: null });
    const { data } = figureOf(fractionPayload(summary, choice), light);
    expect(data.some(({ name }) => name.startsWith("Known"))).toBe(false);
  });

  test.each(denominators)("says in words what the fraction per %s is of", (denominator) => {
    const payload = payloadOf({ denominator });
    const figure = figureOf(payload, light);
    expect(payload.title).toMatch(/^How often are waveforms clipped\? Beam triggers, /);
    const axis = figure.layout.annotations.find(({ textangle }) => textangle === -90)!.text;
    expect(axis).toMatch(/^Clipped \(% of /);
    const word = { channel: "channel", epcb: "EPCB", tpc: "TPC", total: "valid waveforms" };
    expect(axis).toContain(word[denominator]);
  });

  test("has one y range for all panels that no interval of a fraction above 0 leaves", () => {
    for (const reference of [null, syntheticReference(2)]) {
      const figure = figureOf(payloadOf({ reference }), light);
      const [bottom, top] = figure.layout.yaxis.range;
      expect(figure.layout.yaxis8!.range).toEqual([bottom, top]);
      for (const trace of figure.data)
        trace.y.forEach((y, i) => {
          const bar = trace.type === "scatter" ? (trace.error_y?.array[i] ?? 0) : trace.base[i]!;
          expect(y! + bar!).toBeLessThanOrEqual(top);
        });
    }
  });

  test("chooses a small round top for small fractions", () => {
    const n = new Uint32Array(indexCount).fill(500);
    const counts = { passed: n.map((_, channelIndex) => (channelIndex === 5 ? 2 : 0)), total: n };
    const summary = syntheticSummary();
    summary.clipped.beam = { ...summary.clipped.beam!, epcb: counts };
    const payload = fractionPayload(summary, choice) as FractionPanelsPayload;
    // 2 of 500: 0.4 %, upper end of the interval 0.93 %.
    expect(topPercent(payload)).toBe(1);
  });

  test("answers with the highest fraction and how many channels have no data", () => {
    expect(payloadOf().answer).toBe(
      "Seen in 10 of 378 channels with data; highest in ADC 3, channel 26: 83.3 % (5 of 6); 6 channels without data.",
    );
  });

  test("without any waveform to normalise to answers unknown, not none", () => {
    const none = { passed: new Uint32Array(indexCount), total: new Uint32Array(indexCount) };
    const summary = syntheticSummary();
    summary.clipped.beam = { ...summary.clipped.beam!, epcb: none };
    const payload = fractionPayload(summary, choice);
    expect(payload.answer).toMatch(/^Unknown: /);
    const { data } = figureOf(payload, light);
    expect(new Set(data.map(({ name }) => name))).toEqual(new Set(["No data"]));
  });

  test("says why there is no band where all earlier files are excluded", () => {
    const summary = syntheticSummary();
    const shorter = { ...summary, input: { ...summary.input, name: "earlier" }, sampleCount: 600 };
    const payload = payloadOf({ reference: rollUp([shorter, shorter], summary) });
    expect(payload.noBand).toBe(
      `No band of earlier files: 2 earlier files excluded (waveforms of 600 samples, not ${summary.sampleCount}: not used for fractions and lines).`,
    );
    const words = (of: FractionPanelsPayload) =>
      figureOf(of, { ...light, widthPx: 1200 }).layout.annotations.map(({ text }) => text);
    expect(words(payload)).toContain(payload.noBand);
    for (const reference of [null, syntheticReference(3)])
      expect(payloadOf({ reference })).not.toHaveProperty("noBand");
  });

  test("of a trigger class that the file lacks says why it is not there", () => {
    const noBeam = syntheticSummary({ eventCount: { beam: 0, self: 12, all: 12 } });
    expect(fractionPayload(noBeam, choice)).toMatchObject({
      kind: "unavailable",
      answer: "Unknown: no beam triggers in the analysed events.",
    });
    const untyped = syntheticSummary({ triggersTyped: false });
    untyped.clipped = { all: untyped.clipped.all! };
    expect(fractionPayload(untyped, choice)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("trig_type"),
    });
  });
});

describe("on a log axis", () => {
  const log = { ...light, yScale: "log" } as const;

  test("every drawn percentage is above 0 and inside the range", () => {
    const { data, layout } = figureOf(payloadOf({ reference: syntheticReference(3) }), log);
    const [bottom, top] = layout.yaxis.range.map((end) => 10 ** end) as [number, number];
    const drawn = data.flatMap((trace) => trace.y.filter((y) => y !== null));
    expect(drawn.length).toBeGreaterThan(100);
    expect(Math.min(...drawn)).toBeGreaterThan(bottom);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(top * (1 + 1e-12));
    expect(layout.yaxis.type).toBe("log");
  });

  test("bars end where the interval ends, as on the linear axis", () => {
    const payload = payloadOf();
    const [linear, logarithmic] = [light, log].map((options) =>
      figureOf(payload, options).data.find(({ name }) => name.startsWith("Fraction and")),
    ) as [ScatterTrace, ScatterTrace];
    expect(logarithmic.x).toEqual(linear.x);
    expect(logarithmic.y).toEqual(linear.y);
  });

  test("has no bar of plotly's, which would start at 0", () => {
    const { data } = figureOf(payloadOf({ reference: syntheticReference(3) }), log);
    expect(data.filter(({ type }) => type === "bar")).toEqual([]);
  });
});

describe("other denominators", () => {
  test("come with the payload where asked, each as its own page would be", () => {
    const reference = syntheticReference(3);
    const { alternatives } = payloadOf({ alternatives: true, reference });
    expect(alternatives?.map(({ denominator }) => denominator)).toEqual(
      denominators.filter((each) => each !== choice.denominator),
    );
    for (const alternative of alternatives ?? [])
      expect(payloadOf({ denominator: alternative.denominator, reference })).toMatchObject(
        alternative,
      );
  });

  test("stay away by default", () => {
    expect(payloadOf()).not.toHaveProperty("alternatives");
  });
});
