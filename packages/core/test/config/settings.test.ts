import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withAbsolutePaths } from "../../src/config/absolute-paths.js";
import { plainConfig } from "../../src/config/describe-config.js";
import { defaultConfig, loadConfig } from "../../src/config/load-config.js";
import { editDistance, nearest } from "../../src/config/nearest.js";
import { numbersSettings } from "../../src/config/numbers-settings.js";
import { settingOf, settings } from "../../src/config/settings.js";
import { defaultDetector, detectorOf } from "../../src/detector/index.js";

describe("the table of settings", () => {
  it("has a row for every field of the configuration but the limits", () => {
    const fields = settings.map(({ field }) => field).sort();
    const ofConfig = Object.keys(defaultConfig()).filter((field) => field !== "limits");
    expect(fields).toEqual(ofConfig.sort());
  });

  it("names the settings as the old script does, in kebab case", () => {
    const ofOldScript = [
      ..."input-path file-syntax start-run nfiles channel-status-file output-dir units".split(" "),
      ..."ptps16bit max-evts powspec-nevts ncomp write-json-blobs merge-grafana-plots".split(" "),
    ];
    for (const key of ofOldScript) expect(settingOf(key)?.key).toBe(key);
    for (const { key } of settings) expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it("has the defaults that are written down", () => {
    expect(plainConfig(defaultConfig())).toMatchObject({
      "input-path": ".",
      "file-syntax": "",
      "start-run": 0,
      nfiles: 0,
      "channel-status-file": "none",
      "output-dir": "dqm_plots",
      store: "none",
      units: "ADC16",
      ptps16bit: 500,
      "max-evts": 500,
      "powspec-nevts": 500,
      threads: 0,
      ncomp: 20,
      "spectrum-scale": "power",
      "clipped-per": ["epcb"],
      "negative-per": ["tpc"],
      "spectra-per-channel": false,
      "write-json-blobs": false,
      "merge-grafana-plots": false,
      marks: "emoji",
      "time-zone": "America/Chicago",
      force: false,
    });
  });

  it.each(settings.map((setting) => [setting.key, setting] as const))(
    "%s: its default is allowed, and reading what was written gives it back",
    (_key, { kind, default: value }) => {
      expect(kind.read(value)).toEqual(value);
      expect(kind.read(kind.toPlain(value))).toEqual(value);
    },
  );
});

describe("what follows from the rows", () => {
  const config = defaultConfig();

  it("is which paths are made absolute", () => {
    const row = { name: "own", find: () => ({ state: "ok", value: 1 }) as const };
    const given = { ...config, store: "s", knownFaultsFile: "/k.csv", checks: ["a.mjs", row] };
    const absolute = withAbsolutePaths(given, "/from");
    expect(absolute).toEqual({
      ...given,
      inputPath: "/from",
      outputDir: "/from/dqm_plots",
      store: "/from/s",
      knownFaultsFile: "/k.csv",
      checks: ["/from/a.mjs", row],
    });
  });

  it("is what the numbers depend on: the settings of a computation, and files that are named", () => {
    const affecting = settings.filter(({ affects }) => affects === "numbers");
    const fields = Object.keys(numbersSettings(config, defaultDetector()));
    expect(affecting.map(({ field }) => field)).toEqual([
      "detector",
      "channelStatusFile",
      ...fields.map((field) => (field === "thresholdAdc16" ? "ptps16bit" : field)),
    ]);
  });

  it("is a threshold for each ADC of whatever detector", () => {
    const detector = detectorOf("fsd");
    const thresholds = (ptps16bit: number[]): readonly number[] =>
      numbersSettings({ ...config, ptps16bit }, detector).thresholdAdc16;
    expect(thresholds([500])).toEqual([500, 500, 500, 500]);
    expect(thresholds([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
    expect(() => thresholds([1, 2])).toThrow(
      /expected one, or 4 of them \(one per ADC of fsd\), got 2/,
    );
    const given = (ptps16bit: string) =>
      loadConfig({ flags: { ptps16bit, detector: "fsd" } }).config;
    expect(given("1,2,3,4").ptps16bit).toEqual([1, 2, 3, 4]);
    expect(() => given("1,2,3,4,5,6,7,8")).toThrow(/or 4 of them/);
  });
});

describe("values of each kind", () => {
  const good: [string, string, unknown][] = [
    ["max-evts", "1", 1],
    ["max-evts", "12", 12],
    ["max-evts", "1e3", 1000],
    ["ncomp", "-1", -1],
    ["ncomp", "-0", 0],
    ["start-run", "0", 0],
    ["ptps16bit", "500", [500]],
    ["ptps16bit", "0", [0]],
    ["ptps16bit", "1,2,3,4,5,6,7,8.5", [1, 2, 3, 4, 5, 6, 7, 8.5]],
    ["ptps16bit", "1, 2, 3, 4, 5, 6, 7, 8", [1, 2, 3, 4, 5, 6, 7, 8]],
    ["units", "V", "V"],
    ["clipped-per", "total", ["total"]],
    ["clipped-per", "channel, tpc", ["channel", "tpc"]],
    ["clipped-per", "none", []],
    ["force", "False", false],
    ["force", "TRUE", true],
    ["store", "none", null],
    ["store", "a b/c", "a b/c"],
    ["file-syntax", "", ""],
    ["time-zone", "Europe/Zurich", "Europe/Zurich"],
    ["time-zone", "UTC", "UTC"],
  ];
  it.each(good)("--%s %s is allowed", (key, text, value) => {
    const { kind } = settingOf(key)!;
    expect(kind.read(kind.fromText(text))).toEqual(value);
  });

  const bad: [string, unknown][] = [
    ["max-evts", 0],
    ["max-evts", -5],
    ["max-evts", 1.5],
    ["max-evts", Number.NaN],
    ["max-evts", Number.POSITIVE_INFINITY],
    ["max-evts", 2 ** 53],
    ["max-evts", "12"],
    ["max-evts", null],
    ["max-evts", [12]],
    ["ncomp", -2],
    ["start-run", -1],
    ["nfiles", true],
    ["ptps16bit", -1],
    ["ptps16bit", []],
    ["ptps16bit", [1, 2, 3, 4, 5, 6, 7, Number.NaN]],
    ["ptps16bit", "500"],
    ["units", "adc16"],
    ["units", ""],
    ["clipped-per", "pmt"],
    ["clipped-per", ["epcb", "epcb"]],
    ["clipped-per", ["epcb", "none"]],
    ["spectrum-scale", "psd"],
    ["force", "yes"],
    ["force", 1],
    ["store", ""],
    ["store", 5],
    ["output-dir", "  "],
    ["output-dir", null],
    ["file-syntax", 101],
    ["time-zone", "Chicago"],
    ["time-zone", "+01:00"],
    ["time-zone", ""],
    ["marks", "Emoji"],
  ];
  it.each(bad)("%s: %j is refused", (key, value) => {
    expect(settingOf(key)!.kind.read(value)).toBeUndefined();
  });

  it.each(["", "abc", "0x10", "1,5", "NaN", "Infinity", "--", "1 2", "3.5"])(
    "--max-evts %j is refused",
    (text) => {
      const { kind } = settingOf("max-evts")!;
      expect(kind.read(kind.fromText(text))).toBeUndefined();
    },
  );
});

describe("the nearest name", () => {
  it("counts insertions, deletions and replacements", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("flaw", "lawn")).toBe(2);
    expect(editDistance("units", "units")).toBe(0);
  });

  it("is a metric", () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  it("is not a short word that has nothing in common", () => {
    expect(nearest("--outpt", ["--set", "--output-dir"])).toBe("--output-dir");
  });

  it("takes the first of equals, and nothing from nothing", () => {
    expect(nearest("ab", ["ax", "ay"])).toBe("ax");
    expect(nearest("ab", [])).toBeUndefined();
  });
});
