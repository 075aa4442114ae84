import { afterEach, describe, expect, it, vi } from "vitest";
import { figureOf, parsePayload, type TrendPayload } from "../../src/figures/index.js";
import { points, show, showTable, showText, startProgress } from "../../src/notebook/index.js";
import { payloadBundle } from "../../src/notebook/kernel/bundle.js";
import { htmlTable, textTable } from "../../src/notebook/tables/table.js";
import { baselineTrend, lineTrend, noiseTrend } from "../../src/notebook/trends.js";
import { examplePayloads } from "../figures/example-payloads.js";
import { syntheticSummary } from "../figures/synthetic-summary.js";

const exampleMask = examplePayloads()["mask of baselines"]!;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What a cell of the Deno kernel would show. */
function inDeno() {
  const shown: { data: Record<string, unknown>; options: Record<string, unknown> }[] = [];
  const display = (object: Record<symbol, () => Record<string, unknown>>, options = {}) => {
    shown.push({ data: object[Symbol.for("Jupyter.display")]!(), options });
  };
  vi.stubGlobal("Deno", { jupyter: { display } });
  return shown;
}

describe("in the Deno kernel", () => {
  it("a figure is one output with data, picture and words", async () => {
    const shown = inDeno();
    expect(await show(exampleMask)).toBeUndefined();
    expect(shown).toHaveLength(1);
    expect(Object.keys(shown[0]!.data).sort()).toEqual([
      "application/vnd.light-dqm.v1+json",
      "image/png",
      "text/plain",
    ]);
    expect(shown[0]!.data["text/plain"]).toContain(exampleMask.answer);
  });

  it("numbers of one's own are shown in the same forms, in one call", async () => {
    const shown = inDeno();
    const axes = { x: { label: "Channel" }, y: { label: "Noise", unit: "ADC16" } };
    await show(points({ y: [3, 4, 9], error: 1 }, { title: "Is any channel loud?", ...axes }));
    const [{ data }] = shown as [(typeof shown)[0]];
    expect(data["application/vnd.light-dqm.v1+json"]).toMatchObject({ kind: "plot" });
    const bytes = (mime: string) => Buffer.from(String(data[mime]), "base64");
    expect(bytes("image/png").toString("latin1", 1, 4)).toBe("PNG");
    expect(data["text/plain"]).toBe(
      "Is any channel loud? Noise from 3 to 9 ADC16: lowest at Channel 0, highest at Channel 2. " +
        "1 series of points, Noise (ADC16) against Channel from 0 to 2.",
    );
  });

  it("a figure of the plotly subset is an output like any other", async () => {
    const shown = inDeno();
    await show(figureOf(exampleMask, { theme: "light", marks: "plain" }));
    const payload = shown[0]!.data["application/vnd.light-dqm.v1+json"];
    expect(payload).toMatchObject({ kind: "figure", title: exampleMask.title });
    expect(parsePayload(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
  });

  it("progress moves in one place and leaves one line", async () => {
    const shown = inDeno();
    const progress = await startProgress("reading");
    await progress.done("read");
    expect(shown.map(({ options }) => options.update)).toEqual([false, true]);
    expect(new Set(shown.map(({ options }) => options.display_id)).size).toBe(1);
    expect(shown[1]!.data["text/plain"]).toBe("read");
  });

  it("the one line of progress comes after the bar, however long that takes to be shown", async () => {
    const shown: unknown[] = [];
    let isShown = (): void => {};
    const display = async (object: Record<symbol, () => Record<string, unknown>>) => {
      const text = object[Symbol.for("Jupyter.display")]!()["text/plain"];
      if (/50 %/.test(String(text))) await new Promise<void>((resolve) => (isShown = resolve));
      shown.push(text);
    };
    vi.stubGlobal("Deno", { jupyter: { display } });
    const progress = await startProgress("reading");
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 1000);
    void progress.update(0.5);
    const done = progress.done("read");
    await Promise.resolve();
    isShown();
    await done;
    expect(shown).toHaveLength(3);
    expect(shown.at(-1)).toBe("read");
  });
});

it("the picture of a figure has its question and answer as alternative text", async () => {
  const { data, metadata } = await payloadBundle(exampleMask);
  const { alt } = metadata!["image/png"] as { alt: string };
  expect(alt).toContain(`${exampleMask.title} ${exampleMask.answer}`);
  expect(alt).toBe(data["text/plain"]);
});

describe("in plain Node", () => {
  it("a figure is its question and answer, a table its characters, a text its words", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line) => void lines.push(line));
    await show(exampleMask);
    await showTable([{ adc: 1, state: "bad" }]);
    await showText("## **Fine**");
    await showTable([], { whenEmpty: "None." });
    expect(lines[0]).toContain(exampleMask.answer);
    expect(lines.slice(1)).toEqual(["adc  state\n  1  bad", "Fine", "None."]);
  });
});

describe("show", () => {
  it.each([
    [Promise.resolve(), "a promise: write await before it"],
    [[exampleMask], "an array: write show(...figures)"],
    [
      { summary: {} },
      "a run: name one of its figures, such as show(verdictMask(run)), show(baselines(run))",
    ],
    [{ files: [] }, "a history: name one of its figures, such as show(baselineTrend(history))"],
    [baselineTrend, "a function: call it"],
    [undefined, "undefined"],
    [{ traces: [] }, "another object"],
  ])("says what is wrong with %o", async (given, got) => {
    await expect(show(given as never)).rejects.toThrow(`got ${got}`);
  });
});

describe("tables", () => {
  it("show what is not known as unknown, and numbers in six digits", () => {
    const rows = [{ a: Number.NaN, b: null, c: 1.23456789, d: true }];
    expect(textTable(rows, "")).toBe(
      "      a        b        c  d\nunknown  unknown  1.23457  true",
    );
  });

  it("escape what they are given", () => {
    expect(htmlTable([{ "<b>": '<script>"&' }], "")).not.toMatch(/<b>|<script>/);
  });
});

describe("trends", () => {
  const files = [1, 2].map((run) => {
    const summary = syntheticSummary();
    return { ...summary, input: { ...summary.input, run, subRun: null } };
  });
  const history = { store: "s", files, notes: [] };

  it("hold one point per file, the median of an EPCB's channels", () => {
    const payload = baselineTrend(history) as TrendPayload;
    const values = Array.from(files[0]!.baseline.p50.slice(4, 10)).sort((a, b) => a - b);
    const median = Number(((values[2]! + values[3]!) / 2).toPrecision(6));
    expect(payload.series[0]).toMatchObject({ label: "EPCB 0", value: [median, median] });
    expect(payload.source.fileCount).toBe(2);
  });

  it("of one ADC hold its channels, by EPCB", () => {
    const { series } = baselineTrend(history, { adc: 1 }) as TrendPayload;
    expect(series).toHaveLength(48);
    // The second EPCB of active channels 4…15, 20…31, … begins with channel 10.
    expect(series[6]).toMatchObject({ label: "channel 10", panel: "ADC 1, EPCB 1" });
  });

  it("of a module hold the EPCBs of its ADCs, of half an ADC its channels", () => {
    const ofModule = noiseTrend(history, { module: 2 }) as TrendPayload;
    expect(ofModule.title).toBe("Does the noise of any EPCB of module 2 change?");
    expect([...new Set(ofModule.series.map(({ panel }) => panel))]).toEqual(["ADC 4", "ADC 5"]);
    expect(ofModule.series).toHaveLength(16);
    const ofHalf = noiseTrend(history, { adc: 4, tpc: 5 }) as TrendPayload;
    expect(ofHalf.title).toBe("Does the noise of any channel of ADC 4 in TPC 5 change?");
    expect(ofHalf.series).toHaveLength(24);
    expect(ofHalf.series.at(-1)).toMatchObject({ label: "channel 31", panel: "ADC 4, EPCB 3" });
    const ofTrap = lineTrend(history, 10, { tpc: 5, trap: 0 }) as TrendPayload;
    expect(ofTrap.series).toHaveLength(6);
  });

  it("refuse a group that the detector does not have", () => {
    expect(() => noiseTrend(history, { adc: 8 })).toThrow("No such ADC: expected 0 to 7, got 8");
    expect(() => lineTrend(history, 10, { trap: 1 })).toThrow(
      /Which channels are meant is not clear/,
    );
  });

  it("refuse a frequency that is not watched", () => {
    expect(() => lineTrend(history, 11)).toThrow(/expected one of 0\.5, 1\.8/);
  });
});
