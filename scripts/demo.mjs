#!/usr/bin/env node
/**
 * The demonstration: simulates a run of three files with planted faults, reports each with the
 * built command line, runs the shift report of the last as a notebook, and says what was planted,
 * what was found, where it is and how long it took. Starts afresh each time: the contents of
 * demo-output, or of the given directory, are replaced.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const commandLine = join(root, "packages/core/dist/esm/cli.js");
const output = resolve(process.argv[2] ?? join(root, "demo-output"));
const [dataDir, reportDir] = [join(output, "data"), join(output, "report")];
const storeDir = join(output, "store");
const timings = [];

try {
  for (const directory of [dataDir, reportDir, storeDir])
    rmSync(directory, { recursive: true, force: true });
  const simulate = ["simulate", dataDir, "--files", "3", "--events", "60", "--seed", "1"];
  timed("simulate three files", () => lightDqm(simulate));
  for (const file of flowFiles()) {
    const report = ["report", file, "--output-dir", reportDir, "--store", storeDir, "--json"];
    const { files } = timed(`report ${basename(file)}`, () => JSON.parse(lightDqm(report)));
    compare(file, files[0]);
  }
  shiftReport(flowFiles().at(-1));
  closingWords();
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
}

/** Runs the command line; its progress and notes go to the terminal. @returns its stdout */
function lightDqm(args) {
  const shown = args.map((arg) => (arg.startsWith(root) ? relative(root, arg) : arg));
  console.log(`\n$ light-dqm ${shown.join(" ")}`);
  const { status, stdout } = spawnSync(process.execPath, [commandLine, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`light-dqm ${args[0]} ended with exit status ${status}`);
  return stdout;
}

/** The shift report of a file as a notebook and as PDF. */
function shiftReport(file) {
  const template = join(root, "notebooks/shift-report.ipynb");
  const parameters = [`input=${file}`, `store=${storeDir}`].flatMap((one) => ["-p", one]);
  const notebook = join(reportDir, "shift-report.ipynb");
  const args = ["notebook", "run", template, ...parameters, "--output", notebook, "--pdf"];
  timed("shift report as notebook and PDF", () => lightDqm(args));
}

function timed(step, action) {
  const started = performance.now();
  const result = action();
  timings.push([step, (performance.now() - started) / 1000]);
  return result;
}

function flowFiles() {
  const names = readdirSync(dataDir).filter((name) => name.endsWith(".FLOW.hdf5"));
  const inOrder = names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return inOrder.map((name) => join(dataDir, name));
}

/** Prints each planted fault with the checks that call its channels bad or warn. */
function compare(file, { headline, files }) {
  const truth = JSON.parse(readFileSync(file.replace(/\.FLOW\.hdf5$/, ".truth.json"), "utf8"));
  const documentFile = files.find((name) => name.endsWith(".light-dqm.json"));
  const { verdicts } = JSON.parse(readFileSync(documentFile, "utf8"));
  const flagged = verdicts.filter(({ state }) => state === "bad" || state === "warn");
  const explained = new Set();
  const rows = Object.entries(truth).map(([kind, where]) => {
    const channels = Array.isArray(where) && Array.isArray(where[0]) ? where : [];
    const hits = flagged.filter((one) =>
      channels.length > 0
        ? channels.some(([adc, channel]) => one.adc === adc && one.channel === channel)
        : kind === "missing-adc" && one.adc === where,
    );
    for (const hit of hits) explained.add(hit);
    const found = [...new Set(hits.map(({ check, state }) => `${check} ${state}`))].join(", ");
    return [kind, placeOf(kind, where), found || "not flagged by a check; see the report"];
  });
  console.log(`  ${headline}`);
  printTable([["planted", "where", "found"], ...rows]);
  const others = flagged.filter((one) => !explained.has(one)).length;
  if (others > 0) console.log(`  also found: ${others} more, in ${basename(documentFile)}`);
}

function placeOf(kind, where) {
  if (!Array.isArray(where)) return `ADC ${where}`;
  if (!Array.isArray(where[0]))
    return `${kind === "spark" ? "event" : ""} ${where.join(", ")}`.trim();
  const byAdc = new Map();
  for (const [adc, channel] of where) byAdc.set(adc, [...(byAdc.get(adc) ?? []), channel]);
  return [...byAdc].map(([adc, list]) => `ADC ${adc} channel ${list.join(" ")}`).join("; ");
}

function closingWords() {
  const seconds = timings.map(([step, time]) => [step, `${time.toFixed(1)} s`]);
  const total = timings.reduce((sum, [, time]) => sum + time, 0);
  console.log("\nTimes");
  printTable([...seconds, ["total", `${total.toFixed(1)} s`]]);
  console.log("\nWhere to find it");
  printTable([
    ["simulated files", relative(root, dataDir)],
    ["store of summaries", relative(root, storeDir)],
    ...readdirSync(reportDir)
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
      .map((name) => [nameOf(name), relative(root, join(reportDir, name))]),
  ]);
}

function nameOf(file) {
  const names = {
    "_main.pdf": "report",
    "shift-report.ipynb": "shift report (notebook)",
    "shift-report.pdf": "shift report",
    "_flatline.png": "flatline mask",
    "_baseline.png": "baseline mask",
    ".light-dqm.json": "report (JSON)",
  };
  return Object.entries(names).find(([ending]) => file.endsWith(ending))?.[1] ?? "";
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column]));
    console.log(`  ${cells.join("   ").trimEnd()}`);
  }
}
