/** One way to build a package: only when what it is made from, or what was made, has changed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const rootDir = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs the steps in turn, with nothing left of earlier outputs, unless inputs and outputs are as
 * after the last build. Says what it did; a step that throws ends the process with status 1.
 *
 * @param {object} options
 * @param {string} options.name what is built, in words
 * @param {string[]} options.inputs files, and folders for all files below; the lock file counts too
 * @param {string[]} options.outputs folders that the steps write
 * @param {string} options.stampFile where the state after the last build is written, out of the outputs
 * @param {(() => void | Promise<void>)[]} options.steps
 */
export async function buildWhenChanged({ name, inputs, outputs, stampFile, steps }) {
  const own = [fileURLToPath(import.meta.url), join(rootDir, "package-lock.json")];
  const inputsHash = hashOf([...inputs, ...own]);
  const stamp = () => JSON.stringify({ inputs: inputsHash, outputs: hashOf(outputs) });
  if (textOf(stampFile) === stamp()) return console.log(`${name}: up to date`);
  const started = performance.now();
  for (const path of [stampFile, ...outputs]) rmSync(path, { recursive: true, force: true });
  try {
    for (const step of steps) await step();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp());
    console.log(`${name}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * Runs a script with this Node in a folder.
 *
 * @throws {Error} with all that it printed, when it fails
 */
export function runScript(cwd, script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${relative(rootDir, script)} failed:\n${stdout}\n${stderr}`);
}

/** The file, or all files below the folder; none where there is neither. */
export function filesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** SHA-256 of the files' paths and bytes. */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesBelow).sort()) {
    const bytes = readFileSync(file);
    hash.update(`${relative(rootDir, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
