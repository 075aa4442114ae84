#!/usr/bin/env node
/**
 * What a change of the code changes in what users get: reports the same files with two built
 * checkouts and compares numbers (every column of the store, spectra), verdicts, documents, figures
 * (as SVG) and pictures, byte by byte. For refactorings, where nothing may differ:
 *
 *   node scripts/compare-checkouts.mjs ../before . test/samples
 *
 * Prints one line per kind of output, the differences with their place, and ends with status 1 where
 * there are any. Times of processing and paths are ignored.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [before, after, ...inputs] = process.argv.slice(2).map((path) => resolve(path));
if (!after || inputs.length === 0)
  throw new Error("usage: compare-checkouts.mjs BEFORE AFTER FLOW-FILE-OR-DIRECTORY...");
const scratch = mkdtempSync(join(tmpdir(), "light-dqm-compare-"));
const data = join(scratch, "data");
mkdirSync(data);
for (const input of inputs)
  cpSync(input, input.endsWith(".hdf5") ? join(data, basename(input)) : data, { recursive: true });

const outputs = [await outputOf(before, "before"), await outputOf(after, "after")];
rmSync(scratch, { recursive: true });
for (const kind of Object.keys(outputs[0])) {
  const [was, is] = outputs.map((output) => output[kind]);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const differing = names.filter((name) => was[name] !== is[name]);
  console.log(`${kind}: ${names.length - differing.length} of ${names.length} equal`);
  for (const name of differing)
    console.log(
      `  ${name}: ${!(name in was) ? "new" : !(name in is) ? "gone" : firstDifference(was[name], is[name])}`,
    );
  if (differing.length > 0) process.exitCode = 1;
}

/** What a checkout makes of the data, as texts by kind and name. */
async function outputOf(checkout, name) {
  const command = join(checkout, "packages/core/dist/esm/cli.js");
  const output = join(scratch, name);
  const run = (...args) => {
    const options = { cwd: scratch, encoding: "utf8", maxBuffer: 2 ** 30 };
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], options);
    if (status !== 0) throw new Error(`light-dqm ${args.join(" ")}: ${stderr}`);
    return stdout;
  };
  run("report", data, "--output-dir", output);
  const store = join(output, "store");
  const rows = JSON.parse(
    run(
      "history",
      "sql",
      "--store",
      store,
      "--json",
      "SELECT * FROM summaries ORDER BY file, adc, channel",
    ),
  );
  const columns = {};
  const names = rows.columns ?? Object.keys(rows[0]);
  names.forEach((column, i) => {
    columns[column] = JSON.stringify((rows.rows ?? rows).map((row) => row[i] ?? row[column]));
  });
  const core = await import(pathToFileURL(join(checkout, "packages/core/dist/esm/index.js")).href);
  const [verdicts, documents, figures, pictures, arrays] = [{}, {}, {}, {}, {}];
  for (const entry of readdirSync(output, { recursive: true })) {
    const path = join(output, entry);
    if (entry.endsWith(".png")) pictures[entry] = hash(readFileSync(path));
    if (entry.endsWith(".npz")) arrays[basename(entry)] = hash(readFileSync(path));
    if (!entry.endsWith(".light-dqm.json")) continue;
    const document = JSON.parse(
      readFileSync(path, "utf8").replaceAll(output, "").replaceAll(scratch, ""),
    );
    for (const { bookmark, payload } of document.figures) {
      const options = { theme: "light", marks: "plain", widthPx: 800, heightPx: 1100 };
      figures[`${entry}: ${bookmark}`] = core.renderSvg(core.figureOf(payload, options));
      documents[`${entry}: figure ${bookmark}`] = JSON.stringify(payload);
    }
    for (const [field, value] of Object.entries(document))
      if (field === "verdicts") verdicts[entry] = JSON.stringify(value);
      else if (field !== "figures" && field !== "processedAt")
        documents[`${entry}: ${field}`] = JSON.stringify(value);
  }
  return { columns, spectra: arrays, verdicts, documents, figures, pictures };
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function firstDifference(was, is) {
  let at = 0;
  while (was[at] === is[at]) at++;
  const excerpt = (text) => text.slice(Math.max(0, at - 40), at + 40);
  return `…${excerpt(was)}… became …${excerpt(is)}…`;
}
