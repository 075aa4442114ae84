#!/usr/bin/env node
/**
 * Whole-process time and peak memory of `light-dqm report`, several runs per case, and files a minute
 * of batches by the number of jobs, as tables and in bench-output/bench.json. Simulated files are kept in bench-output/ for the next time.
 *
 * `--quick`: two events, one run: only shows that the benchmark works. `--output DIR`: elsewhere.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
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

/** Batches: of each, one job and two take turns. */
const batches = options.quick
  ? [{ events: 2, files: 2, runs: 1 }]
  : [
      { events: 60, files: 30, runs: 3 },
      { events: 500, files: 6, runs: 3 },
    ];

mkdirSync(output, { recursive: true });
const cases = sizes.flatMap((size) => size.storage.map((storage) => measureCase(size, storage)));
const rates = batches.map(measureBatch);
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const result = {
  at: new Date().toISOString(),
  ...machine,
  memoryGB: totalmem() / 1e9,
  cases,
  rates,
};
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
    cpuSeconds: spread(measured.map(({ cpuSeconds }) => cpuSeconds)),
    peakMB: spread(measured.map(({ peakMB }) => peakMB)),
    phaseSeconds: mediansByPhase(measured.map(({ phases }) => phases)),
  };
}

/** A batch with one job and with two, in turn: the machine may have other work meanwhile. */
function measureBatch({ events, files, runs }) {
  const name = `dune-2x2-${files}-files-${events}-events`;
  const data = dirname(simulated(name, events, ["--detector", "dune-2x2"], files));
  const measured = { 1: [], 2: [] };
  for (let run = 0; run < runs; run++)
    for (const jobs of [1, 2]) measured[jobs].push(measureJobs(name, data, events, jobs));
  const byJobs = Object.entries(measured).map(([jobs, each]) => ({
    jobs: Number(jobs),
    filesPerMinute: spread(each.map(({ seconds }) => (60 * files) / seconds)),
    cpuSecondsPerFile: spread(each.map(({ cpuSeconds }) => cpuSeconds / files)),
    peakMB: spread(each.map(({ peakMB }) => peakMB)),
  }));
  return { events, files, runs, byJobs };
}

/** One batch in a process and a directory of its own. */
function measureJobs(name, data, events, jobs) {
  const { peakMB, cpuSeconds, seconds } = inScratch((scratch) => {
    const started = performance.now();
    lightDqm(
      [
        ...["report", data, "--output-dir", join(scratch, "report"), "--jobs", String(jobs)],
        ...["--max-evts", String(events), "--json"],
      ],
      ["--import", peakHook],
      { LIGHT_DQM_PEAK_FILE: join(scratch, "peak.json") },
    );
    return { seconds: (performance.now() - started) / 1000 };
  });
  console.error(
    `${name}, ${jobs} jobs: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU`,
  );
  return { peakMB, cpuSeconds, seconds };
}

/** Works in an empty directory; adds what the process left in `peak.json` there. */
function inScratch(work) {
  const scratch = join(output, "scratch");
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  const done = work(scratch);
  const { peakMB, cpuSeconds } = JSON.parse(readFileSync(join(scratch, "peak.json"), "utf8"));
  rmSync(scratch, { recursive: true });
  return { ...done, peakMB, cpuSeconds };
}

/** The case's first file, simulated unless an earlier run has left it. */
function simulated(name, events, layout, files = 1) {
  const directory = join(output, "data", name);
  if (!existsSync(join(directory, "complete"))) {
    console.error(`simulating ${name} …`);
    rmSync(directory, { recursive: true, force: true });
    const size = ["--files", String(files), "--events", String(events), "--seed", "1"];
    lightDqm(["simulate", directory, ...size, ...layout]);
    writeFileSync(join(directory, "complete"), "");
  }
  const found = readdirSync(directory).find((file) => file.endsWith(".hdf5"));
  return join(directory, found);
}

/** One report in a process and a directory of its own, of all events of the file. */
function measureReport(name, file, detector, events) {
  const { peakMB, cpuSeconds, seconds, outcome } = inScratch((scratch) => {
    const started = performance.now();
    const printed = lightDqm(
      [
        ...["report", file, "--output-dir", join(scratch, "report"), "--detector", detector],
        ...["--max-evts", String(events), "--json"],
      ],
      ["--import", peakHook],
      { LIGHT_DQM_PEAK_FILE: join(scratch, "peak.json") },
    );
    const [first] = JSON.parse(printed).files;
    return { seconds: (performance.now() - started) / 1000, outcome: first };
  });
  const phases = {
    ...outcome.phaseSeconds,
    "start and end of the process": seconds - outcome.seconds,
  };
  console.error(`${name}: ${seconds.toFixed(2)} s, ${peakMB.toFixed(0)} MB`);
  return { seconds, cpuSeconds, peakMB, phases };
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
    "| detector | events | samples | storage | runs | time min / median / max, s | CPU min / median / max, s | peak memory min / median / max, MB |",
  );
  console.log("|---|---|---|---|---|---|---|---|");
  for (const { detector, events, samples, storage, runs, ...measured } of cases) {
    const { seconds, cpuSeconds, peakMB } = measured;
    const figures = [inRow(seconds, 2), inRow(cpuSeconds, 2), inRow(peakMB, 0)];
    console.log(`| ${[detector, events, samples, storage, runs, ...figures].join(" | ")} |`);
  }
  printRates();
  const phases = [...new Set(cases.flatMap(({ phaseSeconds }) => Object.keys(phaseSeconds)))];
  console.log("\nWhere the seconds go, medians\n");
  console.log(`| detector | events | samples | storage | ${phases.join(" | ")} |`);
  console.log(`|---|---|---|---|${phases.map(() => "---|").join("")}`);
  for (const { detector, events, samples, storage, phaseSeconds } of cases) {
    const columns = phases.map((phase) => (phaseSeconds[phase] ?? 0).toFixed(2));
    console.log(`| ${[detector, events, samples, storage, ...columns].join(" | ")} |`);
  }
}

function printRates() {
  console.log("\nBatches, min / median / max\n");
  console.log("| events | files | jobs | files a minute | CPU a file, s | peak memory, MB |");
  console.log("|---|---|---|---|---|---|");
  for (const { events, files, byJobs } of rates)
    for (const { jobs, filesPerMinute, cpuSecondsPerFile, peakMB } of byJobs) {
      const figures = [inRow(filesPerMinute, 1), inRow(cpuSecondsPerFile, 2), inRow(peakMB, 0)];
      console.log(`| ${[events, files, jobs, ...figures].join(" | ")} |`);
    }
}

function inRow({ min, median, max }, digits) {
  return [min, median, max].map((value) => value.toFixed(digits)).join(" / ");
}
