import { overlayRuns } from "@light-dqm/core/blocks";
import { parsePayload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { runValues } from "../../../src/history/overlay/run-values.js";
import { keptValues } from "../../../src/report/runs/kept-values.js";
import { parseValues } from "../../../view/runs/overlay/kept-values.js";
import {
  numberText,
  overlayPayload,
  spectrumPayload,
} from "../../../view/runs/overlay/overlay-figures.js";
import { largestFirst, rowsOf } from "../../../view/runs/overlay/overlay-rows.js";
import { makeSummary, silence, smallDetector } from "../../store/make-summary.js";

const fileOf = (name: string) => makeSummary({ detector: smallDetector, name });
type File = ReturnType<typeof fileOf>;

/** As it goes through the data of the index. */
const readBack = (file: File) => parseValues(JSON.parse(JSON.stringify(keptValues(file))));

/** Channel indices of the small detector: 2, 3, 6 and 7 are ADC 0, 10 is channel 2 of ADC 1. */
function twoFiles(): [File, File] {
  const [before, after] = [fileOf("a.hdf5"), fileOf("b.hdf5")];
  after.noise.p50[3] = 27;
  after.noise.p50[6] = 17;
  silence(before, 10);
  return [before, after];
}

function overlaid([before, after] = twoFiles()) {
  const overlay = overlayRuns(readBack(before), readBack(after));
  const noise = overlay.quantities.find(({ name }) => name === "noise")!;
  return { overlay, noise, rows: rowsOf(overlay, noise) };
}

describe("numbers that the index keeps", () => {
  it("are read back as those of the run: six digits, powers to a hundredth of their logarithm", () => {
    const file = fileOf("a.hdf5");
    file.noise.p50[3] = 12.3456789;
    silence(file, 7);
    const [read, own] = [readBack(file), runValues(file, { spectraPer: "channel" })];
    const { spectra, quantities, ...rest } = own;
    expect(read).toMatchObject(rest);
    const known = quantities.filter(({ values }) => values.some((value) => value !== null));
    expect(read.quantities.map(({ name, kind, unit }) => [name, kind, unit])).toEqual(
      known.map(({ name, kind, unit }) => [name, kind, unit]),
    );
    known.forEach(({ values }, i) => {
      values.forEach((value, at) => {
        const found = read.quantities[i]!.values[at]!;
        if (value === null) expect(found).toBeNull();
        else expect(Math.abs(found - value)).toBeLessThanOrEqual(5e-6 * Math.abs(value));
      });
    });
    expect(read.spectra!.curves.map(({ label }) => label)).toEqual(
      spectra!.curves.map(({ label }) => label),
    );
    // 10^0.005 is 1.0116.
    for (const { power } of read.spectra!.curves)
      for (const each of power) expect(Math.abs(each! / 2e-9 - 1)).toBeLessThan(0.0117);
  });

  it("are refused where they are none, and unknown where they are no numbers", () => {
    expect(() => parseValues({})).toThrow("no numbers of channels");
    const quantities = [{ name: "noise", kind: "loud", values: ["<b>", Number.NaN, "1"] }];
    expect(parseValues({ adc: [0, 0, 1], channel: [2, 3, 2], quantities })).toMatchObject({
      quantities: [{ name: "noise", kind: "number", unit: "", values: [null, null, null] }],
      spectra: null,
    });
  });
});

describe("two runs by channel", () => {
  it("have a row each, and those that only one run knows come before the largest difference", () => {
    const { rows } = overlaid();
    expect(rows.map(({ adc, channel }) => [adc, channel])).toEqual(
      [0, 1].flatMap((adc) => [2, 3, 6, 7].map((channel) => [adc, channel])),
    );
    expect(largestFirst(rows).slice(0, 3)).toEqual([
      { adc: 1, channel: 2, before: null, after: 18, difference: null, ratio: null },
      { adc: 0, channel: 3, before: 18, after: 27, difference: 9, ratio: 1.5 },
      { adc: 0, channel: 6, before: 18, after: 17, difference: -1, ratio: 17 / 18 },
    ]);
  });

  it("are drawn as values, differences and ratios that figures accept, with what is unknown", () => {
    const { noise, rows } = overlaid();
    const names = ["Run 1", "Run 2"] as const;
    for (const shown of ["values", "difference", "ratio"] as const) {
      const payload = parsePayload(overlayPayload(noise, rows, shown, names, [0, 1]));
      expect(payload).toMatchObject({
        kind: "plot",
        panels: [{ label: "ADC 0" }, { label: "ADC 1" }],
      });
    }
    expect(overlayPayload(noise, rows, "difference", names, [0, 1])).toMatchObject({
      answer:
        "The largest difference is 9 ADC16 counts, in ADC 0, channel 3. Unknown for 1 of 8 channels.",
    });
    expect(overlayPayload(noise, rows, "ratio", names, [0, 1])).toMatchObject({
      answer: "The ratio furthest from 1 is 1.5, in ADC 0, channel 3. Unknown for 1 of 8 channels.",
    });
    expect(overlayPayload(noise, rows, "values", names, [7])).toBeNull();
  });
});

describe("the spectra of a channel", () => {
  const names = ["a", "b"] as const;
  const layersOf = (payload: unknown) =>
    (parsePayload(payload) as { panels: { layers: { label: string }[] }[] }).panels[0]!.layers;

  it("are drawn of both runs without the bin of the mean, or of the one that has one", () => {
    const { overlay } = overlaid();
    const bins = overlay.spectra!.frequencyMHz;
    const both = spectrumPayload(overlay, { adc: 0, channel: 3 }, "values", names)!;
    expect(both).toMatchObject({ title: "How do the spectra of ADC 0, channel 3 differ?" });
    expect(layersOf(both)).toMatchObject([
      { label: "a", x: bins.slice(1) },
      { label: "b", x: bins.slice(1) },
    ]);
    const silent = { adc: 1, channel: 2 };
    expect(layersOf(spectrumPayload(overlay, silent, "values", names))).toMatchObject([
      { label: "b" },
    ]);
    expect(spectrumPayload(overlay, silent, "ratio", names)).toBeNull();
  });

  it("are those of its ADC where there are none of channels", () => {
    const perAdc = (file: File) => runValues(file, { spectraPer: "adc" });
    const [before, after] = twoFiles();
    const overlay = overlayRuns(perAdc(before), perAdc(after));
    expect(spectrumPayload(overlay, { adc: 1, channel: 3 }, "ratio", names)).toMatchObject({
      title: "How do the spectra of ADC 1 differ?",
    });
  });
});

it.each([
  [null, "unknown"],
  [0, "0"],
  [1234.567, "1235"],
  [0.00001234, "1.23e-5"],
  [-27.6512, "-27.65"],
])("shows %j as %j", (value, text) => expect(numberText(value)).toBe(text));
