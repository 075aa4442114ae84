#!/usr/bin/env node
/**
 * What a report costs against 20, 1,000, 10,000 and 100,000 earlier files, with what is known after
 * the report before: whole `light-dqm report` of a file of 60 events, and the comparison alone, each
 * in a cold process. Prints a table and writes it to bench-output/history-bench.json.
 *
 * `--sizes 20,1000`: other sizes. `--quick`: 2 events, 20 files. `--output DIR`: elsewhere.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundleRunner } from "./bundle-runner.mjs";

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "20,1000,10000,100000" },
    quick: { type: "boolean", default: false },
    output: { type: "string" },
  },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const here = join(root, "test/bench");
const output = options.output ?? join(root, "bench-output");
const sizes = options.quick ? [20] : options.sizes.split(",").map(Number);
const runsEach = options.quick ? 1 : 3;
const commandLine = join(root, "packages/core/dist/esm/cli.js");
const peakHook = pathToFileURL(join(here, "peak-memory.mjs")).href;
const peakFile = join(output, "history-peak.json");

mkdirSync(output, { recursive: true });
const runner = await bundleRunner("history-runner");
/** Of each way to judge: one before the first, and per run one of each kind. */
const filesOfWay = 1 + 2 * runsEach;
const files = simulated(2 * filesOfWay);
const rows = sizes.flatMap(measureSize);
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const result = { at: new Date().toISOString(), ...machine, rows };
writeFileSync(join(output, "history-bench.json"), `${JSON.stringify(result, null, 2)}\n`);
printTable();

function measureSize(fileCount) {
  const directory = join(output, "long-history");
  rmSync(directory, { recursive: true, force: true });
  const store = join(directory, "store");
  const own = [...files];
  console.error(`making ${fileCount} earlier files …`);
  run("make", { store, path: own[0], fileCount });
  const measured = [20, -1].map((ncomp) => {
    const [first] = own;
    run("remember", { store, path: first, ncomp });
    report(directory, own.shift(), ncomp);
    const [reports, comparisons] = [[], []];
    for (let n = 0; n < runsEach; n++) {
      reports.push(report(directory, own.shift(), ncomp));
      comparisons.push(JSON.parse(run("compare", { store, path: own.shift(), ncomp })));
    }
    for (const { readCount } of comparisons)
      if (readCount > 0) throw new Error(`${readCount} earlier files had to be read`);
    const row = { fileCount, ncomp, report: middle(reports), comparison: middle(comparisons) };
    console.error(JSON.stringify(row));
    return row;
  });
  rmSync(directory, { recursive: true });
  return measured;
}

function run(what, given) {
  return spawned([runner, what, JSON.stringify(given)]);
}

function report(directory, path, ncomp) {
  const started = performance.now();
  const printed = spawned(
    [
      ...["--import", peakHook, commandLine, "report", path, "--json"],
      ...["--output-dir", directory, "--store", join(directory, "store"), "--ncomp", String(ncomp)],
      ...["--compact-above", "0"],
    ],
    { LIGHT_DQM_PEAK_FILE: peakFile },
  );
  const whole = (performance.now() - started) / 1000;
  const [{ phaseSeconds, seconds }] = JSON.parse(printed).files;
  const { peakMB } = JSON.parse(readFileSync(peakFile, "utf8"));
  return { seconds: { ...phaseSeconds, "start and end": whole - seconds, whole }, peakMB };
}

function spawned(args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${args.join(" ")}: exit status ${status}\n${stderr}`);
  return stdout;
}

/** Medians of each figure. */
function middle(measured) {
  const of = (pick) => measured.map(pick).sort((a, b) => a - b)[measured.length >> 1];
  const names = Object.keys(measured[0].seconds);
  return {
    seconds: Object.fromEntries(names.map((name) => [name, of(({ seconds }) => seconds[name])])),
    peakMB: of(({ peakMB }) => peakMB),
  };
}

/** Files that follow each other, later than all that is made before them. */
function simulated(count) {
  const directory = join(output, "data", `history-${count}-files${options.quick ? "-quick" : ""}`);
  const made = () => readdirSync(directory).filter((name) => name.endsWith(".hdf5"));
  try {
    if (made().length === count) return inOrder(directory, made());
  } catch {
    // None yet.
  }
  console.error(`simulating ${count} files …`);
  rmSync(directory, { recursive: true, force: true });
  const events = options.quick ? "2" : "60";
  const size = ["--files", String(count), "--events", events, "--seed", "1"];
  spawned([commandLine, "simulate", directory, ...size]);
  return inOrder(directory, made());
}

function inOrder(directory, names) {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return names.sort(compare).map((name) => join(directory, name));
}

function printTable() {
  console.log(
    `a report of 60 events; medians of ${runsEach}; Node ${process.version}, ${machine.cores} cores`,
  );
  for (const [part, title] of [
    ["comparison", "the comparison alone, and writing the summary"],
    ["report", "whole reports"],
  ]) {
    const phases = Object.keys(rows[0][part].seconds);
    console.log(
      `\n| ${title}: earlier files | ncomp | ${phases.join(", s | ")}, s | peak memory, MB |`,
    );
    console.log(`|---|---|${phases.map(() => "---|").join("")}---|`);
    for (const {
      fileCount,
      ncomp,
      [part]: { seconds, peakMB },
    } of rows) {
      const columns = phases.map((phase) => seconds[phase].toFixed(3));
      console.log(`| ${[fileCount, ncomp, ...columns, peakMB.toFixed(0)].join(" | ")} |`);
    }
  }
}
