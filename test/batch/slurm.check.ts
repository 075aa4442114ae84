import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detectorOf } from "../../packages/core/src/detector/index.js";
import { simulateFlowFile } from "../../packages/core/src/flow/simulation/simulate-file.js";
import { listSummaries } from "../../packages/core/src/store/store.js";
import { smallDescription } from "../../packages/core/test/detector/small-description.js";
import { root } from "../run-node.js";
import { processes, type SlurmCluster, startSlurm, until } from "./slurm-cluster.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-slurm-"));
const data = join(directory, "data");
const output = join(directory, "dqm");
const detector = join(directory, "small.json");
const fileCount = 60;
const nameOf = (n: number): string => `run_7_${String(n).padStart(2, "0")}.FLOW.hdf5`;
const poisoned = join(data, nameOf(59));
const good = join(directory, "good.hdf5");

let cluster: SlurmCluster;
beforeAll(async () => {
  mkdirSync(data);
  writeFileSync(detector, JSON.stringify(smallDescription()));
  for (let n = 1; n <= fileCount; n++)
    await simulateFlowFile(join(data, nameOf(n)), {
      ...{ eventCount: 20, sampleCount: 200, seed: n, startMs: 1.7e12 + n * 6e4 },
      detector: detectorOf(detector),
    });
  copyFileSync(poisoned, good);
  writeFileSync(poisoned, readFileSync(good).subarray(0, 3000));
  const slurm = join(directory, "slurm");
  mkdirSync(slurm);
  cluster = await startSlurm(slurm);
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

function lightDqm(...args: string[]): Ended {
  const program = join(root, "packages/core/bin/light-dqm.mjs");
  return spawnSync(process.execPath, [program, ...args], { env: cluster.env, encoding: "utf8" });
}

const submit = (...args: string[]): Ended =>
  lightDqm("submit", data, "--output-dir", output, "--detector", detector, ...args);

const status = (): { campaigns: { counts: Record<string, number>; jobs: unknown[] }[] } =>
  JSON.parse(lightDqm("status", output, "--json").stdout);

/** What Slurm says of a job, or of a task of an array. */
const jobText = (id: string): string => cluster.ask("scontrol", "show", "job", "--oneliner", id);

const queue = (): string => cluster.ask("squeue", "--noheader", "--format=%i %T %R").trim();

/** A map that runs on a node: its process, and the number of its task. */
function mapOn(node: string): { pid: number; task: string } | null {
  for (const [pid, environment] of processes()) {
    if (!environment.includes(`SLURM_CONF=${cluster.env.SLURM_CONF}\0`)) continue;
    if (!environment.includes(`SLURMD_NODENAME=${node}\0`)) continue;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const task = /^SLURM_ARRAY_TASK_ID=(\d+)$/m.exec(environment.replaceAll("\0", "\n"))?.[1];
    if (task !== undefined && command.includes("map")) return { pid, task };
  }
  return null;
}

const campaignIds = (): string[] =>
  readdirSync(join(output, "campaigns")).filter((name) => /^[0-9a-f]{12}$/.test(name));

function logsOf(id: string, name: string): string {
  const logs = join(output, "campaigns", id, "logs");
  const own = readdirSync(logs).filter((each) => each.startsWith(name));
  return own.map((each) => readFileSync(join(logs, each), "utf8")).join("");
}

const storedNames = async (): Promise<string[]> =>
  (await listSummaries(join(output, "store"))).map(({ provenance }) => provenance!.input.name);

describe("a campaign of 60 files in a real Slurm, the 59th of them torn", () => {
  const ids: string[] = [];
  let submitted: { manifest: string; jobs: { map: string; reduce: string } };
  let killed: { pid: number; task: string };

  it("is submitted as one array and a reduce after it, with the flags that were given", () => {
    const flags = ["--files-per-task", "10", "--sbatch", "--comment='of night shift' -J light"];
    const { status: ended, stdout, stderr } = submit(...flags, "--json");
    expect(ended, stderr).toBe(0);
    submitted = JSON.parse(stdout);
    ids.push(...campaignIds());
    expect(ids).toHaveLength(1);
    expect(submitted).toMatchObject({
      done: 0,
      left: 60,
      chunkCount: 6,
      chunks: [1, 2, 3, 4, 5, 6],
    });
    expect(readdirSync(join(output, "campaigns", ids[0]!))).toContain("manifest.json");
    for (const id of Object.values(submitted.jobs)) {
      expect(jobText(id)).toContain("Comment=of night shift");
      expect(jobText(id)).toContain("Requeue=1");
    }
    expect(jobText(submitted.jobs.reduce)).toContain(`afterany:${submitted.jobs.map}_*`);
  });

  it("is not submitted twice while it runs", () => {
    const { status: ended, stdout } = submit();
    expect([ended, stdout]).toEqual([
      ...[0, "60 files: 0 done, 60 in a running campaign: nothing to do\n"],
    ]);
    expect(campaignIds()).toEqual(ids);
  });

  it("survives a node that dies in the middle of a task, and a new controller", async () => {
    await until("a map runs on the second node", () => mapOn("n2") !== null);
    killed = mapOn("n2")!;
    // It shall not end before the node does.
    process.kill(killed.pid, "SIGSTOP");
    const { stdout } = lightDqm("status", output);
    expect(stdout).toMatch(new RegExp(`Slurm: running: chunks? .*\\b${killed.task}\\b`));
    await cluster.restartController();
    cluster.killNode("n2");
    await until("the task is queued again, or runs on the other node", () =>
      /Restarts=[1-9]/.test(jobText(`${submitted.jobs.map}_${killed.task}`)),
    );
    cluster.startNode("n2");
    await until("all jobs have ended", () => queue() === "");
    expect(logsOf(ids[0]!, `map-${submitted.jobs.map}_${killed.task}.`)).toContain("numbers");
  });

  it("ends red, with the name of the torn file alone and the reason", async () => {
    expect(jobText(submitted.jobs.reduce)).toMatch(/JobState=FAILED.*ExitCode=1:0/);
    const log = logsOf(ids[0]!, "reduce-");
    expect(log).toMatch(/^60 files: 59 done, 1 failed, in /m);
    expect(log.match(/light-dqm: error: .*/g)).toEqual([expect.stringContaining(poisoned)]);
    expect((await storedNames()).sort()).toEqual(
      Array.from({ length: fileCount }, (_, i) => nameOf(i + 1)).filter(
        (name) => name !== nameOf(59),
      ),
    );
    const { counts, jobs } = status().campaigns[0]!;
    expect([counts, jobs]).toEqual([{ done: 59, computed: 0, failed: 1, missing: 0 }, []]);
    const told = lightDqm("status", submitted.manifest);
    expect(told.status).toBe(1);
    expect(told.stdout).toContain(`${basename(poisoned)}: `);
  });

  it("is submitted again for what is missing alone, and ends green when that is repaired", async () => {
    copyFileSync(good, poisoned);
    const { status: ended, stdout, stderr } = submit("--json");
    expect(ended, stderr).toBe(0);
    const again = JSON.parse(stdout);
    expect(again).toMatchObject({ done: 59, left: 1, chunkCount: 1 });
    await until("all jobs have ended", () => queue() === "");
    expect(jobText(again.jobs.reduce)).toMatch(/JobState=COMPLETED.*ExitCode=0:0/);
    const names = await storedNames();
    expect(names).toHaveLength(fileCount);
    expect(new Set(names).size).toBe(fileCount);
    expect(readdirSync(output).filter((name) => name.endsWith("_main.pdf"))).toHaveLength(
      fileCount,
    );
    expect(readdirSync(join(output, "campaigns/numbers"))).toHaveLength(1);
  });

  it("is then nothing to do", () => {
    const { status: ended, stdout } = submit();
    expect([ended, stdout]).toEqual([0, "60 files: 60 done: nothing to do\n"]);
    expect(queue()).toBe("");
  });

  it("is what the lines of docs/campaigns.md make", async () => {
    const page = readFileSync(join(root, "docs/campaigns.md"), "utf8");
    const lines = page.split("\n## ")[1]!.match(/^light-dqm .*$/gm)!;
    expect(lines).toHaveLength(2);
    const cwd = join(directory, "page");
    mkdirSync(join(cwd, "data"), { recursive: true });
    copyFileSync(good, join(cwd, "data", nameOf(1)));
    const path = `${join(root, "node_modules/.bin")}:${cluster.env.PATH}`;
    const sh = (line: string): Ended =>
      spawnSync("sh", ["-c", line], { cwd, env: { ...cluster.env, PATH: path }, encoding: "utf8" });
    const submitted = sh(`${lines[0]} --detector ${detector}`);
    expect(submitted.status, submitted.stderr).toBe(0);
    expect(submitted.stdout).toMatch(/^1 file: 0 done, 1 to do$/m);
    const [, job] = /^reduce: job (\d+), after job \d+$/m.exec(submitted.stdout)!;
    expect(jobText(job!)).toMatch(/Account=dune .*TimeLimit=00:30:00/);
    await until("all jobs have ended", () => queue() === "");
    const told = sh(lines[1]!);
    expect([told.status, told.stdout]).toEqual([0, expect.stringContaining("  1 file: 1 done\n")]);
  });

  it("says what Slurm refuses, and leaves no job behind", () => {
    const other = [
      "submit",
      good,
      "--output-dir",
      join(directory, "refused"),
      "--detector",
      detector,
    ];
    const { status: ended, stderr } = lightDqm(...other, "--sbatch", "--partition=nowhere");
    expect(ended).toBe(1);
    expect(stderr).toMatch(/Slurm refused.*invalid partition/i);
    expect(queue()).toBe("");
  });
});
