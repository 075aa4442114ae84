#!/usr/bin/env node
/**
 * What map and reduce cost more than one machine: the same files by `light-dqm report`, and by submit,
 * the map tasks that it makes unless told otherwise, and reduce. CPU time of all processes, the best of
 * two rounds, as a table and in bench-output/campaign-bench.json. Aim: at most 10 % more at 500 events a file.
 *
 * `--quick`: files of two events: only shows that the benchmark works. `--output DIR`: elsewhere.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, output: { type: "string" } },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const output = options.output ?? join(root, "bench-output");
const [files, events, samples] = options.quick ? [2, 2, 100] : [6, 500, 600];
const scratch = join(output, "scratch");

rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
const data = simulated();
const rounds = Array.from({ length: options.quick ? 1 : 2 }, measureRound);
const rows = rounds[0].map((row, i) => {
  const best = (key) => Math.min(...rounds.map((round) => round[i][key]));
  return { name: row.name, cpuSeconds: best("cpuSeconds"), seconds: best("seconds") };
});
const [one, ...steps] = rows;
const cpuSeconds = steps.reduce((sum, step) => sum + step.cpuSeconds, 0);
const overhead = cpuSeconds / one.cpuSeconds - 1;
const result = { files, events, samples, steps: rows, overhead };
writeFileSync(join(output, "campaign-bench.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(`\nMap and reduce of ${files} files of ${events} events, ${samples} samples\n`);
console.log("| step | CPU time, s | time, s |\n|---|---|---|");
for (const { name, cpuSeconds: cpu, seconds } of rows)
  console.log(`| ${name} | ${cpu.toFixed(2)} | ${seconds.toFixed(2)} |`);
console.log(
  `\noverhead of map and reduce: ${(overhead * 100).toFixed(1)} % of the CPU time of one machine`,
);
rmSync(scratch, { recursive: true });

/** The same files on one machine, and as a campaign. */
function measureRound() {
  const many = join(scratch, "many");
  for (const name of ["one", "many"]) rmSync(join(scratch, name), { recursive: true, force: true });
  const report = step("report", "report", data, "--output-dir", join(scratch, "one"));
  const submit = step("submit", "submit", data, "--output-dir", many, "--engine", "none", "--json");
  const { manifest, chunkCount, chunks } = JSON.parse(submit.printed);
  const maps = chunks.map((number) => `${number}/${chunkCount}`);
  return [
    ...[report, submit],
    ...maps.map((chunk) => step(`map ${chunk}`, "map", manifest, "--chunk", chunk)),
    step("reduce", "reduce", manifest),
  ];
}

/** The run, simulated unless an earlier benchmark has left it. */
function simulated() {
  const directory = join(output, "data", `campaign-${files}-files-${events}-events`);
  if (!existsSync(join(directory, "complete"))) {
    rmSync(directory, { recursive: true, force: true });
    const size = ["--files", files, "--events", events, "--samples", samples].map(String);
    step("simulate", "simulate", directory, ...size);
    writeFileSync(join(directory, "complete"), "");
  }
  return directory;
}

/** One command in a process of its own. */
function step(name, ...args) {
  const cpuFile = join(scratch, "cpu.json");
  const hook = pathToFileURL(join(root, "test/bench/cpu-time.mjs")).href;
  const program = join(root, "packages/core/dist/esm/cli.js");
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", hook, program, ...args],
    { env: { ...process.env, LIGHT_DQM_CPU_FILE: cpuFile }, encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`light-dqm ${args[0]}: exit status ${status}\n${stderr}`);
  const seconds = (performance.now() - started) / 1000;
  return { name, seconds, ...JSON.parse(readFileSync(cpuFile, "utf8")), printed: stdout };
}
