#!/usr/bin/env node
/**
 * What a watch costs that has nothing to do: time, CPU time and questions to the file system of the
 * first scan and of later ones over 100,000 finished files in 1,000 directories, and opening the ledger
 * of so many. Prints a table and writes it to bench-output/watch-bench.json.
 *
 * `--quick`: 200 files. `--output DIR`: elsewhere.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, output: { type: "string" } },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const output = options.output ?? join(root, "bench-output");
const [fileCount, directoryCount] = options.quick ? [200, 10] : [100_000, 1000];
const scratch = join(output, "watch");
const data = join(scratch, "data");

rmSync(scratch, { recursive: true, force: true });
placeFiles();
const ledger = join(scratch, "watch-ledger.jsonl");
const ledgerMB = statSync(ledger).size / 1e6;
const rows = await runScans();
rmSync(scratch, { recursive: true });

const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const result = { at: new Date().toISOString(), ...machine, fileCount, ledgerMB, rows };
writeFileSync(join(output, "watch-bench.json"), `${JSON.stringify(result, null, 2)}\n`);
printTable();

/** Empty files, a few levels deep, and the ledger that says of each that it is done. */
function placeFiles() {
  const lines = [];
  const perDirectory = fileCount / directoryCount;
  for (let i = 0; i < directoryCount; i++) {
    const directory = join(data, `${Math.floor(i / 30)}`, `${i}`);
    mkdirSync(directory, { recursive: true });
    for (let k = 0; k < perDirectory; k++) {
      const name = `mpd_run_data_2026_07_16_14_05_34_CST_${i}_p${k}.FLOW.hdf5`;
      const path = join(directory, name);
      writeFileSync(path, "");
      const seen = { path, sizeBytes: 0, mtimeMs: 1_784_200_000_000.123 };
      const entry = {
        ...seen,
        state: "done",
        tries: 1,
        atMs: 1_784_200_000_000,
        seconds: 1.234567,
      };
      lines.push(`${JSON.stringify(entry)}\n`);
    }
  }
  writeFileSync(join(scratch, "watch-ledger.jsonl"), lines.join(""));
}

async function runScans() {
  const runner = join(scratch, "runner.mjs");
  const entryPoints = [join(root, "test/bench/watch-runner.ts")];
  const how = { bundle: true, platform: "node", format: "esm", logLevel: "error" };
  await build({ entryPoints, outfile: runner, packages: "external", ...how });
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, data, scratch, "5"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function printTable() {
  console.log(
    `light-dqm watch: ${fileCount} finished files in ${directoryCount} directories, a ledger of ${ledgerMB.toFixed(1)} MB; ` +
      `Node ${process.version}, ${machine.cores} cores\n`,
  );
  console.log(
    "| | time, s | CPU time, s | stat | readdir | memory, MB |\n|---|---|---|---|---|---|",
  );
  for (const { what, seconds, cpuSeconds, stat, readdir, rssMB } of rows) {
    const columns = [what, seconds.toFixed(3), cpuSeconds.toFixed(3), stat, readdir];
    console.log(`| ${[...columns, rssMB.toFixed(0)].join(" | ")} |`);
  }
}
