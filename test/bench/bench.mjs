#!/usr/bin/env node
/**
 * Whole-process time and peak memory of `light-dqm report`, several runs per case, as a table and
 * in bench-output/bench.json. Simulated files are kept in bench-output/ for the next time.
 *
 * `--quick`: two events, one run: only shows that the benchmark works. `--output DIR`: elsewhere.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, output: { type: "string" } },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const commandLine = join(root, "packages/core/dist/esm/cli.js");
const peakHook = pathToFileURL(join(root, "test/bench/peak-memory.mjs")).href;
const output = options.output ?? join(root, "bench-output");
const dune2x2 = { detector: "dune-2x2", samples: 1000, storage: ["uncompressed", "gzip"] };
const sizes = options.quick
  ? [{ ...dune2x2, events: 2, runs: 1 }]
  : [
      { ...dune2x2, events: 12, runs: 5 },
      { ...dune2x2, events: 500, runs: 3 },
      { ...dune2x2, events: 500, samples: 600, runs: 3 },
      {
        ...dune2x2,
        detector: "ndlar",
        events: 100,
        samples: 600,
        storage: ["uncompressed"],
        runs: 3,
      },
    ];

mkdirSync(output, { recursive: true });
const cases = sizes.flatMap((size) => size.storage.map((storage) => measureCase(size, storage)));
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const result = { at: new Date().toISOString(), ...machine, memoryGB: totalmem() / 1e9, cases };
writeFileSync(join(output, "bench.json"), `${JSON.stringify(result, null, 2)}\n`);
printTable();

function measureCase({ detector, events, samples, runs }, storage) {
  const name = `${detector}-${events}-events-${samples}-samples-${storage}`;
  const layout = ["--detector", detector, "--samples", String(samples)];
  if (storage === "gzip") layout.push("--gzip");
  const file = simulated(name, events, layout);
  const measured = [];
  for (let run = 0; run < runs; run++) measured.push(measureReport(name, file, detector, events));
  return {
    detector,
    events,
    samples,
    storage,
    runs,
    seconds: spread(measured.map(({ seconds }) => seconds)),
    peakMB: spread(measured.map(({ peakMB }) => peakMB)),
    phaseSeconds: mediansByPhase(measured.map(({ phases }) => phases)),
  };
}

/** The case's file, simulated unless an earlier run has left it. */
function simulated(name, events, layout) {
  const directory = join(output, "data", name);
  if (!existsSync(join(directory, "complete"))) {
    console.error(`simulating ${name} …`);
    rmSync(directory, { recursive: true, force: true });
    const size = ["--files", "1", "--events", String(events), "--seed", "1"];
    lightDqm(["simulate", directory, ...size, ...layout]);
    writeFileSync(join(directory, "complete"), "");
  }
  const found = readdirSync(directory).find((file) => file.endsWith(".hdf5"));
  return join(directory, found);
}

/** One report in a process and a directory of its own, of all events of the file. */
function measureReport(name, file, detector, events) {
  const scratch = join(output, "scratch");
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  const peakFile = join(scratch, "peak.json");
  const started = performance.now();
  const reportDir = join(scratch, "report");
  const printed = lightDqm(
    [
      ...["report", file, "--output-dir", reportDir, "--detector", detector],
      ...["--max-evts", String(events), "--json"],
    ],
    ["--import", peakHook],
    { LIGHT_DQM_PEAK_FILE: peakFile },
  );
  const seconds = (performance.now() - started) / 1000;
  const [outcome] = JSON.parse(printed).files;
  const phases = {
    ...outcome.phaseSeconds,
    "start and end of the process": seconds - outcome.seconds,
  };
  const { peakMB } = JSON.parse(readFileSync(peakFile, "utf8"));
  rmSync(scratch, { recursive: true });
  console.error(`${name}: ${seconds.toFixed(2)} s, ${peakMB.toFixed(0)} MB`);
  return { seconds, peakMB, phases };
}

function lightDqm(args, nodeArgs = [], env = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeArgs, commandLine, ...args],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 26,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  if (status !== 0) throw new Error(`light-dqm ${args[0]}: exit status ${status}\n${stderr}`);
  return stdout;
}

function mediansByPhase(runs) {
  const phases = Object.keys(runs[0]);
  return Object.fromEntries(
    phases.map((phase) => [phase, spread(runs.map((run) => run[phase])).median]),
  );
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

function printTable() {
  console.log(`light-dqm report, whole process; Node ${process.version}, ${machine.cores} cores\n`);
  console.log(
    "| detector | events | samples | storage | runs | time min / median / max, s | peak memory min / median / max, MB |",
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const { detector, events, samples, storage, runs, seconds, peakMB } of cases) {
    const columns = [detector, events, samples, storage, runs, inRow(seconds, 2), inRow(peakMB, 0)];
    console.log(`| ${columns.join(" | ")} |`);
  }
  const phases = [...new Set(cases.flatMap(({ phaseSeconds }) => Object.keys(phaseSeconds)))];
  console.log("\nWhere the seconds go, medians\n");
  console.log(`| detector | events | samples | storage | ${phases.join(" | ")} |`);
  console.log(`|---|---|---|---|${phases.map(() => "---|").join("")}`);
  for (const { detector, events, samples, storage, phaseSeconds } of cases) {
    const columns = phases.map((phase) => (phaseSeconds[phase] ?? 0).toFixed(2));
    console.log(`| ${[detector, events, samples, storage, ...columns].join(" | ")} |`);
  }
}

function inRow({ min, median, max }, digits) {
  return [min, median, max].map((value) => value.toFixed(digits)).join(" / ");
}
