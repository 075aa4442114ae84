#!/usr/bin/env node
/**
 * Builds @light-dqm/core into dist/: bundles for import (dist/esm) and for require (dist/cjs),
 * each beside its declarations, and the notebook templates (dist/notebooks).
 *
 * Every chunk lies directly in dist/<format>, because the code finds its assets two levels up.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWhenChanged, filesBelow, runScript } from "../../../scripts/build-when-changed.mjs";
import { embedKernels } from "./build-kernels.mjs";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const distDir = join(packageDir, "dist");
const templatesDir = resolve(packageDir, "../../notebooks");
const formats = ["esm", "cjs"];
/** Bundled too: building blocks and figures need them, and must stand alone in a browser. */
const standAlone = ["fft.js", "jstat"];

await embedKernels();
await buildWhenChanged({
  name: "core package",
  inputs: [
    join(packageDir, "src"),
    join(packageDir, "package.json"),
    join(packageDir, "tsconfig.json"),
    resolve(packageDir, "../../tsconfig.base.json"),
    templatesDir,
    fileURLToPath(import.meta.url),
  ],
  outputs: [...formats, "notebooks"].map((name) => join(distDir, name)),
  stampFile: join(distDir, "build-stamp.json"),
  steps: [bundle, declare, layTemplates],
});

/** Bundles with what only exists as ES modules or as hundreds of files; `dependencies` stay imports. */
async function bundle() {
  const { build } = await import("esbuild");
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  const common = {
    absWorkingDir: packageDir,
    bundle: true,
    platform: "node",
    target: "node20.19",
    external: [
      ...Object.keys(manifest.dependencies).filter((name) => !standAlone.includes(name)),
      ...Object.keys(manifest.peerDependencies),
    ],
    legalComments: "inline",
    logLevel: "warning",
  };
  const index = "src/index.ts";
  const forBrowsers = { blocks: "src/blocks.ts", figures: "src/figures/index.ts" };
  const notebook = {
    notebook: "src/notebook/index.ts",
    "notebook-frames": "src/notebook/frames.ts",
  };
  // Programs of their own: workers are started from files beside the bundle.
  const worker = {
    "compute-worker": "src/compute/threads/compute-worker.ts",
    "judging-worker": "src/rejudge/judging-worker.ts",
  };
  await build({
    ...common,
    entryPoints: { index, ...forBrowsers, cli: "src/cli/light-dqm.ts", ...notebook, ...worker },
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
    entryPoints: forBrowsers,
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
  runScript(packageDir, createRequire(import.meta.url).resolve("typescript/bin/tsc"), [
    "-b",
    packageDir,
  ]);
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

/** The templates ship with the package. */
function layTemplates() {
  for (const file of filesBelow(templatesDir).filter((path) => path.endsWith(".ipynb")))
    cpSync(file, join(distDir, "notebooks", relative(templatesDir, file)));
}
