/** `light-dqm map` as a program: killed in the middle; and `submit` where there is no Slurm. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { detectorOf } from "../packages/core/src/detector/index.js";
import { simulateFlowFile } from "../packages/core/src/flow/simulation/simulate-file.js";
import { listSummaries } from "../packages/core/src/store/store.js";
import { smallDescription } from "../packages/core/test/detector/small-description.js";
import { root } from "./run-node.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-killed-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const program = join(root, "packages/core/bin/light-dqm.mjs");
const detector = join(directory, "small.json");
const numbers = join(directory, "dqm/campaigns/numbers");
const fileCount = 8;

beforeAll(async () => {
  writeFileSync(detector, JSON.stringify(smallDescription()));
  mkdirSync(join(directory, "data"));
  for (let n = 0; n < fileCount; n++)
    await simulateFlowFile(join(directory, `data/run_7_${n}.FLOW.hdf5`), {
      ...{ eventCount: 100, sampleCount: 1000, seed: n, startMs: 1.7e12 + n * 6e4 },
      detector: detectorOf(detector),
    });
});

const lightDqm = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(process.execPath, [program, ...args], { cwd: directory, env, encoding: "utf8" });

const settings = ["--detector", detector, "--output-dir", "dqm"];
const wholeShards = (): string[] =>
  existsSync(numbers) ? readdirSync(numbers).filter((name) => /^\w+\.shard$/.test(name)) : [];

it("a map that is killed in the middle goes on from there, and leaves nothing half done", async () => {
  const { stdout } = lightDqm(["submit", "data", "--engine", "none", ...settings, "--json"]);
  const { manifest } = JSON.parse(stdout);
  const child = spawn(process.execPath, [program, "map", manifest], { stdio: "ignore" });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once("exit", (_, signal) => resolve(signal)),
  );
  while (wholeShards().length < 2) await sleep(2);
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  const before = wholeShards();
  expect(before.length).toBeLessThan(fileCount);
  // As a kill in the middle of a write leaves it.
  writeFileSync(join(numbers, `.${before[0]}.1-0.tmp`), "half");

  const again = lightDqm(["map", manifest]);
  expect(again.status, again.stderr).toBe(0);
  expect(again.stdout.match(/skipped, its numbers exist/g)).toHaveLength(before.length);
  expect(wholeShards()).toEqual(expect.arrayContaining(before));
  expect(wholeShards()).toHaveLength(fileCount);

  const reduced = lightDqm(["reduce", manifest]);
  expect(reduced.status, reduced.stderr).toBe(0);
  const stored = await listSummaries(join(directory, "dqm/store"));
  expect(new Set(stored.map(({ provenance }) => provenance!.input.name)).size).toBe(fileCount);
  expect(stored).toHaveLength(fileCount);
  expect(readdirSync(numbers)).toEqual([]);
});

it("a machine without Slurm is told so, and nothing is written", () => {
  const words = ["submit", "data", "--detector", detector, "--output-dir", "none"];
  const { status, stderr } = lightDqm(words, { ...process.env, PATH: directory });
  expect(status).toBe(1);
  expect(stderr).toMatch(/No Slurm on this machine.*expected sbatch and squeue.*--engine none/);
  expect(existsSync(join(directory, "none/campaigns"))).toBe(false);
});
