import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  configMarkdown,
  configSchema,
  configYaml,
  plainConfig,
} from "../../src/config/describe-config.js";
import { type ConfigSources, defaultConfig, loadConfig } from "../../src/config/load-config.js";
import { recordedConfig } from "../../src/config/recorded-config.js";
import { defaultDetector } from "../../src/detector/index.js";
import { LightDqmError } from "../../src/errors.js";
import type { Limits } from "../../src/judge/check.js";
import { defaultLimits } from "../../src/judge/limits.js";
import { checkTable } from "../../src/judge/own/check-table.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-config-"));
afterAll(() => rmSync(directory, { recursive: true }));

const yaml = (yamlText: string): ConfigSources => ({ yamlText, yamlPath: "night.yaml" });

function errorOf(sources: ConfigSources): LightDqmError {
  try {
    loadConfig(sources);
  } catch (error) {
    if (error instanceof LightDqmError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

describe("defaults < YAML file < flags", () => {
  it("takes each value from the strongest source and says which", () => {
    const { config, origin } = loadConfig({
      ...yaml("max-evts: 100\nunits: V\n"),
      flags: { units: "ADC14" },
    });
    expect([config.maxEvts, config.units, config.ncomp]).toEqual([100, "ADC14", 20]);
    expect(origin).toMatchObject({ "max-evts": "file", units: "flag", ncomp: "default" });
  });

  it("reads every kind of value from YAML", () => {
    const { config } = loadConfig(
      yaml(
        [
          "# night shift",
          "ptps16bit: [1, 2, 3, 4, 5, 6, 7, 8]",
          "clipped-per:",
          "  - channel",
          "  - total",
          "negative-per: epcb",
          "channel-status-file: null",
          "store: none",
          "force: True",
          'file-syntax: "0101"',
        ].join("\n"),
      ),
    );
    expect(config).toMatchObject({
      ptps16bit: [1, 2, 3, 4, 5, 6, 7, 8],
      clippedPer: ["channel", "total"],
      negativePer: ["epcb"],
      channelStatusFile: null,
      store: null,
      force: true,
      fileSyntax: "0101",
    });
  });

  it.each(["", "# nothing but words\n", "---\n", "~"])("takes an empty file (%j)", (text) => {
    expect(loadConfig(yaml(text)).config).toEqual(defaultConfig());
  });

  it("reads the file itself when only its path is given", () => {
    const path = join(directory, "some.yaml");
    writeFileSync(path, "max-evts: 7\n");
    expect(loadConfig({ yamlPath: path }).config.maxEvts).toBe(7);
  });

  it("gives away no shared objects", () => {
    defaultConfig().ptps16bit.push(1);
    expect(defaultConfig().ptps16bit).toEqual([500]);
  });
});

describe("an unknown key", () => {
  it("is named with its value, its place and the nearest known key", () => {
    const error = errorOf(yaml("units: V\nmax-evt: 12\n"));
    expect(error.code).toBe("bad-config");
    expect(error.message).toBe(
      'Unknown setting "max-evt" (night.yaml:2:1): expected a known setting, the nearest is ' +
        '"max-evts" (a whole number, 1 or more), got max-evt = 12',
    );
  });

  it("is found in a flag too", () => {
    const { message } = errorOf({ flags: { outputdir: "x" } });
    expect(message).toContain('Unknown setting "outputdir" (--outputdir)');
    expect(message).toContain('the nearest is "output-dir" (a path)');
  });

  it.each([
    ["max_evts: 5", "max-evts"],
    ["maxEvts: 5", "max-evts"],
    ["Units: V", "units"],
    ["limit: {}", "limits"],
    ["__proto__: {}", ""],
    ["constructor: 1", ""],
    ['"": 1', ""],
  ])("%s is not guessed at", (text, closest) => {
    const { message } = errorOf(yaml(text));
    expect(message).toContain("Unknown setting");
    expect(message).toContain(`the nearest is "${closest}`);
  });
});

describe("a bad value", () => {
  it("is named with its key, its place and what is allowed", () => {
    expect(errorOf(yaml("\n\n  units: mV")).message).toBe(
      'Bad value of setting "units" (night.yaml:3:3): expected one of ADC16, ADC14, V, got "mV"',
    );
    expect(errorOf({ flags: { "max-evts": "1.5" } }).message).toBe(
      'Bad value of setting "max-evts" (--max-evts): expected a whole number, 1 or more, got "1.5"',
    );
  });

  it.each([
    ["max-evts: .nan", "got NaN"],
    ["max-evts: .inf", "got Infinity"],
    ["max-evts: -1", "got -1"],
    ["max-evts: 2.5", "got 2.5"],
    ['max-evts: "500"', 'got "500"'],
    ["max-evts:", "got null"],
    ["max-evts: {a: 1}", 'got {"a":1}'],
    ["force: yes", 'got "yes"'],
    ["ptps16bit: [500, -1]", "got [500,-1]"],
    ["ptps16bit: [1, 2, 3]", "got [1,2,3]"],
    ["clipped-per: [epcb, pmt]", "channel, epcb, tpc, total"],
    ["time-zone: Chicago", "an IANA time zone"],
    ["file-syntax: 101", "quote what looks like a number"],
    ["limits: 5", "limits by check"],
  ])("%s is refused", (text, part) => {
    const error = errorOf(yaml(text));
    expect(error.code).toBe("bad-config");
    expect(error.message).toContain("Bad value of setting");
    expect(error.message).toContain(part);
    expect(error.message).toContain("night.yaml:1:1");
  });

  it("is shortened when it is long", () => {
    const { parts } = errorOf(yaml(`units: ${"x".repeat(500)}`));
    expect(parts.got!.length).toBeLessThan(90);
  });
});

const limitsIn = (sources: ConfigSources): Limits =>
  plainConfig(loadConfig(sources).config).limits as Limits;

describe("limits", () => {
  it("are those of the checks, where none is set", () => {
    expect(defaultConfig().limits).toEqual({});
    expect(plainConfig(defaultConfig()).limits).toEqual(defaultLimits(defaultDetector()));
    expect(limitsIn({ flags: {} })["baseline-range"]).toMatchObject({
      lowestAdc16: -30_000,
      highestAdc16: -26_000,
    });
  });

  it("are those of the detector before those of the checks", () => {
    expect(limitsIn({ flags: { detector: "fsd" } })["baseline-range"]).toMatchObject({
      lowestAdc16: -2000,
      highestAdc16: 2000,
    });
    const loaded = loadConfig({ flags: { detector: "fsd" } });
    expect(configYaml(loaded)).toMatch(/lowestAdc16: -2000 +# of the detector/);
  });

  it("are nested by check in YAML, and flags win one by one", () => {
    const { config, origin } = loadConfig({
      ...yaml("limits:\n  baseline-range:\n    lowestAdc16: -29000\n    highestAdc16: -27000\n"),
      limitFlags: ["baseline-range.highestAdc16=-2.65e4", "baseline-range.minEvents= 5 "],
    });
    const expected = { lowestAdc16: -29_000, highestAdc16: -26_500, minEvents: 5 };
    expect(config.limits["baseline-range"]).toEqual(expected);
    expect(origin).toMatchObject({
      "limits.baseline-range.lowestAdc16": "file",
      "limits.baseline-range.highestAdc16": "flag",
    });
    expect(configYaml({ config, origin })).toMatch(/minEvents: 5 +# from a flag/);
    const again = loadConfig({ yamlText: configYaml({ config, origin }) }).config;
    expect(plainConfig(again)).toEqual(plainConfig(config));
  });

  it.each([
    ["limits: {baseline-rang: {lowestAdc16: 1}}", 'Unknown limit "baseline-rang.lowestAdc16"'],
    ["limits: {baseline-rang: 5}", 'the nearest is "baseline-range.'],
    ["limits: {baseline-range: {lowest: 1}}", 'the nearest is "baseline-range.lowestAdc16"'],
    ["limits: {baseline-range: 5}", 'Bad value of limit "baseline-range" (night.yaml:1:10)'],
    ["limits: {baseline-range: {lowestAdc16: .nan}}", "expected a number, got NaN"],
    ["limits: {baseline-range: {lowestAdc16: low}}", 'expected a number, got "low"'],
    ["limits: {baseline-range: {lowestAdc16: [1]}}", "(night.yaml:1:27)"],
    ["limits: {toString: {call: 1}}", 'Unknown limit "toString.call"'],
    ["limits:", "limits by check"],
  ])("%s is refused", (text, part) => {
    const error = errorOf(yaml(text));
    expect(error.code).toBe("bad-config");
    expect(error.message).toContain(part);
  });

  it.each(["baseline-range.lowestAdc16", "baseline-range=1", "=1", ".=1", ""])(
    "--set %j is refused",
    (given) => {
      const { message } = errorOf({ limitFlags: [given] });
      expect(message).toContain("(--set): expected check.limit=value");
    },
  );

  it.each(["baseline-range.lowestAdc16=", "baseline-range.lowestAdc16=NaN"])(
    "--set %s is refused",
    (given) => {
      expect(errorOf({ limitFlags: [given] }).message).toContain("(--set): expected a number");
    },
  );

  it("are in the schema with their meaning and unit", () => {
    const { properties } = configSchema() as { properties: { limits: unknown } };
    expect(properties.limits).toMatchObject({
      additionalProperties: false,
      properties: {
        "baseline-range": {
          additionalProperties: false,
          properties: { lowestAdc16: { type: "number", default: -30_000 } },
        },
      },
    });
    expect(JSON.stringify(properties.limits)).toContain("bad if the median is below (ADC16");
  });
});

describe("own checks", () => {
  const file = join(directory, "own.mjs");
  const rowText = `{ name: "own", limits: { most: 3 }, find: () => ({ state: "ok", value: 1 }) }`;
  writeFileSync(file, `export default [${rowText}];`);
  const beside = { yamlPath: join(directory, "night.yaml") };

  it("of a YAML file stand beside it, those of a flag where the command runs", () => {
    const elsewhere = { ...beside, directory: "/elsewhere" };
    const yamlText = "checks: [own.mjs]";
    expect(loadConfig({ ...elsewhere, yamlText }).config.checks).toEqual([file]);
    expect(errorOf({ directory: "/elsewhere", flags: { checks: "own.mjs" } }).message).toContain(
      "Cannot read the file of own checks (/elsewhere/own.mjs)",
    );
    expect(loadConfig({ directory, flags: { checks: " own.mjs" } }).config.checks).toEqual([file]);
    const none = loadConfig({ ...elsewhere, yamlText, flags: { checks: "none" } });
    expect(none.config.checks).toEqual([]);
  });

  it("have limits, wherever in the file these stand, that are recorded with all others", () => {
    const yamlText = "limits: { own: { most: 5 } }\nchecks: own.mjs";
    const { config } = loadConfig({ ...beside, yamlText });
    expect(plainConfig(config)).toMatchObject({ checks: file, limits: { own: { most: 5 } } });
    expect(recordedConfig(plainConfig(config))).toMatchObject({
      checks: [file],
      limits: { own: { most: 5 } },
    });
    expect(configYaml(loadConfig({ ...beside, yamlText }))).toMatch(/most: 5 +# from the file/);
    const limitFlags = ["own.least=5"];
    expect(errorOf({ ...beside, yamlText, limitFlags }).message).toContain('nearest is "own.most"');
    expect(JSON.stringify(configSchema(checkTable([file])))).toContain('"own":');
  });

  it("that no file holds are recorded by name, and cannot be read again", () => {
    const row = { name: "in-a-cell", find: () => ({ state: "ok", value: 1 }) as const };
    const plain = plainConfig({ ...defaultConfig(), checks: [row] });
    expect(plain.checks).toBe("in-a-cell (no file)");
    expect(() => recordedConfig(plain)).toThrow("no such file");
  });

  it.each(["checks: 5", "checks: ['']", "checks: {own: 1}"])("%s is refused", (text) => {
    expect(errorOf(yaml(text)).message).toContain("expected paths of files, or none");
  });
});

describe("bad YAML", () => {
  it.each([
    ["units: V\nmax-evts: [1, 2\n", /night\.yaml:3:1/],
    ["units: V\nunits: ADC16\n", /night\.yaml:2:1.*unique/i],
    ["a: b: c\n", /night\.yaml:1:4/],
    ["units: 'V\n", /night\.yaml:\d:\d/],
    ["units: V\n---\nunits: V\n", /night\.yaml:2:1/],
    ["units: !odd V\n", /night\.yaml:1:8/],
    ["\tunits: V\n", /night\.yaml:1:1/],
    ["- units\n", /night\.yaml:1:1.*expected settings/],
    ["just words\n", /night\.yaml:1:1.*got "just words"/],
    ["5: 6\n", /night\.yaml:1:1.*expected a setting's name.*got 5/],
    ["? [a, b]\n: 6\n", /night\.yaml:1:3.*expected a setting's name/],
    ["units: *nobody\n", /night\.yaml:1:8/],
  ])("%j says the file, the line and the column", (text, message) => {
    const error = errorOf(yaml(text));
    expect(error.code).toBe("bad-config");
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
  });

  it("names a file that isn't there", () => {
    const path = join(directory, "absent.yaml");
    expect(errorOf({ yamlPath: path }).message).toBe(
      `Cannot read the configuration file (${path}): expected a YAML file, got no such file`,
    );
  });

  it("names a directory given as file", () => {
    expect(errorOf({ yamlPath: directory }).message).toContain("got a directory");
  });
});

describe("the configuration for readers", () => {
  it("as YAML can be read again and says where values come from", () => {
    const loaded = loadConfig({
      ...yaml("time-zone: UTC\nfile-syntax: '0101'\nclipped-per: none\noutput-dir: 'a: b # c'"),
      flags: { ptps16bit: "1,2,3,4,5,6,7,8" },
    });
    const text = configYaml(loaded);
    expect(text).toMatch(/^time-zone: UTC +# from the file$/m);
    expect(text).toMatch(/^ptps16bit: \[.*\] +# from a flag$/m);
    expect(text).toMatch(/^ncomp: 20 +# default$/m);
    expect(plainConfig(loadConfig({ yamlText: text }).config)).toEqual(plainConfig(loaded.config));
  });

  it("as a JSON schema names every key, its default and nothing else", () => {
    const schema = configSchema() as { properties: Record<string, Record<string, unknown>> };
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
    expect(Object.keys(schema.properties)).toContain("limits");
    expect(schema.properties["max-evts"]).toMatchObject({
      type: "integer",
      minimum: 1,
      default: 500,
    });
    expect(schema.properties.units).toMatchObject({ enum: ["ADC16", "ADC14", "V"] });
    for (const { description } of Object.values(schema.properties))
      expect(description).toBeTruthy();
  });

  it("as tables has a row for every setting and every limit", () => {
    const rows = configMarkdown().split("\n");
    const firsts = rows.map((row) => row.split(" | ")[0]);
    for (const key of Object.keys(plainConfig(defaultConfig()))) {
      if (key !== "limits") expect(firsts).toContain(`| \`${key}\``);
    }
    for (const [check, own] of Object.entries(defaultLimits())) {
      for (const limit of Object.keys(own)) expect(firsts).toContain(`| \`${check}.${limit}\``);
    }
    const unescaped = rows.filter(Boolean).map((row) => row.split(/(?<!\\)\|/).length);
    expect(new Set(unescaped)).toEqual(new Set([6]));
  });
});
