#!/usr/bin/env node
/**
 * Builds the prebuilt extension into light_dqm_jupyter/labextension, without Python: types and
 * modules by tsc, the template notebooks beside them, bundles by JupyterLab's builder. Does nothing
 * when neither inputs nor outputs have changed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const rootDir = resolve(packageDir, "../..");
const libDir = join(packageDir, "lib");
const outDir = join(packageDir, "light_dqm_jupyter/labextension");
const notebooksDir = join(rootDir, "notebooks");
const stampFile = join(libDir, "build-stamp.json");
const require = createRequire(import.meta.url);

const inputs = hashOf([
  ...filesBelow(join(packageDir, "src")),
  ...filesBelow(join(packageDir, "style")),
  ...filesBelow(join(packageDir, "schema")),
  ...templateFiles(),
  join(packageDir, "package.json"),
  join(packageDir, "tsconfig.json"),
  join(rootDir, "package-lock.json"),
  join(rootDir, "packages/core/dist/esm/figures.js"),
  ...figuresChunks(),
  fileURLToPath(import.meta.url),
]);

if (isFresh()) {
  console.log("JupyterLab extension: up to date");
} else {
  const started = performance.now();
  try {
    rmSync(libDir, { recursive: true, force: true });
    mkdirSync(libDir, { recursive: true });
    run("tsc", [require.resolve("typescript/bin/tsc"), "-p", packageDir]);
    writeTemplates();
    bundle();
    writeFileSync(
      stampFile,
      `${JSON.stringify({ inputs, outputs: hashOf(filesBelow(outDir)) })}\n`,
    );
    console.log(
      `JupyterLab extension: built in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    console.error(`JupyterLab extension: ${error.message}`);
    process.exitCode = 1;
  }
}

function isFresh() {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, "utf8"));
    return stamp.inputs === inputs && stamp.outputs === hashOf(filesBelow(outDir));
  } catch {
    return false;
  }
}

function bundle() {
  const builder = require.resolve("@jupyter/builder/package.json");
  const core = join(
    dirname(require.resolve("@jupyterlab/core-meta/package.json")),
    "core.package.json",
  );
  const build = join(dirname(builder), "lib/build-labextension.js");
  run("the builder", [build, "--core-package-file", core, packageDir]);
}

/** lib/templates.js: names and titles; each notebook is a chunk of its own. */
function writeTemplates() {
  mkdirSync(join(libDir, "notebooks"), { recursive: true });
  const entries = templateFiles().map((file) => {
    const name = relative(notebooksDir, file).replace(/\.ipynb$/, "");
    const notebook = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(join(libDir, `notebooks/${name}.json`), JSON.stringify(notebook));
    const { title, description } = wordsOf(notebook, name);
    const load = `() => import(/* webpackChunkName: "template-${name}" */ "./notebooks/${name}.json").then((module) => module.default)`;
    return `  { name: ${JSON.stringify(name)}, title: ${JSON.stringify(title)}, description: ${JSON.stringify(description)}, load: ${load} },\n`;
  });
  writeFileSync(
    join(libDir, "templates.js"),
    `export const templates = [\n${entries.join("")}];\n`,
  );
}

/** Title and first paragraph of a notebook's first text cell. */
function wordsOf(notebook, name) {
  const text = notebook.cells.find(({ cell_type }) => cell_type === "markdown")?.source ?? "";
  const lines = (Array.isArray(text) ? text.join("") : text).split("\n");
  const heading = lines.findIndex((line) => /^#+\s/.test(line));
  const title = heading < 0 ? name : lines[heading].replace(/^#+\s*/, "").trim();
  const paragraph =
    lines
      .slice(heading + 1)
      .join("\n")
      .trim()
      .split(/\n\s*\n/)[0] ?? "";
  return { title, description: paragraph.replace(/\s+/g, " ").slice(0, 200) };
}

function templateFiles() {
  if (!existsSync(notebooksDir)) return [];
  return readdirSync(notebooksDir)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(notebooksDir, name));
}

/** The chunks that figures.js shares with the rest of the core package. */
function figuresChunks() {
  const dist = join(rootDir, "packages/core/dist/esm");
  return readdirSync(dist)
    .filter((name) => /^chunk-.*\.js$/.test(name))
    .map((name) => join(dist, name));
}

function run(what, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: packageDir,
    encoding: "utf8",
  });
  if (status === 0) return;
  throw new Error(`${what} failed:\n${stdout}\n${stderr}`);
}

function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile());
}

/** SHA-256 of the files' paths and bytes. */
function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    const bytes = readFileSync(file);
    hash.update(`${relative(rootDir, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
