import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.js";
import { detectorOf } from "../../src/detector/index.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { smallDescription } from "../detector/small-description.js";
import { capturedIo } from "./captured-io.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-cli-campaign-"));
afterAll(() => rmSync(directory, { recursive: true }));
beforeAll(async () => {
  writeFileSync(join(directory, "small.json"), JSON.stringify(smallDescription()));
  mkdirSync(join(directory, "data"));
  for (const n of [1, 2])
    await simulateFlowFile(join(directory, `data/run_7_${n}.FLOW.hdf5`), {
      ...{ eventCount: 6, sampleCount: 100, seed: n, startMs: 1.7e12 + n * 6e4 },
      detector: detectorOf(join(directory, "small.json")),
    });
  writeFileSync(join(directory, "data/torn_8.FLOW.hdf5"), "no HDF5 file");
});

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const io = capturedIo({ cwd: directory, tickMs: 20 });
  const status = await main(argv, io);
  return { status, out: io.out(), err: io.err() };
}

const submit = (output: string, ...more: string[]) =>
  run(
    "submit",
    "data",
    "--engine",
    "none",
    "--detector",
    "small.json",
    "--output-dir",
    output,
    ...more,
  );

const manifestIn = (out: string): string => /^manifest: (.*)$/m.exec(out)![1]!;

describe("a campaign by hand", () => {
  let manifest: string;

  it("begins with a manifest, and with the lines to run", async () => {
    const { status, out, err } = await submit("dqm", "--files-per-task", "2");
    expect([status, err]).toEqual([0, ""]);
    manifest = manifestIn(out);
    expect(out.split("\n")).toEqual([
      "3 files: 0 done, 3 to do",
      `manifest: ${manifest}`,
      `map: light-dqm map ${manifest} --chunk i/2, for each i from 1 to 2`,
      `reduce: light-dqm reduce ${manifest}, when all of them have ended`,
      "",
    ]);
    expect(manifest).toMatch(
      new RegExp(`^${directory}/dqm/campaigns/[0-9a-f]{12}/manifest\\.json$`),
    );
    expect((await submit("dqm")).out).toContain(manifest);
  });

  it("tells of every file of a chunk what became of it", async () => {
    const first = await run("map", manifest, "--chunk", "1/3");
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^run_7_1\.FLOW\.hdf5: numbers computed in \d+ s\n$/);
    const all = await run("map", manifest, "--log", "json");
    expect(all.status).toBe(1);
    expect(all.out).toContain("run_7_1.FLOW.hdf5: skipped, its numbers exist\n");
    expect(all.out).toContain("torn_8.FLOW.hdf5: failed\n");
    const told = all.err
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toContainEqual(
      expect.objectContaining({
        event: "file-done",
        file: join(directory, "data/run_7_2.FLOW.hdf5"),
        state: "done",
        seconds: expect.any(Number),
      }),
    );
    const failed = { event: "file-failed", file: join(directory, "data/torn_8.FLOW.hdf5") };
    expect(told).toContainEqual(expect.objectContaining({ ...failed, level: "error" }));
    expect(told.at(-1)).toMatchObject({ event: "end", status: 1 });
  });

  it("shows how it is before and after the reduce", async () => {
    const before = await run("status", manifest);
    expect(before.status).toBe(1);
    expect(before.out).toContain("3 files: 2 computed, waiting for the reduce, 1 failed\n");
    expect(before.out).toMatch(/^ {2}torn_8\.FLOW\.hdf5: .*torn_8\.FLOW\.hdf5/m);
    const reduced = await run("reduce", manifest);
    expect(reduced.status).toBe(1);
    expect(reduced.out).toMatch(/^3 files: 2 done, 1 failed, in /m);
    expect(reduced.err).toMatch(/error: .*torn_8/);
    const after = await run("status", "dqm", "--json");
    const [campaign] = JSON.parse(after.out).campaigns;
    expect(campaign).toMatchObject({
      manifest,
      id: basename(join(manifest, "..")),
      counts: { done: 2, computed: 0, failed: 1, missing: 0 },
    });
    expect(campaign.files.map(({ name, state }: Record<string, string>) => [name, state])).toEqual([
      ["run_7_1.FLOW.hdf5", "done"],
      ["run_7_2.FLOW.hdf5", "done"],
      ["torn_8.FLOW.hdf5", "failed"],
    ]);
  });

  it("that has nothing to do says so", async () => {
    rmSync(join(directory, "data/torn_8.FLOW.hdf5"));
    const { status, out } = await submit("dqm");
    expect([status, out]).toEqual([0, "2 files: 2 done: nothing to do\n"]);
    const { status: ended, out: asJson } = await submit("dqm", "--json");
    expect([ended, JSON.parse(asJson)]).toEqual([
      0,
      { done: 2, running: 0, left: 0, manifest: null },
    ]);
  });
});

describe("the status of a directory with manifests that cannot be read", () => {
  let [good, outdated, torn] = ["", "", ""];
  beforeAll(async () => {
    rmSync(join(directory, "data/torn_8.FLOW.hdf5"), { force: true });
    good = manifestIn((await submit("mixed")).out);
    expect((await run("map", good)).status).toBe(0);
    expect((await run("reduce", good)).status).toBe(0);
    const beside = (id: string, text: string): string => {
      mkdirSync(join(directory, "mixed/campaigns", id));
      writeFileSync(join(directory, "mixed/campaigns", id, "manifest.json"), text);
      return join(directory, "mixed/campaigns", id, "manifest.json");
    };
    const text = readFileSync(good, "utf8");
    outdated = beside("0000", text.replace(/"software": "[^"]+"/, '"software": "9.9.9"'));
    torn = beside("1111", text.slice(0, 100));
  });

  it("shows the others, and names those with the reason: they are not shown as good", async () => {
    expect((await run("status", good)).status).toBe(0);
    const { status, out, err } = await run("status", "mixed");
    expect(status).toBe(1);
    expect(out).toBe(`${good}\n  2 files: 2 done\n`);
    const told = err
      .split("\n")
      .filter((line) => line.startsWith("light-dqm: error: "))
      .sort();
    expect(told).toHaveLength(2);
    expect(told[0]).toContain(`Cannot use the manifest (${outdated}): expected version 1`);
    expect(told[1]).toContain(`Cannot use the manifest (${torn}): expected JSON`);
  });

  it("has them apart as JSON", async () => {
    const { campaigns, unreadable } = JSON.parse((await run("status", "mixed", "--json")).out);
    expect(campaigns).toMatchObject([{ manifest: good, counts: { done: 2 } }]);
    const told = unreadable.map(({ manifest, error }: Record<string, { code: string }>) => [
      ...[manifest, error!.code],
    ]);
    expect(told.sort()).toEqual([
      [outdated, "incompatible"],
      [torn, "bad-input"],
    ]);
  });

  it("names a campaign whose files of settings are gone, and why", async () => {
    writeFileSync(join(directory, "status.csv"), `${Array(8).fill(0).join(",")}\n`.repeat(2));
    const gone = manifestIn((await submit("mixed", "--channel-status-file", "status.csv")).out);
    rmSync(join(directory, "status.csv"));
    const { status, out, err } = await run("status", "mixed");
    expect([status, out]).toEqual([1, `${good}\n  2 files: 2 done\n`]);
    expect(err).toContain(`Cannot tell how a campaign is (${gone}): got `);
    expect(err).toContain("status.csv");
    const named = await run("status", gone);
    expect([named.status > 0, named.out]).toEqual([true, ""]);
    rmSync(join(gone, ".."), { recursive: true });
  });

  it("tells of all where none can be read, and refuses one that is named", async () => {
    rmSync(join(good, ".."), { recursive: true });
    const { status, out, err } = await run("status", "mixed");
    expect([status, out, err.match(/Cannot use/g)!.length]).toEqual([1, "", 2]);
    const named = await run("status", outdated, "--json");
    expect([named.status, named.out]).toEqual([1, ""]);
    expect(named.err).toContain(outdated);
  });
});

describe("what makes no sense", () => {
  let manifest: string;
  beforeAll(async () => {
    manifest = manifestIn((await submit("bad")).out);
  });

  it.each(["0/2", "3/2", "2", "one/two"])("a chunk %s is wrong use", async (chunk) => {
    const { status, err } = await run("map", manifest, "--chunk", chunk);
    expect(status).toBe(2);
    expect(err).toContain(`the i-th of K chunks, with i from 1 to K, got ${chunk}`);
  });

  it("more chunks than files leave some with nothing to do", async () => {
    const ended = await Promise.all(
      ["1/3", "2/3", "3/3"].map((chunk) => run("map", manifest, "--chunk", chunk)),
    );
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0]);
    const idle = ended.filter(({ out }) => /of 2 files has none: nothing to do\n$/.test(out));
    expect(idle).toHaveLength(1);
  });

  it("a damaged manifest is refused by every command, by name", async () => {
    const damaged = join(directory, "damaged.json");
    writeFileSync(damaged, readFileSync(manifest, "utf8").replace("run_7_1", "run_7_3"));
    for (const command of ["map", "reduce", "status"]) {
      const { status, err } = await run(command, damaged);
      expect([command, status]).toEqual([command, 1]);
      expect(err).toMatch(/Cannot use the manifest \(.*damaged\.json\): expected the content/);
    }
  });

  it("a manifest or a directory of them that is not there is named", async () => {
    for (const command of ["map", "reduce", "status"]) {
      const { status, err } = await run(command, "nowhere.json");
      expect([command, status]).toEqual([command, 1]);
      expect(err).toContain("nowhere.json");
    }
    expect((await run("status", "data")).err).toMatch(/No campaign .*directory without any/);
  });

  it("force, and an input that is not there", async () => {
    const forced = await submit("bad", "--force");
    expect(forced.status).toBe(2);
    expect(forced.err).toMatch(/Only missing reports are submitted.*another --output-dir/);
    const absent = await run("submit", "absent.hdf5", "--engine", "none", "--output-dir", "bad");
    expect(absent.status).toBe(1);
    expect(absent.err).toMatch(/No such file .*absent\.hdf5/);
  });
});
