#!/usr/bin/env node
/**
 * The compute engine against NumPy and against reading the bytes: same machine, same files, warm
 * caches. All programs stay up and are asked in turn, twice each, so that what else the machine does
 * meets all of them; medians of the second times, as a table with ratios and in
 * bench-output/engine-bench.json.
 *
 *   node test/bench/engine-bench.mjs [--rounds 5] [--python PATH] [--output DIR] [--quick] [--huge]
 *
 * `--python` has numpy, scipy and h5py; without it the rows of NumPy are skipped. `--huge` also
 * reads a file of 50,000 events, which takes 51 GB while it is there.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleRunner } from "./bundle-runner.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    python: { type: "string" },
    output: { type: "string" },
    quick: { type: "boolean", default: false },
    huge: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const here = join(root, "test/bench");
const output = options.output ?? join(root, "bench-output");
const rounds = options.quick ? 1 : Number(options.rounds);
const events = options.quick ? 4 : 500;
const most = options.quick ? 8 : 2500;
const python = [options.python, join(root, ".venv/bin/python"), "python3"].find(hasNumpy);
const median = [0.5];
const three = [0.16, 0.5, 0.84];
/** Active channels of the detector that is simulated. */
const channels = 384;

mkdirSync(output, { recursive: true });
const runner = await bundleRunner("engine-runner");
const raw = simulated(events);
const gzip = simulated(events, { compressed: true });
const large = simulated(most);

const fast = (threads) => [process.execPath, runner, "fast", String(threads)];
const numpy = (program, ...args) => python && [python, join(here, program), ...args];
/** Name, how it is started, and the quantiles of the spectra that it makes. */
const programs = [
  ["engine, 1 thread, median", fast(1), median],
  ["engine, 2 threads, median", fast(2), median],
  ["engine, 1 thread", fast(1), three],
  ["engine, 2 threads", fast(2), three],
  ["plain engine", [process.execPath, runner, "plain"], three],
  ["NumPy tuned, partition", numpy("numpy_tuned.py"), three],
  ["NumPy tuned, sort", numpy("numpy_tuned.py", "sort"), three],
  ["NumPy tuned, sort, median", numpy("numpy_tuned.py", "sort"), median],
  ["NumPy straightforward", numpy("numpy_plain.py"), three],
  ["reading the bytes", numpy("read_floor.py"), three],
].filter(([, command]) => command);
/** Programs that are up, by command. */
const shared = new Map();

const result = {
  at: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGB: totalmem() / 1e9,
  rounds,
  events,
  loadAtStart: loadavg()[0],
  uncompressed: await compare(raw),
  gzip: await compare(gzip),
  lengths: await lengths(),
  linear: await linearity(),
  interrupt: await interruption(),
  huge: options.huge ? await huge() : null,
};
for (const { end } of shared.values()) end();
result.loadAtEnd = loadavg()[0];
writeFileSync(join(output, "engine-bench.json"), `${JSON.stringify(result, null, 2)}\n`);
print();

/** Asks all programs in turn, round by round, and compares their numbers. */
async function compare(path) {
  const running = programs.map(([name, command, probabilities]) => ({
    name,
    probabilities,
    program: start(command),
    answers: [],
  }));
  for (let round = 0; round < rounds; round++)
    for (const { program, probabilities, answers } of running) {
      const request = { path, maxEvts: events, probabilities };
      // The slowest row is not what the table is about.
      if (round > 2 && answers[0].seconds > 15) continue;
      // Caches hold what another program read last: what is counted is the second time in a row.
      const isWarm = options.quick || answers[0]?.seconds >= 5;
      if (!isWarm) await program.ask(request);
      answers.push(await program.ask(request));
    }
  for (const { program } of running) program.end();
  const rows = running.map(({ name, answers }) => ({
    name,
    seconds: middle(answers.map(({ seconds }) => seconds)),
    cpuSeconds: middle(answers.map(({ cpuSeconds }) => cpuSeconds)),
    fastest: Math.min(...answers.map(({ seconds }) => seconds)),
    first: answers[0].seconds,
    runs: answers.length,
    peakMiB: Math.max(...answers.map(({ peakMiB }) => peakMiB)),
    startMiB: answers[0].startMiB,
    check: answers[0].check,
  }));
  const reference = rows.find(({ name }) => name === "plain engine").check;
  for (const { name, check } of rows) if (check) expectSame(name, check, reference);
  return rows.map(({ check, ...row }) => row);
}

/**
 * Time per sample by samples of a waveform. One program reads the files in turn, so that what else
 * the machine does meets all of them, and what a round of it takes longer is not of the lengths:
 * ratios are medians of those within a round.
 */
async function lengths() {
  const sampleCounts = [1000, 600, 540, 500];
  const paths = sampleCounts.map((sampleCount) => simulated(events, { sampleCount }));
  const rows = [];
  for (const threads of [1, 2]) {
    const program = start(fast(threads));
    const nsPerSample = sampleCounts.map(() => []);
    for (let round = 0; round <= 2 * rounds; round++)
      for (const [i, path] of paths.entries()) {
        const request = { path, maxEvts: events, probabilities: three };
        const answer = await program.ask(request);
        // The first reads of a file and of the program warm up.
        if (round > 0)
          nsPerSample[i].push((1e9 * answer.seconds) / (events * channels * sampleCounts[i]));
      }
    program.end();
    for (const [i, samples] of sampleCounts.entries())
      rows.push({
        threads,
        samples,
        nsPerSample: middle(nsPerSample[i]),
        toThousand: middle(nsPerSample[i].map((each, round) => each / nsPerSample[0][round])),
      });
  }
  return rows;
}

/** Time against the number of events, and a straight line through it. */
async function linearity() {
  const program = start(fast(2));
  const points = [];
  for (const count of options.quick ? [2, 4, 8] : [100, 500, 2500]) {
    const answers = [];
    for (let round = 0; round <= rounds; round++)
      answers.push(await program.ask({ path: large, maxEvts: count, probabilities: three }));
    const seconds = middle(answers.slice(1).map((answer) => answer.seconds));
    const cpuSeconds = middle(answers.slice(1).map((answer) => answer.cpuSeconds));
    points.push({ events: count, seconds, cpuSeconds, peakMiB: answers.at(-1).peakMiB });
  }
  program.end();
  const bounded = start(fast(2));
  const little = { path: large, maxEvts: most, probabilities: three, memoryMiB: 64 };
  await bounded.ask(little);
  const answer = await bounded.ask(little);
  bounded.end();
  const n = points.length;
  const mean = (values) => values.reduce((a, b) => a + b, 0) / n;
  const [x, y] = [points.map((point) => point.events), points.map((point) => point.seconds)];
  const slope =
    mean(x.map((value, i) => (value - mean(x)) * (y[i] - mean(y)))) /
    mean(x.map((value) => (value - mean(x)) ** 2));
  const intercept = mean(y) - slope * mean(x);
  return { points, slope, intercept, budget64MiB: answer };
}

/** How long it takes until an interruption is heard, at several moments of a large run. */
async function interruption() {
  const program = start(fast(2));
  const seconds = [];
  for (const interruptAfterMs of options.quick ? [1] : [20, 100, 300, 500, 700, 1000]) {
    const request = { path: large, maxEvts: most, probabilities: three, interruptAfterMs };
    seconds.push((await program.ask(request)).seconds);
  }
  program.end();
  return { seconds, worst: Math.max(...seconds) };
}

/**
 * The small file's events over and over: how long and how much memory that takes, with spectra of
 * 500 of them and of all; every count must be the small file's times the repeats.
 */
async function huge() {
  const repeats = options.quick ? 10 : 100;
  const path = join(output, "data/huge.hdf5");
  const made = spawnSync(python, [join(here, "repeated_file.py"), raw, path, String(repeats)]);
  if (made.status !== 0) throw new Error(`repeated_file.py: ${made.stderr}`);
  const rows = [];
  try {
    const small = await once({ path: raw, maxEvts: events, probabilities: three });
    for (const spectrumEvents of [events, events * repeats]) {
      const request = { path, maxEvts: events * repeats, spectrumEvents, probabilities: three };
      const { check, ...answer } = await once(request);
      for (const key of ["clipped", "negative", "over"])
        if (check[key] !== repeats * small.check[key])
          throw new Error(`${key} is ${check[key]}, not ${repeats} times ${small.check[key]}`);
      rows.push({ events: events * repeats, spectrumEvents, ...answer });
    }
  } finally {
    rmSync(path, { force: true });
  }
  return rows;
}

/** One question to a process of its own, whose peak is that of this question alone. */
async function once(request) {
  const program = start(fast(2));
  const answer = await program.ask(request);
  program.end();
  return answer;
}

function expectSame(name, check, reference) {
  for (const [key, value] of Object.entries(reference))
    [check[key]].flat().forEach((got, i) => {
      const expected = [value].flat()[i];
      if (!(Math.abs(got - expected) <= 1e-4 * Math.abs(expected)))
        throw new Error(`${name}: ${key} is ${got}, not ${expected}`);
    });
}

/**
 * A program that answers each line with a line, in a process of its own; with `--quick` one process
 * answers all that ask for the same program, as its times and peak do not matter then.
 */
function start(command) {
  if (!options.quick) return started(command);
  const key = command.join(" ");
  const program = shared.get(key) ?? started(command);
  shared.set(key, program);
  return { ask: program.ask, end: () => {} };
}

function started([command, ...args]) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${[command, ...args].join(" ")} ended`);
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

/** A simulated file of so many events, kept for the next time. */
function simulated(count, { compressed = false, sampleCount = 1000 } = {}) {
  const ofSamples = sampleCount === 1000 ? "" : `-${sampleCount}-samples`;
  const name = `${count}-events${ofSamples}${compressed ? "-gzip" : ""}`;
  const directory = join(output, "data", name);
  if (!existsSync(join(directory, "complete"))) {
    console.error(`simulating ${name} …`);
    rmSync(directory, { recursive: true, force: true });
    const cli = join(root, "packages/core/dist/esm/cli.js");
    const size = ["--files", "1", "--events", String(count), "--seed", "1"];
    size.push("--samples", String(sampleCount));
    const args = [cli, "simulate", directory, ...size, ...(compressed ? ["--gzip"] : [])];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`light-dqm simulate: ${stderr}`);
    writeFileSync(join(directory, "complete"), "");
  }
  return join(
    directory,
    readdirSync(directory).find((file) => file.endsWith(".hdf5")),
  );
}

function hasNumpy(command) {
  if (!command) return false;
  return spawnSync(command, ["-c", "import numpy, scipy, h5py"]).status === 0;
}

function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return (sorted[Math.floor(at)] + sorted[Math.ceil(at)]) / 2;
}

function print() {
  const { loadAtStart, loadAtEnd } = result;
  console.log(
    `${events} events, medians of ${rounds} rounds; Node ${process.version}, ${result.cores} cores`,
  );
  console.log(
    `load of the machine: ${loadAtStart.toFixed(1)} before, ${loadAtEnd.toFixed(1)} after`,
  );
  for (const storage of ["uncompressed", "gzip"]) {
    const rows = result[storage];
    const own = rows.find(({ name }) => name === "engine, 2 threads").seconds;
    console.log(
      `\n| ${storage} | median s | fastest s | first s | CPU s | peak MiB | relative to "engine, 2 threads" |`,
    );
    console.log("|---|---|---|---|---|---|---|");
    for (const row of rows) {
      const times = [row.seconds, row.fastest, row.first, row.cpuSeconds].map((value) =>
        value.toFixed(3),
      );
      const columns = [
        row.name,
        ...times,
        row.peakMiB.toFixed(0),
        `${(row.seconds / own).toFixed(2)}×`,
      ];
      console.log(`| ${columns.join(" | ")} |`);
    }
  }
  console.log("\n| threads | samples of a waveform | ns a sample | relative to 1000 |");
  console.log("|---|---|---|---|");
  for (const { threads, samples, nsPerSample, toThousand } of result.lengths) {
    const columns = [threads, samples, nsPerSample.toFixed(2), `${toThousand.toFixed(2)}×`];
    console.log(`| ${columns.join(" | ")} |`);
  }
  const { points, slope, intercept, budget64MiB } = result.linear;
  console.log("\n| events | s | line | CPU s | peak MiB |\n|---|---|---|---|---|");
  for (const point of points) {
    const line = intercept + slope * point.events;
    const columns = [
      point.events,
      point.seconds.toFixed(3),
      line.toFixed(3),
      point.cpuSeconds.toFixed(3),
      point.peakMiB.toFixed(0),
    ];
    console.log(`| ${columns.join(" | ")} |`);
  }
  const { seconds, peakMiB, startMiB } = budget64MiB;
  console.log(
    `\n${most} events within a budget of 64 MiB: ${seconds.toFixed(2)} s, peak ${peakMiB.toFixed(0)} MiB, of them Node's start ${startMiB.toFixed(0)}`,
  );
  for (const row of result.huge ?? [])
    console.log(
      `${row.events} events, spectra of ${row.spectrumEvents}: ${row.seconds.toFixed(1)} s, CPU ${row.cpuSeconds.toFixed(1)} s, peak ${row.peakMiB.toFixed(0)} MiB`,
    );
  console.log(`interruptions take effect within ${(1000 * result.interrupt.worst).toFixed(0)} ms`);
}
