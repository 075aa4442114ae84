import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { writeSummary } from "../../src/store/store.js";
import { makeSummary } from "../store/make-summary.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-history-"));
const store = join(directory, "store");
const paths: string[] = [];

beforeAll(async () => {
  // 1 700 000 000 s are 2023-11-14 22:13:20 UTC.
  const files = [
    { name: "run_102.FLOW.hdf5", run: 102, firstMs: 1_700_000_060_000 },
    { name: "run_101.FLOW.hdf5", run: 101, firstMs: 1_700_000_000_000 },
  ];
  for (const file of files) paths.push(await writeSummary(store, makeSummary(file)));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function history(...argv: string[]) {
  const io = capturedIo({ cwd: directory });
  const status = await main(["history", ...argv], io);
  return { status, out: io.out(), err: io.err() };
}

describe("light-dqm history list", () => {
  it("lists the files of the store, oldest first, in the zone that is asked for", async () => {
    const { status, out, err } = await history("list", "--store", "store", "--time-zone", "UTC");
    expect([status, err]).toEqual([0, ""]);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain("2023-11-14 22:13:20 UTC");
    expect(lines[1]).toMatch(/^run_101\.FLOW\.hdf5 +101 /);
    expect(lines[2]).toMatch(/^run_102\.FLOW\.hdf5 +102 /);
  });

  it("says of each file what run it is of and how much light it has", async () => {
    const { out } = await history("list", "--store", "store", "--time-zone", "UTC");
    const [titles, first] = out.split("\n");
    expect(titles).toMatch(/ analysed {2}type {2}light \(ADC16\) {2}events lit {2}processed/);
    // Every channel sees light in every event, and all see the same.
    expect(first).toMatch(/ LED +1000 +100 % /);
    const { summaries } = JSON.parse((await history("list", "--store", "store", "--json")).out);
    expect(summaries[0].conditions).toEqual({ runType: "led", lightAdc16: 1000, litShare: 1 });
  });

  it("finds the store in the output directory", async () => {
    expect((await history("list", "--output-dir", ".")).out).toContain("run_101");
  });

  it("prints JSON", async () => {
    const { out } = await history("list", "--store", "store", "--json");
    const { summaries } = JSON.parse(out);
    expect(summaries.map((entry: { key: string }) => entry.key)).toEqual(["run_101", "run_102"]);
    expect(summaries[0].provenance.time.firstMs).toBe(1_700_000_000_000);
  });

  it("lists what it cannot read as unreadable, says why, and ends with status 1", async () => {
    const broken = paths[0]!.replace("run_102.parquet", "run_1020.parquet");
    writeFileSync(broken, "not Parquet");
    const { status, out, err } = await history("list", "--store", "store");
    rmSync(broken);
    expect(status).toBe(1);
    expect(out).toMatch(/^run_1020 .*unreadable$/m);
    expect(out).toContain("run_101");
    expect(err).toMatch(/^light-dqm: error: .*run_1020\.parquet.*\n$/);
  });
});

describe("light-dqm history show", () => {
  it.each(["run_101", "run_101.FLOW.hdf5", "path of the summary"])("takes %s", async (name) => {
    const given = name.startsWith("path") ? paths[1]! : name;
    const { status, out } = await history("show", given, "--store", "store", "--time-zone", "UTC");
    expect(status).toBe(0);
    expect(out).toMatch(/^file +run_101\.FLOW\.hdf5 \(4074831 bytes\)$/m);
    expect(out).toMatch(/^first event +2023-11-14 22:13:20 UTC$/m);
    expect(out).toMatch(/^last event +2023-11-14 22:14:20 UTC$/m);
    expect(out).toMatch(/^events +30, 30 analysed: 10 beam, 20 self$/m);
    // 48 active channels with 30 waveforms each
    expect(out).toMatch(/^ +7 +48 of 48 +1440 +-28000\.0 +18\.0000 +9000\.00 +0 of 1440 /m);
  });

  it("prints JSON with sizes in ADC16 counts, whatever the unit", async () => {
    const { out } = await history("show", "run_101", "--store", "store", "--json", "--units", "V");
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({ input: { run: 101 }, softwareVersion: "0.1.0" });
    expect(shown.adcs).toHaveLength(8);
    expect(shown.adcs[0].baselineAdc16).toBe(-28_000);
  });
});
