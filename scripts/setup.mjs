#!/usr/bin/env node
/**
 * Makes a fresh checkout ready: checks Node and Python, installs the npm packages of the lock
 * file, builds, makes the project's Python environment with Jupyter in .venv, and makes sure
 * of a Chromium, a Firefox and Prometheus's promtool. Uses Node's own modules only, changes nothing outside the checkout unless one
 * of these is missing and it may install it, and does only what is out of date.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureBrowsers } from "./browser.mjs";
import { ensureJupyter } from "./jupyter.mjs";
import { packagesMatchLock } from "./npm-packages.mjs";
import { ensurePromtool } from "./promtool.mjs";
import { ensurePythonEnvironment, findPython } from "./python-environment.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const oldestNode = [20, 19];

try {
  checkNode();
  const python = findPython();
  ensurePackages();
  run("build", process.execPath, ["packages/core/scripts/build.mjs"]);
  run("build of the JupyterLab extension", process.execPath, [
    "packages/jupyterlab-ext/scripts/build.mjs",
  ]);
  ensureJupyter(root, ensurePythonEnvironment(root, python, say), say);
  ensureBrowsers(say);
  ensurePromtool(root, say);
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    `Node.js ${oldestNode.join(".")} or newer is needed, this is ${process.versions.node}: ${process.execPath}`,
  );
}

function ensurePackages() {
  if (packagesMatchLock(root)) return say("npm packages: up to date");
  say("npm packages: installing from package-lock.json (about a minute) …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund"];
  if (npm?.endsWith("js")) run("npm ci", process.execPath, [npm, ...args]);
  else run("npm ci", "npm", args);
}

function run(what, command, args) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status === 0) return;
  throw new Error(`${what} failed (${error?.message ?? signal ?? `exit status ${status}`})`);
}

function say(line) {
  console.log(line);
}
