import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { detectorGroups } from "../../src/detector/groups.js";
import { writeSummary } from "../../src/store/store.js";
import { makeSummary, silence } from "../store/make-summary.js";
import { capturedIo } from "./captured-io.js";

let directory: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "light-dqm-history-store-"));
  const store = join(directory, "store");
  // 1 700 000 000 s are 2023-11-14 22:13:20 UTC.
  for (const n of [1, 2]) {
    const summary = makeSummary({
      name: `run_${100 + n}.FLOW.hdf5`,
      run: 100 + n,
      firstMs: 1_700_000_000_000 + n * 3_600_000,
      baselineAdc16: -28_000 - 50 * n,
    });
    summary.clipped.beam!.epcb.passed[2 * 64 + 20] = n;
    if (n === 2) silence(summary, 4);
    await writeSummary(store, summary);
  }
});
afterEach(() => rmSync(directory, { recursive: true }));

async function history(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(["history", ...argv], io);
  return { status, out: io.out(), err: io.err() };
}

describe("light-dqm history trend", () => {
  const channel = ["--adc", "2", "--channel", "20", "--store", "store", "--time-zone", "UTC"];

  it("prints a row a file in the unit that is asked for", async () => {
    const { status, out } = await history("trend", "baseline", ...channel, "--units", "ADC14");
    expect(status).toBe(0);
    expect(out.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "In ADC14 counts, ADC 2, channel 20, oldest first",
      "file first event channel 20",
      "run_101.FLOW.hdf5 2023-11-14 23:13:20 UTC −7012.5",
      "run_102.FLOW.hdf5 2023-11-15 00:13:20 UTC −7025",
      "",
    ]);
  });

  it("prints counts of fractions", async () => {
    const of = ["--trigger-class", "beam", "--per", "epcb"];
    const { out } = await history("trend", "clipped", ...channel, ...of);
    expect(out).toMatch(/run_101.* 1 of 10$/m);
    expect(out).toMatch(/run_102.* 2 of 10$/m);
  });

  it("prints JSON of an EPCB, the newest files only", async () => {
    const { out } = await history(
      "trend",
      "noise",
      "--adc",
      "0",
      "--epcb",
      "0",
      "--store",
      "store",
      "--json",
      "--last",
      "1",
    );
    const { files, series } = JSON.parse(out);
    expect(files.map(({ name }: { name: string }) => name)).toEqual(["run_102.FLOW.hdf5"]);
    expect(
      series.map(({ label, value }: { label: string; value: unknown }) => [label, value]),
    ).toEqual([
      ["EPCB 0", [18]],
      ["channel 4", [null]],
      ...[5, 6, 7, 8, 9].map((n) => [`channel ${n}`, [18]]),
    ]);
  });

  it("draws PNG, SVG and PDF", async () => {
    const files = ["--png", "t.png", "--svg", "t.svg", "--pdf", "t.pdf"];
    expect((await history("trend", "baseline", ...channel, ...files)).status).toBe(0);
    const startOf = (name: string): string =>
      readFileSync(join(directory, name), "latin1").slice(0, 5);
    expect([startOf("t.png").slice(1, 4), startOf("t.svg"), startOf("t.pdf")]).toEqual([
      "PNG",
      "<svg ",
      "%PDF-",
    ]);
  });

  it.each([
    [
      ["loudness", "--adc", "0"],
      /one of amplitude, baseline, clipped, .*lower-rail, .*noise, line/,
    ],
    [["baseline", "--adc", "9"], /No such ADC: expected 0 to 7, got 9/],
    [["baseline", "--adc", "x"], /a whole number/],
    [["line", "--adc", "0"], /a frequency in MHz/],
    [["line", "--adc", "0", "--line", "12"], /Not a watched line/],
    [["clipped", "--adc", "0", "--per", "board"], /one of channel, epcb, tpc, total/],
    [["baseline"], /--adc/],
  ])("refuses %j as a mistake of use", async (argv, message) => {
    const { status, err } = await history("trend", ...argv, "--store", "store");
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("light-dqm history compare", () => {
  it("lists the largest differences first, by run or by name", async () => {
    for (const names of [
      ["101", "102"],
      ["run_101", "run_102.FLOW.hdf5"],
    ]) {
      const { status, out } = await history("compare", ...names, "--store", "store", "--top", "30");
      expect(status).toBe(0);
      const rows = out.split("\n").filter((line) => /^ +\d/.test(line));
      expect(rows).toHaveLength(30);
      // Channel 4 of ADC 0 is known in one file only: baseline and noise, both dark too, gain, two
      // amplitudes, 11 lines and the same dark.
      expect(rows.slice(0, 29).every((row) => /^ +0 +4 .*missing in one file$/.test(row))).toBe(
        true,
      );
      expect(rows[29]).toMatch(/baseline +−28050 +−28100 +11\.8$/);
    }
  });

  it("prints JSON and draws the later file before the band of the earlier", async () => {
    const { out } = await history(
      "compare",
      "101",
      "102",
      "--store",
      "store",
      "--json",
      "--svg",
      "c.svg",
    );
    const { differences, before } = JSON.parse(out);
    expect(before.input.run).toBe(101);
    expect(differences[0]).toMatchObject({
      adc: 0,
      channel: 4,
      significance: null,
      onlyOneKnows: true,
    });
    expect(readFileSync(join(directory, "c.svg"), "utf8")).toContain(
      "How do the baselines differ from run_101",
    );
  });

  it("says which of several files of a run it uses, and refuses one that is absent", async () => {
    await writeSummary(
      join(directory, "store"),
      makeSummary({ name: "run_102_p2.hdf5", run: 102, firstMs: 1_800_000_000_000 }),
    );
    const { err } = await history("compare", "101", "102", "--store", "store");
    expect(err).toBe("light-dqm: run 102 has 2 files; using the first, run_102.FLOW.hdf5\n");
    expect((await history("compare", "101", "7", "--store", "store")).err).toContain(
      "No such file",
    );
  });
});

describe("light-dqm history compare of files with faults", () => {
  it("names what is new and what has recovered, a group as one line, before the numbers", async () => {
    for (const n of [0, 1, 2]) {
      const firstMs = 1_700_000_000_000 + n * 3_600_000;
      const parts = { name: `run_${201 + n}.hdf5`, run: 201 + n, firstMs };
      const summary = makeSummary({ ...parts, selfCount: 200 });
      // The first EPCB of ADC 1 from the second file on, a channel of ADC 2 until then.
      const { epcbMembers, epcbsPerAdc, indexOf } = detectorGroups(summary.detector);
      const dead = n > 0 ? epcbMembers[epcbsPerAdc]! : [indexOf(2, 4)];
      for (const channelIndex of dead) summary.maxAmplitude[channelIndex] = 20;
      await writeSummary(join(directory, "changed"), summary);
    }
    const changed = ["--store", "changed"];
    const { status, out } = await history("compare", "201", "202", ...changed);
    expect(status).toBe(0);
    const lines = out.split("\n");
    expect(lines[2]).toMatch(/^change +where +channels +check +reason$/);
    expect(lines[3]).toMatch(/^new, bad +EPCB 0 of ADC 1 +6 +Flatline +6 of 6 channels/);
    expect(lines[4]).toMatch(/^recovered +ADC 2, channel 4 +1 +Flatline /);
    expect(lines[5]).toBe("1 new fault, 0 still there, 1 recovered");
    const json = await history("compare", "202", "203", ...changed, "--json");
    expect(JSON.parse(json.out).changes).toMatchObject([
      { change: "still there", state: "bad", place: "EPCB 0 of ADC 1", channels: 6 },
    ]);
  });
});

describe("light-dqm history compact", () => {
  it("packs files, and says how many", async () => {
    const { status, out } = await history("compact", "--store", "store");
    expect([status, out]).toEqual([0, "2 files packed into 1 part, 0 leftover files removed\n"]);
    expect(readdirSync(join(directory, "store/summaries"))).toEqual([]);
    expect((await history("list", "--store", "store")).out).toContain("run_102.FLOW.hdf5");
    const shown = await history("show", "run_101", "--store", "store");
    expect(shown.status).toBe(0);
    expect(shown.out).toMatch(/^summary +.*run_101[^ ]*\.parquet \(packed\)$/m);
  });

  it("ends with status 1 where files could not be read, and names them", async () => {
    writeFileSync(join(directory, "store/summaries/run=000101/broken.parquet"), "half");
    const { status, out, err } = await history("compact", "--store", "store", "--json");
    expect(status).toBe(1);
    expect(err).toContain("broken.parquet");
    expect(JSON.parse(out)).toMatchObject({
      files: 2,
      unreadable: [{ path: expect.stringContaining("broken") }],
    });
  });
});

describe("light-dqm history import", () => {
  const table = (value: number): string =>
    JSON.stringify(Array.from({ length: 8 }, () => new Array(64).fill(value)));
  beforeEach(() => {
    mkdirSync(join(directory, "old"));
    const lines = [0, 1].map(
      (n) =>
        `{"file_index": ${n}, "data_c": ${table(-28_000 - n)}, "data_l": ${table(-2)}, "data_u": ${table(2)}}\n`,
    );
    writeFileSync(join(directory, "old/baselines.json"), `${lines[0]}{"file_ind\n${lines[1]}`);
    writeFileSync(join(directory, "old/other.json"), "");
  });

  it("says what it read and what it skipped", async () => {
    const { status, out, err } = await history("import", "old", "--store", "store", "--run", "7");
    expect(status).toBe(0);
    expect(out).toMatch(/^baselines\.json +2 +1 +0$/m);
    expect(out).toMatch(/2 files imported, 1 truncated line skipped\n$/);
    expect(err).toBe("light-dqm: other.json is not a known result and is ignored\n");
    const listed = (await history("list", "--store", "store")).out.split("\n");
    expect(listed[1]).toMatch(/^old_0 +7 +unknown +unknown +unknown /);
    const shown = await history("show", "old_0", "--store", "store");
    expect(shown.out).toMatch(/^imported +approximate: no event times; /m);
  });

  it("places files in time", async () => {
    const times = ["--start", "2023-11-14T23:30", "--every", "30"];
    await history("import", "old", "--store", "store", ...times);
    const { out } = await history("list", "--store", "store", "--json");
    const { summaries } = JSON.parse(out);
    // Between the files of 23:13:20 and 00:13:20.
    expect(summaries.map(({ key }: { key: string }) => key)).toEqual([
      "run_101",
      "old_0",
      "old_1",
      "run_102",
    ]);
    expect(summaries[1].provenance.time.firstMs).toBe(Date.UTC(2023, 10, 14, 23, 30));
  });

  it.each([
    [["old", "--start", "soon"], "a time such as"],
    [["old", "--every", "5"], "--start as well"],
    [["old", "--start", "2023-11-14", "--every", "0"], "a number of minutes above 0"],
    [["old", "--run", "x"], "a whole number"],
  ])("refuses %j", async (argv, message) => {
    const { status, err } = await history("import", ...argv, "--store", "new");
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(directory, "new"))).toBe(false);
  });
});

describe("light-dqm history sql", () => {
  it("answers as a table and as JSON", async () => {
    const sql =
      "SELECT run, count(baseline_p50) AS known, list_sort(list(DISTINCT tpc))[1] AS first FROM summaries GROUP BY run ORDER BY run";
    const { out } = await history("sql", sql, "--store", "store");
    expect(out).toBe("run  known  first\n101    384      0\n102    383      0\n");
    const json = await history("sql", "SELECT input FROM files", "--store", "store", "--json");
    expect(JSON.parse(json.out)).toEqual([
      { input: "run_101.FLOW.hdf5" },
      { input: "run_102.FLOW.hdf5" },
    ]);
  });

  it("refuses what it cannot answer", async () => {
    const { status, err } = await history("sql", "DROP TABLE x", "--store", "store");
    expect([status, err]).toEqual([2, expect.stringContaining("Cannot run the query")]);
  });
});
