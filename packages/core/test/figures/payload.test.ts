import { describe, expect, test } from "vitest";
import { profileOfGrid } from "../../src/detector/grid.js";
import { isLightDqmError } from "../../src/errors.js";
import {
  channelMaskPayload,
  figureOf,
  fractionPayload,
  isPayload,
  parsePayload,
} from "../../src/figures/index.js";
import type { Reference } from "../../src/history/reference.js";
import { denominators } from "../../src/quantities/indexed-by/denominator.js";
import { type Flag, flags } from "../../src/quantities/table.js";
import type { FileSummary } from "../../src/summary.js";
import { active2x2 } from "../detectors.js";
import { exampleCells, examplePayloads } from "./example-payloads.js";
import {
  countsOf,
  indexOfChannel,
  syntheticReference,
  syntheticSummary,
} from "./synthetic-summary.js";

const examples = examplePayloads();
const payloads = Object.entries(examples);
const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The error line that a value is refused with. */
function refusal(value: unknown): string {
  try {
    parsePayload(value);
  } catch (error) {
    expect(isLightDqmError(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}

/** A copy of a payload, changed. */
// biome-ignore lint/suspicious/noExplicitAny: the changes are what the types would forbid
function changed(name: string, change: (payload: Record<string, any>) => void): unknown {
  const copy = JSON.parse(JSON.stringify(examples[name]));
  change(copy);
  return copy;
}

describe.each(payloads)("the payload of %s", (_, payload) => {
  test("survives JSON: it is read back equal and draws the same figure", () => {
    const back = parsePayload(JSON.parse(JSON.stringify(payload)));
    expect(back).toEqual(payload);
    const options = { theme: "light", marks: "plain" } as const;
    expect(figureOf(back, options)).toEqual(figureOf(payload, options));
  });

  test("holds no number with more than 9 significant digits", () => {
    // A count's exact unit and times in milliseconds need more; a figure is as it was given.
    const exact = ["unitPerCount", "timeMs", "figure"];
    const digits = JSON.stringify(payload, (key, value) => (exact.includes(key) ? 1 : value))
      .match(/-?\d+(\.\d+)?(e[+-]?\d+)?/g)!
      .map((number) =>
        number
          .replace(/e.*$/, "")
          .replace(/^-?0*\.?0*/, "")
          .replace(".", ""),
      );
    expect(Math.max(...digits.map((each) => each.length))).toBeLessThanOrEqual(9);
  });
});

describe("sizes", () => {
  test("a mask of 512 channels stays below 60 kB, even when every reason is long and different", () => {
    const [like] = exampleCells();
    const cells = Array.from({ length: 512 }, (_, channelIndex) => ({
      ...{
        adc: Math.floor(channelIndex / 64),
        channel: channelIndex % 64,
        state: "unknown" as const,
      },
      verdict: {
        ...{ ...like!.verdict, value: -28_000.5, change: "unchanged" as const },
        reason: `reason ${channelIndex} `.repeat(100),
      },
    }));
    const payload = channelMaskPayload(syntheticSummary(), cells, { check: "baseline" });
    expect(new Set(payload.reasons).size).toBe(512);
    expect(bytes(payload)).toBeLessThanOrEqual(60_000);
  });

  test("a mask keeps one long reason whole among short ones", () => {
    const long = "baseline far away, ".repeat(40);
    const cells = exampleCells((channelIndex) =>
      channelIndex === indexOfChannel(1, 38) ? long : `reason ${channelIndex}`,
    );
    const payload = channelMaskPayload(syntheticSummary(), cells, { check: "baseline" });
    expect(payload.reasons).toContain(long);
  });

  test("a fraction page with all denominators stays below 120 kB, even of 50 000 events and 1000 earlier files", () => {
    const shares = (events: number): Pick<FileSummary, Flag> => {
      const { total } = countsOf(events);
      const counts = {
        passed: total.map((n, channelIndex) => Math.floor((n * channelIndex) / 1e5)),
        total,
      };
      const ofClass = Object.fromEntries(denominators.map((each) => [each, counts]));
      return Object.fromEntries(flags.map((flag) => [flag, { beam: ofClass }])) as never;
    };
    const earlier = { ...syntheticReference(1000), ...shares(50_000_000) } as Reference;
    const payload = fractionPayload(syntheticSummary(shares(50_000)), {
      ...{ flag: "clipped", triggerClass: "beam", denominator: "epcb", alternatives: true },
      reference: earlier,
    });
    expect(payload).toMatchObject({ earlier: { fileCount: 1000 } });
    expect(payload).toHaveProperty("alternatives.length", 3);
    expect(bytes(payload)).toBeLessThanOrEqual(120_000);
  });
});

describe("a payload from elsewhere is refused with a readable line when", () => {
  test.each([
    ["it is no object", null, "not a Light DQM payload (payload): expected an object, got null"],
    ["it is an array", [], "expected an object, got an array of 0"],
    ["it has no kind", { version: 1 }, "(payload.kind): expected a string, got undefined"],
    ["its kind is unknown", { version: 1, kind: "pie" }, "(payload.kind): expected one of"],
  ])("%s", (_, value, message) => {
    expect(refusal(value)).toContain(message);
  });

  test("it comes from a future version", () => {
    const line = refusal(changed("baselines", (payload) => (payload.version = 2)));
    expect(line).toBe("payload version not supported (payload.version): expected 1, got 2");
  });

  test("a column has another length than the detector has channels", () => {
    const line = refusal(changed("clipped fraction", (payload) => payload.now.low.pop()));
    expect(line).toContain("(payload.now.low): expected an array of 384, got an array of 383");
  });

  test("a column holds something else than numbers", () => {
    const line = refusal(changed("baselines", (payload) => (payload.p50[3] = "high")));
    expect(line).toContain('(payload.p50[3]): expected a number, got "high"');
  });

  test("a mask has a state that is none, or points out of its tables or its detector", () => {
    const mask = "mask of baselines";
    expect(refusal(changed(mask, (p) => (p.cells.state[0] = "fine")))).toContain("one of ok, warn");
    expect(refusal(changed(mask, (p) => (p.cells.reason[0] = 7)))).toContain(
      "payload.cells.reason[0]",
    );
    expect(refusal(changed(mask, (p) => (p.cells.adc[0] = 8)))).toContain("from 0 to 7, got 8");
    expect(refusal(changed(mask, (p) => (p.cells.change = ["new"])))).toContain("an array of 384");
    expect(
      refusal(changed(mask, (p) => (p.cells.change = p.cells.adc.map(() => "old")))),
    ).toContain("(payload.cells.change[0]): expected one of new, known");
  });

  test("its detector is absurdly large", () => {
    const line = refusal(changed("baselines", (payload) => (payload.detector.adcCount = 1e9)));
    expect(line).toContain("payload.detector.adcCount");
  });

  test.each(payloads.map(([name]) => name))("any field of %s is missing", (name) => {
    const payload = examples[name]!;
    for (const field of Object.keys(payload))
      expect(isPayload(changed(name, (copy) => delete copy[field])), field).toBe(
        ["spectra", "trend"].includes(payload.kind) && field === "detector",
      );
  });
});

describe("a payload of an earlier release, whose TPCs are a formula,", () => {
  const earlier = {
    ...{ name: "dune-2x2", adcCount: 8, channelCount: 64, channelsPerEpcb: 6, sampleNs: 16 },
    ...{ activeChannels: active2x2, channelsPerTpc: 32, adcsPerTpc: 2 },
  };
  const asEarlier = (name: string): unknown =>
    changed(name, (payload) => (payload.detector = { ...earlier }));

  test.each(payloads.filter(([, payload]) => "detector" in payload).map(([name]) => name))(
    "%s, reads back with a profile and draws",
    (name) => {
      const payload = parsePayload(asEarlier(name));
      expect(payload).toMatchObject({ detector: profileOfGrid(earlier) });
      expect(figureOf(payload, { theme: "light", marks: "plain" }).data.length).toBeGreaterThan(0);
    },
  );

  test("is refused where its formula is no number", () => {
    const bad = changed("baselines", (payload) => {
      payload.detector = { ...earlier, adcsPerTpc: 0 };
    });
    expect(refusal(bad)).toContain("payload.detector.adcsPerTpc");
  });
});
