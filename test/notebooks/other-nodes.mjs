#!/usr/bin/env node
/**
 * Runs and prints every template under other versions of Node, kernel and command line alike:
 * `npm run nodes`, or `npm run nodes -- 22`. Node comes from npm's package of that name, into a
 * temporary directory.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const commandLine = join(root, "packages/core/dist/esm/cli.js");
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["22", "24"];
const templates = ["light-dqm-report", "shift-report", "investigate", "trends"];

const scratch = mkdtempSync(join(tmpdir(), "light-dqm-nodes-"));
try {
  for (const version of versions) tryNode(version, join(scratch, version));
} catch (error) {
  console.error(`nodes: ${error.message}\n${error.stderr ?? ""}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function tryNode(version, directory) {
  mkdirSync(directory);
  writeFileSync(join(directory, "package.json"), "{}");
  const install = ["install", "--no-audit", "--no-fund", "--loglevel=error", `node@${version}`];
  execFileSync("npm", install, { cwd: directory, stdio: "pipe" });
  const node = join(directory, "node_modules/.bin/node");
  const run = (...args) =>
    execFileSync(node, [commandLine, ...args], {
      cwd: directory,
      stdio: "pipe",
      encoding: "utf8",
    });
  const isVersion = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  const { stderr } = spawnSync(node, [commandLine, "--version"], { encoding: "utf8" });
  if (stderr !== "") throw new Error(`the command complains of Node ${isVersion}: ${stderr}`);
  run("simulate", "data", "--files", "2", "--events", "24");
  run("report", "data", "--output-dir", "report", "--store", "store");
  for (const template of templates) {
    const input = template === "trends" ? [] : ["-p", "input=data"];
    const output = ["--output", `${template}.ipynb`, "--pdf"];
    run("notebook", "run", template, ...input, "-p", "store=store", ...output);
    console.log(`Node ${isVersion}: ${template} ran and is printed`);
  }
  // The report names the Node that its kernel ran under.
  if (!readFileSync(join(directory, "light-dqm-report.ipynb"), "utf8").includes(isVersion))
    throw new Error(`the kernel did not run under ${isVersion}`);
}
