import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Manifest, readManifest, writeManifest } from "../../src/campaign/manifest.js";
import { mapChunk } from "../../src/campaign/map-chunk.js";
import { planCampaign } from "../../src/campaign/plan.js";
import { reduceCampaign } from "../../src/campaign/reduce.js";
import { campaignStatus } from "../../src/campaign/status.js";
import type { Config } from "../../src/config/config.js";
import { defaultConfig } from "../../src/config/load-config.js";
import { detectorOf } from "../../src/detector/index.js";
import { simulateRun } from "../../src/flow/simulation/simulate-run.js";
import { reportFiles } from "../../src/pipeline/batch.js";
import { listSummaries, readSummary } from "../../src/store/store.js";
import { smallDescription } from "../detector/small-description.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-campaign-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const data = join(directory, "data");
const detector = join(directory, "small.json");
writeFileSync(detector, JSON.stringify(smallDescription()));
let files: string[];
beforeAll(async () => {
  const written = await simulateRun(data, {
    files: 4,
    events: 24,
    sampleCount: 100,
    seed: 3,
    detector: detectorOf(detector),
    run: 7,
  });
  // By name the other way round than by time.
  files = written.map((path, i) => {
    const renamed = join(data, `run_7_${9 - i}.FLOW.hdf5`);
    copyFileSync(path, renamed);
    rmSync(path);
    return renamed;
  });
});

const configIn = (name: string): Config => ({
  ...defaultConfig(),
  outputDir: join(directory, name),
  maxEvts: 24,
  detector,
});

async function submitted(config: Config, inputs: readonly string[] = files): Promise<Manifest> {
  const { manifest } = await planCampaign(inputs, config, new Set());
  return readManifest(await writeManifest(manifest!));
}

const chunks = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ number: i + 1, count }));

async function mapAll(manifest: Manifest, count: number): Promise<string[]> {
  const states: string[] = [];
  for (const chunk of chunks(count).reverse())
    states.push(...(await mapChunk(manifest, chunk)).map(({ state }) => state));
  return states;
}

const statesOf = (outcomes: readonly { state: string }[]) => outcomes.map(({ state }) => state);

/** A document without what tells when and where it was made. */
function documentOf(name: string, stem: string): Record<string, unknown> {
  const text = readFileSync(join(directory, name, `${stem}.light-dqm.json`), "utf8");
  const { processedMs, ...document } = JSON.parse(
    text.replaceAll(join(directory, name), "OUTPUT"),
    (key, value) => (/^processed|seconds$/i.test(key) ? undefined : value),
  );
  return document;
}

describe("map and reduce", () => {
  it("make the documents, figures and summaries that one machine makes, file after file", async () => {
    await reportFiles(files, configIn("one"));
    const config = configIn("many");
    const manifest = await submitted(config);
    expect(await mapAll(manifest, 3)).toEqual(["done", "done", "done", "done"]);
    const outcomes = await reduceCampaign(manifest);
    expect(statesOf(outcomes)).toEqual(["done", "done", "done", "done"]);
    expect(outcomes.map(({ input }) => input)).toEqual(files);
    for (const path of files) {
      const stem = basename(path, ".FLOW.hdf5");
      expect(documentOf("many", stem)).toEqual(documentOf("one", stem));
      for (const ending of ["_light_dqm_baseline.png", "_light_dqm_flatline.png"])
        expect(
          readFileSync(join(directory, "many", stem + ending)).equals(
            readFileSync(join(directory, "one", stem + ending)),
          ),
        ).toBe(true);
    }
    const stored = async (name: string): Promise<unknown[]> =>
      Promise.all(
        (await listSummaries(join(directory, name, "store"))).map(async ({ path }) => ({
          ...(await readSummary(path)),
          processedMs: 0,
        })),
      );
    expect(await stored("many")).toEqual(await stored("one"));
    const verdicts = documentOf("many", basename(files[3]!, ".FLOW.hdf5")).verdicts as object[];
    expect(verdicts.length).toBeGreaterThan(100);
  });

  it("leave nothing but the manifest, and find everything done when they are done twice", async () => {
    const config = configIn("many");
    const [id] = readdirSync(join(config.outputDir, "campaigns")).filter(
      (name) => name !== "numbers",
    );
    const manifest = await readManifest(join(config.outputDir, "campaigns", id!, "manifest.json"));
    expect(readdirSync(join(config.outputDir, "campaigns/numbers"))).toEqual([]);
    expect(readdirSync(join(config.outputDir, "campaigns")).sort()).toEqual([id, "numbers"]);
    const before = readFileSync(join(config.outputDir, "run_7_9.light-dqm.json"), "utf8");
    expect(await mapAll(manifest, 2)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
    expect(new Set(statesOf(await reduceCampaign(manifest)))).toEqual(new Set(["skipped"]));
    expect(readFileSync(join(config.outputDir, "run_7_9.light-dqm.json"), "utf8")).toBe(before);
    expect(await listSummaries(join(config.outputDir, "store"))).toHaveLength(4);
    const plan = await planCampaign(files, config, new Set());
    expect(plan).toMatchObject({ doneCount: 4, manifest: null });
  });
});

describe("with a shard missing", () => {
  const config = (): Config => configIn("gap");
  let manifest: Manifest;
  beforeAll(async () => {
    manifest = await submitted(config());
    await mapChunk(manifest, { number: 1, count: 4 });
    await mapChunk(manifest, { number: 3, count: 4 });
    await mapChunk(manifest, { number: 4, count: 4 });
  });

  it("the reduce reports the others and names it", async () => {
    const outcomes = await reduceCampaign(manifest);
    const failed = outcomes.filter(({ state }) => state === "failed");
    const missing = manifest.files[1]!.path;
    expect(failed.map(({ input }) => input)).toEqual([missing]);
    expect(failed[0]!.error!.message).toContain(basename(missing));
    expect(failed[0]!.error!.message).toMatch(/did not end, or did not run/);
    expect(statesOf(outcomes).filter((state) => state === "done")).toHaveLength(3);
  });

  it("only that is submitted again, and then nothing", async () => {
    const plan = await planCampaign(files, config(), new Set());
    expect(plan.doneCount).toBe(3);
    expect(plan.manifest!.files).toEqual([manifest.files[1]]);
    expect([...plan.toCompute]).toEqual([manifest.files[1]!.path]);
    const rest = await readManifest(await writeManifest(plan.manifest!));
    expect(await mapAll(rest, 5)).toEqual(["done"]);
    expect(statesOf(await reduceCampaign(rest))).toEqual(["done"]);
    expect((await planCampaign(files, config(), new Set())).manifest).toBeNull();
    expect(await listSummaries(join(config().outputDir, "store"))).toHaveLength(4);
    // The reduce of the campaign that had the gap is green now as well.
    expect(new Set(statesOf(await reduceCampaign(manifest)))).toEqual(new Set(["skipped"]));
  });
});

describe("a reduce that was silent for so long that another has taken its lock", () => {
  it("ends with an error that says so, and leaves the rest and the lock to the other", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const config = { ...configIn("taken"), jobs: 1 };
    const manifest = await submitted(config);
    await mapAll(manifest, 1);
    const path = join(config.outputDir, "campaigns/reduce.lock");
    const states: string[] = [];
    const reduce = reduceCampaign(manifest, {
      onOutcome({ state }) {
        if (states.push(state) > 1) return;
        writeFileSync(path, JSON.stringify({ host: "elsewhere", pid: 1, token: "theirs" }));
        vi.advanceTimersByTime(60_000);
      },
    });
    await expect(reduce).rejects.toMatchObject({ code: "output" });
    await expect(reduce).rejects.toThrow(/reduce\.lock\).*another that has taken over/);
    expect(states[0]).toBe("done");
    expect(states.filter((state) => state === "done").length).toBeLessThan(4);
    expect(readFileSync(path, "utf8")).toContain("theirs");
    rmSync(path);
    expect(new Set(statesOf(await reduceCampaign(manifest)))).toEqual(new Set(["skipped", "done"]));
  });
});

describe("numbers that are there", () => {
  it("are not computed again by a campaign of more files, and files in hand are not submitted", async () => {
    const config = configIn("more");
    const first = await submitted(config, files.slice(0, 2));
    await mapAll(first, 1);
    const plan = await planCampaign(files, config, new Set([files[3]!]));
    expect(plan.runningCount).toBe(1);
    expect(plan.manifest!.files.map(({ path }) => path).sort()).toEqual(files.slice(0, 3).sort());
    expect([...plan.toCompute]).toEqual([files[2]]);
    expect((await mapAll(plan.manifest!, 1)).sort()).toEqual(["done", "skipped", "skipped"]);
  });

  it("that were damaged are named by the reduce, and then missing, so that a map computes them again", async () => {
    const config = configIn("torn");
    const manifest = await submitted(config, files.slice(0, 1));
    const numbers = join(config.outputDir, "campaigns/numbers");
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, 1000),
      () => Buffer.alloc(0),
      flipped,
    ]) {
      expect(await mapAll(manifest, 1)).toEqual(["done"]);
      const [name] = readdirSync(numbers);
      writeFileSync(join(numbers, name!), damage(readFileSync(join(numbers, name!))));
      const [failed] = await reduceCampaign(manifest);
      expect(failed).toMatchObject({ state: "failed", error: { code: "bad-input" } });
      expect(failed!.error!.message).toContain(name);
      expect(statesOf((await campaignStatus("", manifest, null)).files)).toEqual(["missing"]);
    }
    expect(await mapAll(manifest, 1)).toEqual(["done"]);
    expect(statesOf(await reduceCampaign(manifest))).toEqual(["done"]);
  });

  it("that a disk does not give are named by the reduce, and kept until it does", async () => {
    const config = configIn("away");
    const manifest = await submitted(config, files.slice(0, 1));
    expect(await mapAll(manifest, 1)).toEqual(["done"]);
    const numbers = join(config.outputDir, "campaigns/numbers");
    const [name] = readdirSync(numbers);
    const [shard, aside] = [join(numbers, name!), join(directory, "aside.shard")];
    renameSync(shard, aside);
    // Not absent, and not to be read: a link to itself.
    symlinkSync(shard, shard);
    const [failed] = await reduceCampaign(manifest);
    expect(failed).toMatchObject({ state: "failed", error: { cause: { code: "ELOOP" } } });
    expect(failed!.error!.message).toContain(name);
    expect(readdirSync(numbers)).toEqual([name]);
    renameSync(aside, shard);
    expect(statesOf(await reduceCampaign(manifest))).toEqual(["done"]);
  });
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[5000]! ^= 1;
  return copy;
}

describe("a file", () => {
  it("that cannot be read is named by status and reduce, with the reason, until it can be", async () => {
    const config = configIn("poisoned");
    const poisoned = join(directory, "poisoned_8.FLOW.hdf5");
    writeFileSync(poisoned, "no HDF5 file");
    const manifest = await submitted(config, [files[0]!, poisoned]);
    expect((await mapAll(manifest, 2)).sort()).toEqual(["done", "failed"]);
    const { files: states } = await campaignStatus("", manifest, null);
    expect(statesOf(states)).toEqual(["failed", "computed"]);
    const outcomes = await reduceCampaign(manifest);
    const failed = outcomes.find(({ state }) => state === "failed")!;
    expect(failed.input).toBe(poisoned);
    expect(failed.error).toMatchObject({ code: "bad-input" });
    expect(failed.error!.message).toContain(poisoned);

    copyFileSync(files[1]!, poisoned);
    const again = await submitted(config, [files[0]!, poisoned]);
    expect(again.files.map(({ path }) => path)).toEqual([poisoned]);
    expect(await mapAll(again, 1)).toEqual(["done"]);
    expect(statesOf(await reduceCampaign(again))).toEqual(["done"]);
  });

  it("that changed since it was submitted is refused by map and reduce", async () => {
    const config = configIn("changed");
    const path = join(directory, "changing_8.FLOW.hdf5");
    copyFileSync(files[0]!, path);
    const manifest = await submitted(config, [path]);
    await mapAll(manifest, 1);
    utimesSync(path, new Date(), new Date(1.6e12));
    for (const failed of [
      ...(await mapChunk(manifest, { number: 1, count: 1 })),
      ...(await reduceCampaign(manifest)),
    ]) {
      expect(failed.state).toBe("failed");
      expect(failed.error!.message).toMatch(/changed since it was submitted.*submit changing_8/);
    }
    rmSync(path);
    const [gone] = await reduceCampaign(manifest);
    expect(gone!.error).toMatchObject({ code: "not-found" });
  });

  it("is computed again where what its numbers depend on has changed", async () => {
    const config = configIn("status");
    const channelStatusFile = join(directory, "status.csv");
    const write = (code: number): void =>
      writeFileSync(channelStatusFile, `${Array(8).fill(code).join(",")}\n`.repeat(2));
    write(0);
    const manifest = await submitted({ ...config, channelStatusFile }, files.slice(0, 1));
    expect(await mapAll(manifest, 1)).toEqual(["done"]);
    write(1);
    expect(statesOf(await reduceCampaign(manifest))).toEqual(["failed"]);
    expect(await mapAll(manifest, 1)).toEqual(["done"]);
    expect(statesOf(await reduceCampaign(manifest))).toEqual(["done"]);
  });
});
