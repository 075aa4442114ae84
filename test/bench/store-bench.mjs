#!/usr/bin/env node
/**
 * Time and memory of a store with many files: the roll-up of the previous 20, one channel's trend,
 * SQL; with all files as single files, packed, and as reports leave a store, which pack it whenever it
 * holds more than `compact-above` single files: packed but for so many. And of re-evaluating a
 * part's files with a limit that needs references. Prints a table and writes it to
 * bench-output/store-bench.json.
 *
 * Files are copies of one real summary with other names and times, which are changed in the bytes of
 * its metadata; their numbers are the same. Parts beyond the first are made from a packed one the
 * same way, and share its table. `--files N` (default 10000), `--compacted N` (default 100000), `--output DIR`, `--quick`.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

const { values: options } = parseArgs({
  options: {
    files: { type: "string", default: "10000" },
    compacted: { type: "string", default: "100000" },
    quick: { type: "boolean", default: false },
    output: { type: "string" },
  },
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const core = await import("@light-dqm/core");
const output = options.output ?? join(root, "bench-output");
const looseCount = options.quick ? 40 : Number(options.files);
const perPart = options.quick ? 20 : 1000;
const partCount = options.quick ? 3 : Math.ceil(Number(options.compacted) / perPart);
const runsEach = options.quick ? 1 : 3;

const startMs = 1_700_000_000_000;
const stepMs = 600_000;
const firstRun = 1_000_000;
const template = await templateFile();
const rows = [];
let generation = 1;
/** As packs say where in the table a column is. */
const extentBytes = 12;

{
  const store = emptyStore("loose");
  writeLoose(store, looseCount, 0);
  measure(store, `${looseCount} single files`, looseCount, ["roll-up", "trend"]);
}
{
  const store = emptyStore("compacted");
  writeLoose(store, perPart, 0);
  const started = performance.now();
  await core.compactStore(store, { filesPerPart: perPart });
  const seconds = (performance.now() - started) / 1000;
  const bytesPerFile = Math.round(bytesIn(store) / perPart);
  rows.push({
    store: `${perPart} files`,
    question: "compaction",
    seconds: [seconds],
    bytesPerFile,
  });
  measure(store, `${perPart} files, packed`, perPart, ["rejudge"]);
  cloneParts(store, partCount - 1);
  const count = partCount * perPart;
  if (!options.quick) {
    manifestOf(store, looseCount / perPart);
    measure(store, `${looseCount} files, packed`, looseCount, ["roll-up", "trend", "sql"]);
    asReportsLeave(store, looseCount);
  }
  manifestOf(store, partCount);
  measure(store, `${count} files, packed`, count, ["roll-up", "trend", "sql"]);
  asReportsLeave(store, count);
}

/** With the most single files that reports leave. */
function asReportsLeave(store, count) {
  const loose = options.quick ? 5 : core.defaultConfig().compactAbove;
  writeLoose(store, loose, count);
  const name = `${count} files, packed, and ${loose} single files`;
  measure(store, name, count + loose, ["roll-up", "trend", "sql"]);
  rmSync(join(store, "summaries"), { recursive: true });
}

const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
mkdirSync(output, { recursive: true });
const result = { at: new Date().toISOString(), ...machine, rows };
writeFileSync(join(output, "store-bench.json"), `${JSON.stringify(result, null, 2)}\n`);
console.log(`store of summaries; Node ${process.version}, ${machine.cores} cores\n`);
console.log(
  "| store | question | first, s | then (median), s | peak memory, MB | bytes a file |\n|---|---|---|---|---|---|",
);
for (const { store, question, seconds, peakMB, bytesPerFile } of rows) {
  const [first, ...then] = seconds;
  const middle = then.sort((a, b) => a - b)[then.length >> 1]?.toFixed(3) ?? "";
  console.log(
    `| ${store} | ${question} | ${first.toFixed(3)} | ${middle} | ${peakMB?.toFixed(0) ?? ""} | ${bytesPerFile ?? ""} |`,
  );
}

/** Runs in a separate process: the first time as a command would, then again. */
function measure(store, name, count, questions) {
  for (const question of questions) {
    const code = `
      const core = await import("@light-dqm/core");
      const [store, runs, time] = ${JSON.stringify([store, runsEach, startMs + count * stepMs])};
      const current = await core.readSummary(${JSON.stringify(template.path)}, { spectra: false });
      current.input = { ...current.input, name: "now" };
      current.time = { firstMs: time, lastMs: time };
      const ask = {
        "roll-up": async () => core.rollUp(await core.earlierSummaries(store, current, 20), current).files.length,
        trend: async () =>
          (await core.readTrend(store, { quantity: "baseline" }, { adc: 2, channel: 13 })).files.length,
        rejudge: async () => {
          const after = { limits: { "baseline-shift": { minShiftAdc16: 150 } } };
          const how = { before: { limits: {} }, after, ncomp: 20, excludeBad: true };
          return (await core.rejudgeStore(store, how, { threads: ${cpus().length} })).files;
        },
        sql: async () =>
          (await core.querySummaries(store, "SELECT count(*), avg(noise_p50) FROM summaries WHERE adc = 2")).rows[0][0] / 64,
      }[${JSON.stringify(question)}];
      const seconds = [];
      let files;
      for (let run = 0; run <= runs; run++) {
        const started = performance.now();
        files = await ask();
        seconds.push((performance.now() - started) / 1000);
      }
      // Not maxRSS: on Linux a process inherits that of the one that started it.
      const { readFileSync } = await import("node:fs");
      const peakKiB = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
      console.log(JSON.stringify({ files, seconds, peakMB: peakKiB * 1024 / 1e6 }));`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", code],
      { cwd: root, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(stderr);
    const { files, ...measured } = JSON.parse(stdout);
    const expected = question === "roll-up" ? 20 : count;
    if (files !== expected) throw new Error(`${question}: ${files} files instead of ${expected}`);
    console.error(`${name}, ${question}: ${measured.seconds.map((s) => s.toFixed(3)).join(" ")} s`);
    rows.push({ store: name, question, ...measured });
  }
}

/** A summary of a sample, its histograms as wide as those of 500 events, and where to change it. */
async function templateFile() {
  const sample = join(root, "test/samples/mpd_run_demo_rctl_101.FLOW.hdf5");
  const summary = await core.summarizeFile(sample, core.defaultConfig(), null);
  const wide = (histogram, bins) =>
    histogram && {
      ...histogram,
      counts: Uint32Array.from({ length: bins }, (_, i) => 1 + ((7 * i) % 23)),
    };
  summary.baseline.histogram = summary.baseline.histogram.map((each) => wide(each, 60));
  summary.noise.histogram = summary.noise.histogram.map((each) => wide(each, 25));
  summary.selectedEvents = Array.from({ length: 500 }, (_, i) => 20 * i);
  summary.input = { ...summary.input, name: nameOf(0), run: firstRun, subRun: null };
  summary.time = { firstMs: startMs, lastMs: startMs + stepMs };
  const store = emptyStore("template");
  const path = await core.writeSummary(store, summary);
  return { path, bytes: readFileSync(path) };
}

/** The same file of another run. */
function fileOf(bytes, from, to) {
  const start = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  return Buffer.concat([bytes.subarray(0, start), footerOf(bytes.subarray(start), from, to)]);
}

/** Its footer: every changed text is as long as before. */
function footerOf(footer, from, to) {
  const changed = Buffer.from(footer);
  const texts = [
    [nameOf(from), nameOf(to)],
    [`"run":${firstRun + from}`, `"run":${firstRun + to}`],
    [`"firstMs":${startMs + from * stepMs}`, `"firstMs":${startMs + to * stepMs}`],
  ];
  for (const [was, is] of texts) {
    const at = changed.lastIndexOf(was);
    if (at < 0 || was.length !== is.length) throw new Error(`no "${was}" in the file`);
    changed.write(is, at, "latin1");
  }
  // With the checksum of what it is now; see `seal` in the store.
  const [text] = changed.toString("latin1").match(/pages [0-9a-f]{8} footer [0-9a-f]{8}/);
  const end = changed.lastIndexOf(text) + text.length;
  changed.write("00000000", end - 8, "latin1");
  changed.write(crc32(changed).toString(16).padStart(8, "0"), end - 8, "latin1");
  return changed;
}

/** Lists and manifests: a line, its checksum, twice. */
function sealed(content) {
  const line = JSON.stringify(content);
  return `${line}\n${crc32(line).toString(16).padStart(8, "0")}\n`.repeat(2);
}

/** Bytes of all files in a directory. */
function bytesIn(directory) {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  return names
    .filter((each) => each.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function nameOf(n) {
  return `bench_run_${firstRun + n}`;
}

function writeLoose(store, count, first) {
  for (let n = first; n < first + count; n++) {
    const directory = join(store, "summaries", `run=${firstRun + 10 * Math.floor(n / 10)}`);
    if (n % 10 === 0 || n === first) mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${nameOf(n)}.parquet`), fileOf(template.bytes, 0, n));
  }
}

/** Further parts with the files that follow; one table serves all of them. */
function cloneParts(store, count) {
  const directory = join(store, "compacted");
  const part = readdirSync(directory)
    .find((name) => name.endsWith(".pack"))
    .slice(0, -5);
  const pack = readFileSync(join(directory, `${part}.pack`));
  const list = readFileSync(join(directory, `${part}.json`), "utf8").split("\n")[0];
  const { version, files } = JSON.parse(list);
  for (let k = 1; k <= count; k++) {
    const name = `part-${k.toString(16).padStart(16, "0")}`;
    const shift = k * perPart;
    const moved = files.map(({ place, time, input, address }) => {
      const run = input.run + shift;
      const named = nameOf(run - firstRun);
      return {
        address: `${address.split("/")[0]}x${k}/${named}`,
        input: { ...input, name: named, run },
        time: { firstMs: time.firstMs + shift * stepMs, lastMs: time.lastMs + shift * stepMs },
        place: { ...place, part: name },
      };
    });
    linkSync(join(directory, `${part}.parquet`), join(directory, `${name}.parquet`));
    const isRead = k === count || k === looseCount / perPart - 1;
    if (isRead) {
      let offset = 0;
      const chunks = moved.map(({ place }, i) => {
        const { pages, where, footer } = unpacked(pack, place);
        const deflated = deflateRawSync(Buffer.concat([where, footerOf(footer, i, i + shift)]));
        const bytes = Buffer.concat([pages, deflated]);
        const checksum = crc32(bytes).toString(16).padStart(8, "0");
        const counts = { byteCount: bytes.length, footerByteCount: deflated.length };
        Object.assign(place, { offset, checksum, ...counts });
        offset += bytes.length;
        return bytes;
      });
      writeFileSync(join(directory, `${name}.pack`), Buffer.concat(chunks));
    }
    writeFileSync(join(directory, `${name}.json`), sealed({ version, files: moved }));
  }
}

/** What a pack holds of a file: pages that no table has, where the others are, and its footer. */
function unpacked(pack, { offset, byteCount, footerByteCount, tableColumns }) {
  const end = offset + byteCount;
  const last = inflateRawSync(pack.subarray(end - footerByteCount, end));
  return {
    pages: pack.subarray(offset, end - footerByteCount),
    where: last.subarray(0, extentBytes * tableColumns),
    footer: last.subarray(extentBytes * tableColumns),
  };
}

/** Makes the first parts those that count. */
function manifestOf(store, count) {
  const directory = join(store, "compacted");
  const names = readdirSync(directory)
    .filter((name) => /^part-.*\.json$/.test(name))
    .map((name) => name.slice(0, -5));
  const cloned = names.filter((name) => /^part-0000/.test(name)).sort();
  const parts = [...names.filter((name) => !cloned.includes(name)), ...cloned].slice(0, count);
  generation++;
  const manifest = {
    version: 3,
    generation,
    parts: parts.map((name) => ({ name, fileCount: perPart })),
  };
  const name = `manifest-${String(generation).padStart(8, "0")}.json`;
  writeFileSync(join(directory, name), sealed(manifest));
}

function emptyStore(name) {
  const store = join(output, "stores", name);
  if (existsSync(store)) rmSync(store, { recursive: true });
  mkdirSync(store, { recursive: true });
  return store;
}
