import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { plainConfig } from "../../src/config/describe-config.js";
import { defaultConfig, loadConfig } from "../../src/config/load-config.js";
import { settings } from "../../src/config/settings.js";
import { type CaptureOptions, capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-cli-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function run(argv: readonly string[], options: CaptureOptions = {}) {
  const io = capturedIo({ cwd: directory, ...options });
  const status = await main(argv, io);
  return { status, out: io.out(), err: io.err() };
}

const words = (line: string): string[] => line.split(" ").filter(Boolean);

describe("help", () => {
  it.each([
    "",
    "report",
    "legacy",
    "simulate",
    "config",
    "config show",
    "config schema",
    "history",
    "history list",
    "history show",
  ])("of light-dqm %s is on stdout and has examples", async (command) => {
    const { status, out, err } = await run([...words(command), "--help"], { columns: 100 });
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain(`Usage: light-dqm ${command}`.trim());
    expect(out).toMatch(/\nExamples:\n {2}\$ light-dqm /);
  });

  it("of report explains every setting with its default", async () => {
    const { out } = await run(["report", "--help"], { columns: 100 });
    const text = out.replace(/\s+/g, " ");
    for (const { key, help, kind, default: value } of settings) {
      expect(text).toContain(`--${key} `);
      expect(text).toContain(help);
      expect(text).toContain(
        `default ${kind.toPlain(value) === "" ? "none" : kind.toPlain(value)})`,
      );
    }
    for (const group of ["Input:", "Output:", "Numbers:", "Comparison:", "Pages:"]) {
      expect(out).toContain(`\n${group}\n`);
    }
  });

  it("without a command is on stderr, as a usage error", async () => {
    const { status, out, err } = await run([]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("Usage: light-dqm");
  });

  it("gives way to the version when that is asked for", async () => {
    const { status, out } = await run(["--version"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });
});

describe("a mistake on the command line", () => {
  it.each([
    ["reprot x", 'Unknown command "reprot" (light-dqm)', '"report"'],
    ["config shw", 'Unknown command "shw" (light-dqm config)', '"show"'],
    ["report --max-evt 5", 'Unknown flag "--max-evt" (light-dqm report)', '"--max-evts" (a whole'],
    ["report --max-evt=5", 'got --max-evt = "5"', '"--max-evts"'],
    ["report --jsn", 'Unknown flag "--jsn"', '"--json"'],
    ["history list --stor x", "(light-dqm history list)", '"--store" (a path or none)'],
    ["report --max-evts 0", '"max-evts" (--max-evts)', 'a whole number, 1 or more, got "0"'],
    ["report --max-evts", "--max-evts", "a whole number, 1 or more, got nothing"],
    ["report --max-evts abc", '"max-evts"', 'got "abc"'],
    ["report --units mV", '"units"', "one of ADC16, ADC14, V"],
    ["report --ptps16bit 1,2", '"ptps16bit"', 'got "1,2"'],
    ["report --force=maybe", '"force"', "true or false"],
    ["report --start_run 3", "Option of the old script", "`light-dqm legacy`"],
    ["report --tmp-dir /scratch", "Option of the old script", "`light-dqm legacy`"],
    ["report --time-zone Chicago", '"time-zone"', "IANA"],
    ["report --set flatline", '"--set"', "check.limit=value"],
    ["report --set baseline-rnge.lowestAdc16=1", '"baseline-rnge.lowestAdc16"', '"baseline-range.'],
    ["report --set nobody.knows=1", 'Unknown limit "nobody.knows"', "--set"],
    ["report --log xml", '"--log"', "one of text, json"],
    ["calibrate --files 0", '"--files"', 'a whole number, 1 or more, got "0"'],
    ["history import x --every 0", '"--every"', 'a number of minutes above 0, got "0"'],
    ["history import x --start noon", '"--start"', "a time such as"],
    ["report --config absent.yaml", "absent.yaml", "no such file"],
    ["simulate x --files 0", "--files", 'a whole number, 1 or more, got "0"'],
    ["simulate x --events -1", "--events", 'a whole number, 0 or more, got "-1"'],
    ["simulate x --samples 59", "--samples", 'a whole number, 60 or more, got "59"'],
    ["simulate", "issing required argument 'dir'", "light-dqm simulate --help"],
    ["config schema extra", "Too many arguments", "light-dqm config schema --help"],
    ["history show", "issing required argument 'file'", "light-dqm history show --help"],
    ["config show --units mV", '"units"', "one of ADC16, ADC14, V"],
  ])("light-dqm %s is one clear line and status 2", async (line, ...parts) => {
    const { status, out, err } = await run(words(line));
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(/^light-dqm: error: .+\n$/);
    for (const part of parts) expect(err).toContain(part);
  });

  it("is a JSON line when the log is JSON", async () => {
    const { status, err } = await run(words("report --units mV --log json"));
    expect(status).toBe(2);
    const [begin, error, end] = err.trim().split("\n");
    expect(JSON.parse(begin!)).toMatchObject({ event: "begin" });
    expect(JSON.parse(end!)).toMatchObject({ event: "end", status: 2 });
    expect(JSON.parse(error!)).toMatchObject({
      level: "error",
      error: { code: "bad-config", where: "--units", got: '"mV"' },
    });
  });

  it("shows where it arose only when asked to", async () => {
    const quiet = await run(words("report --units mV"));
    expect(quiet.err).not.toContain("    at ");
    const loud = await run(words("report --units mV"), { env: { LIGHT_DQM_DEBUG: "1" } });
    expect(loud.err).toContain("    at ");
  });
});

describe("light-dqm config", () => {
  it("show prints YAML that is read back as the same configuration", async () => {
    const { status, out } = await run(["config", "show"]);
    expect(status).toBe(0);
    expect(plainConfig(loadConfig({ yamlText: out }).config)).toEqual(plainConfig(defaultConfig()));
  });

  it("show lets flags win over the file, and says so", async () => {
    writeFileSync(join(directory, "night.yaml"), "units: V\nmax-evts: 100\n");
    const flags = words("--config night.yaml --units ADC14 --ncomp -1 --force false");
    const { out } = await run(["config", "show", ...flags]);
    expect(out).toMatch(/^units: ADC14 +# from a flag$/m);
    expect(out).toMatch(/^max-evts: 100 +# from the file$/m);
    expect(out).toMatch(/^ncomp: -1 +# from a flag$/m);
    expect(out).toMatch(/^force: false +# from a flag$/m);
    expect(out).toMatch(/^nfiles: 0 +# default$/m);
  });

  it("show --json holds values and origins under the keys of the file", async () => {
    const { out } = await run(words("config show --json --clipped-per channel,tpc"));
    const { config, origin } = JSON.parse(out);
    expect(config["clipped-per"]).toEqual(["channel", "tpc"]);
    expect(origin["clipped-per"]).toBe("flag");
    expect(Object.keys(config)).toContain("limits");
  });

  it("names the file, the line and the column of bad YAML", async () => {
    writeFileSync(join(directory, "bad.yaml"), "units: V\nunits: V\n");
    const { status, err } = await run(words("config show --config bad.yaml"));
    expect(status).toBe(2);
    expect(err).toContain("(bad.yaml:2:1)");
  });

  it("schema prints a JSON schema", async () => {
    const { status, out } = await run(["config", "schema"]);
    expect(status).toBe(0);
    expect(JSON.parse(out).properties.ptps16bit.default).toBe(500);
  });
});

describe("light-dqm history", () => {
  it("says so where there is no store", async () => {
    const { status, out, err } = await run(words("history list --store absent"));
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain(`No such store (${join(directory, "absent")})`);
  });

  it("says so where the store has no such file", async () => {
    const { status, err } = await run(["history", "show", "run_1", "--store", directory]);
    expect(status).toBe(1);
    expect(err).toContain('got "run_1"');
  });

  it("shows an empty store as empty", async () => {
    const { status, out } = await run(["history", "list", "--store", directory]);
    expect([status, out]).toEqual([0, `No summaries in ${directory}\n`]);
    const json = await run(["history", "list", "--store", directory, "--json"]);
    expect(JSON.parse(json.out)).toEqual({ store: directory, summaries: [] });
  });
});
