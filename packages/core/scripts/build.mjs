#!/usr/bin/env node
/**
 * Builds @light-dqm/core into dist/: bundles for import (dist/esm) and for require (dist/cjs),
 * each beside its declarations. Does nothing when neither inputs nor outputs have changed.
 *
 * Every chunk lies directly in dist/<format>, because the code finds its assets two levels up.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { embedKernels } from "./build-kernels.mjs";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const rootDir = resolve(packageDir, "../..");
const distDir = join(packageDir, "dist");
const stampFile = join(distDir, "build-stamp.json");
const formats = ["esm", "cjs"];

await embedKernels();
const inputs = hashOf([
  ...filesBelow(join(packageDir, "src")),
  join(packageDir, "package.json"),
  join(packageDir, "tsconfig.json"),
  join(rootDir, "tsconfig.base.json"),
  join(rootDir, "package-lock.json"),
  fileURLToPath(import.meta.url),
]);

if (isFresh()) {
  console.log("build: up to date");
} else {
  const started = performance.now();
  rmSync(stampFile, { force: true });
  for (const format of formats) rmSync(join(distDir, format), { recursive: true, force: true });
  try {
    await bundle();
    declare();
    writeFileSync(stampFile, `${JSON.stringify({ inputs, outputs: outputsHash() })}\n`);
    console.log(`build: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  }
}

function isFresh() {
  if (!existsSync(stampFile)) return false;
  try {
    const stamp = JSON.parse(readFileSync(stampFile, "utf8"));
    return stamp.inputs === inputs && stamp.outputs === outputsHash();
  } catch {
    return false;
  }
}

/** Bundles with what only exists as ES modules or as hundreds of files; `dependencies` stay imports. */
async function bundle() {
  const { build } = await import("esbuild");
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  const common = {
    absWorkingDir: packageDir,
    bundle: true,
    platform: "node",
    target: "node20.19",
    // jstat is bundled too: figures need it, and must stand alone in a browser.
    external: [
      ...Object.keys(manifest.dependencies).filter((name) => name !== "jstat"),
      ...Object.keys(manifest.peerDependencies),
    ],
    legalComments: "inline",
    logLevel: "warning",
  };
  const index = "src/index.ts";
  const figures = "src/figures/index.ts";
  const notebook = {
    notebook: "src/notebook/index.ts",
    "notebook-frames": "src/notebook/frames.ts",
  };
  // Programs of their own: workers are started from files beside the bundle.
  const worker = {
    "compute-worker": "src/compute/threads/compute-worker.ts",
    "reading-worker": "src/rejudge/reading-worker.ts",
  };
  await build({
    ...common,
    entryPoints: { index, figures, cli: "src/cli/light-dqm.ts", ...notebook, ...worker },
    outdir: "dist/esm",
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
  });
  chmodSync(join(distDir, "esm/cli.js"), 0o755);
  await build({
    ...common,
    entryPoints: { index, ...notebook, ...worker },
    outdir: "dist/cjs",
    format: "cjs",
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  await build({
    ...common,
    entryPoints: { figures },
    outdir: "dist/cjs",
    format: "cjs",
    platform: "neutral",
    mainFields: ["module", "main"],
    external: [],
  });
  for (const format of formats) {
    const type = format === "esm" ? "module" : "commonjs";
    writeFileSync(join(distDir, format, "package.json"), `${JSON.stringify({ type })}\n`);
  }
}

/** Writes the declarations once and lays a copy beside each format's bundles. */
function declare() {
  const typesDir = join(distDir, "types");
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-b", packageDir], { stdio: "inherit" });
  if (status !== 0) throw new Error("the types above are wrong");
  for (const file of filesBelow(typesDir)) {
    const name = relative(typesDir, file);
    const source = join(packageDir, "src", name.replace(/\.d\.ts$/, ".ts"));
    // tsc leaves the declarations of deleted sources.
    if (!name.endsWith(".d.ts") || !existsSync(source)) continue;
    for (const format of formats) {
      const target = join(distDir, format, name);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(file, target);
    }
  }
}

function outputsHash() {
  return hashOf(formats.flatMap((format) => filesBelow(join(distDir, format))));
}

function filesBelow(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
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
