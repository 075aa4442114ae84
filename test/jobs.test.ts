import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, runNode } from "./run-node.js";

const program = join(root, "packages/core/dist/esm/cli.js");
const directory = mkdtempSync(join(tmpdir(), "light-dqm-jobs-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// The same time in all threads of all processes: it stands in what is written.
const clock = join(directory, "clock.mjs");
writeFileSync(clock, "Date.now = () => 1.8e12;\n");
const nodeArgs = ["--import", pathToFileURL(clock).href, program];

interface Ran {
  status: number | null;
  out: string;
  err: string;
}

/** @param onLine called with what was said on stderr so far */
function lightDqm(args: readonly string[], onLine?: (err: string, stop: () => void) => void) {
  // By the environment, as threads are started without the arguments of their process.
  const env = { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(clock).href}` };
  return new Promise<Ran>((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: directory, env });
    const said = { out: "", err: "" };
    child.stdout.on("data", (data) => void (said.out += data));
    child.stderr.on("data", (data) => {
      said.err += data;
      onLine?.(said.err, () => child.kill("SIGINT"));
    });
    child.on("error", reject).on("close", (status) => resolve({ status, ...said }));
  });
}

const filesIn = (path: string): string[] =>
  readdirSync(join(directory, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, path).length + 1))
    .sort();

/** Without the times of documents on the disk, which the index of runs keeps, and what is made of them. */
function bytesOf(path: string): Buffer {
  const bytes = readFileSync(join(directory, path));
  if (!/index-data\/(manifest|runs-)/.test(path)) return bytes;
  const text = String(bytes).replace(/madeOf\\":\[[\d.]+|stamp\\":\\"[0-9a-f]+/g, "");
  return Buffer.from(text);
}

const run = "run";
const bad = join(run, "sim_run_rctl_500_p2_bad.FLOW.hdf5");
const few = ["--max-evts", "8"];

beforeAll(() => {
  const size = ["--files", "4", "--events", "4", "--samples", "100", "--seed", "5"];
  expect(runNode([...nodeArgs, "simulate", join(directory, run), ...size]).status).toBe(0);
  writeFileSync(join(directory, bad), "no HDF5");
});

/** Reports into `out`, which is then moved away. */
async function report(jobs: number, name: string, input = run): Promise<Ran> {
  const to = ["--output-dir", "out", "--jobs", String(jobs)];
  const ran = await lightDqm(["report", input, ...to, ...few]);
  renameSync(join(directory, "out"), join(directory, name));
  return ran;
}

const withoutSeconds = (text: string): string => text.replace(/ in (\d+ min )?[\d.]+ s\b/g, "");

test("two jobs write the same bytes and say the same in the same order as one, also of a bad file and a rerun", async () => {
  const one = await report(1, "one");
  const two = await report(2, "two");
  expect(one.status).toBe(1);
  expect(one.out.match(/^sim_run_rctl_500_p\d\S*: done/gm)).toHaveLength(4);
  expect(one.err).toContain("p2_bad");
  expect([two.status, withoutSeconds(two.out), two.err]).toEqual([
    ...[1, withoutSeconds(one.out), one.err],
  ]);
  expect(filesIn("two")).toEqual(filesIn("one"));
  // What is known after each file is named for all that it rests on; V8 writes one number in several ways.
  for (const file of filesIn("one").filter((name) => !name.startsWith("store/memory/")))
    expect(bytesOf(join("two", file)).equals(bytesOf(join("one", file))), file).toBe(true);

  renameSync(join(directory, "two"), join(directory, "out"));
  rmSync(join(directory, "out", "sim_run_rctl_500_p3_light_dqm_main.pdf"));
  const again = await report(2, "two");
  expect(again.out.match(/^sim_run_rctl_500_p\d\S*: (skipped|done)/gm)).toEqual(
    ["p1: skipped", "p2: skipped", "p3: done", "p4: skipped"].map((each) =>
      `sim_run_rctl_500_${each}`.replace(":", ".FLOW.hdf5:"),
    ),
  );
  expect(filesIn("two")).toEqual(filesIn("one"));
}, 300_000);

test("a single file that is drawn while its summary is stored is written as by one thread", async () => {
  const file = join(run, "sim_run_rctl_500_p3.FLOW.hdf5");
  const [one, two] = [await report(1, "alone", file), await report(2, "beside", file)];
  expect([two.status, withoutSeconds(two.out), two.err]).toEqual([
    ...[0, withoutSeconds(one.out), one.err],
  ]);
  expect(filesIn("beside")).toEqual(filesIn("alone"));
  for (const name of filesIn("alone").filter((each) => !each.startsWith("store/memory/")))
    expect(bytesOf(join("beside", name)).equals(bytesOf(join("alone", name))), name).toBe(true);
}, 300_000);

test("interrupted, two jobs leave no half-written file, and no report or summary without the other", async () => {
  const args = ["report", run, "--output-dir", "stopped", "--jobs", "2", ...few];
  let isStopped = false;
  const { status, err } = await lightDqm(args, (said, stop) => {
    if (isStopped || !said.includes("2 of 5")) return;
    isStopped = true;
    stop();
  });
  expect(status).toBe(130);
  expect(err).not.toContain("    at ");
  const left = filesIn("stopped");
  expect(left.filter((file) => file.endsWith(".tmp"))).toEqual([]);
  const reports = left.filter((file) => file.endsWith(".light-dqm.json"));
  const summaries = left.filter((file) => /summaries\/.*\.parquet$/.test(file));
  expect(summaries).toHaveLength(reports.length);
  expect(reports.length).toBeGreaterThan(0);
  for (const document of reports) {
    const { files } = JSON.parse(readFileSync(join(directory, "stopped", document), "utf8"));
    expect(left).toEqual(expect.arrayContaining(files));
  }
}, 300_000);
