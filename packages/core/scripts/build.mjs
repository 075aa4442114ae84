#!/usr/bin/env node
/**
 * Builds @light-dqm/core into dist/: bundles for import (dist/esm) and for require (dist/cjs),
 * each beside its declarations, and the notebook templates (dist/notebooks).
 *
 * Every chunk lies directly in dist/<format>, because the code finds its assets two levels up.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWhenChanged, filesBelow, runScript } from "../../../scripts/build-when-changed.mjs";
import { embedKernels } from "./build-kernels.mjs";
import { command, commonJs, forNode } from "./bundling.mjs";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const distDir = join(packageDir, "dist");
const templatesDir = resolve(packageDir, "../../notebooks");
const formats = ["esm", "cjs"];

/** The command where ES modules are looked for. By `require`: an import would look for names in all of it. */
const commandAsModule = `#!/usr/bin/env node
import { createRequire } from "node:module";
createRequire(import.meta.url)("../cjs/cli.js");
`;

await embedKernels();
await buildWhenChanged({
  name: "core package",
  inputs: [
    join(packageDir, "src"),
    join(packageDir, "view"),
    join(packageDir, "package.json"),
    join(packageDir, "tsconfig.json"),
    resolve(packageDir, "../../tsconfig.base.json"),
    templatesDir,
    join(packageDir, "scripts"),
  ],
  outputs: [...formats, "view", "pages", "notebooks"].map((name) => join(distDir, name)),
  stampFile: join(distDir, "build-stamp.json"),
  steps: [bundle, declare, compileView, bundlePages, layTemplates],
});

async function bundle() {
  const { build } = await import("esbuild");
  const index = "src/index.ts";
  const forBrowsers = { blocks: "src/blocks.ts", figures: "src/figures/index.ts" };
  const notebook = {
    notebook: "src/notebook/index.ts",
    "notebook-frames": "src/notebook/frames.ts",
  };
  // Programs of their own: workers are started from files beside the bundle.
  const worker = {
    "compute-worker": "src/compute/threads/compute-worker.ts",
    "crew-worker": "src/pipeline/crew/crew-worker.ts",
    "judging-worker": "src/rejudge/judging-worker.ts",
  };
  await build({
    ...forNode,
    entryPoints: { index, ...forBrowsers, ...notebook, ...worker },
    outdir: "dist/esm",
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
  });
  await build({
    ...commonJs,
    entryPoints: { index, ...notebook, ...worker },
    outdir: "dist/cjs",
  });
  await build({ ...command, outdir: "dist/cjs" });
  writeFileSync(join(distDir, "esm/cli.js"), commandAsModule, { mode: 0o755 });
  await build({
    ...forNode,
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

/** What runs in browsers, as modules for the JupyterLab extension, beside their style sheets. */
function compileView() {
  const viewDir = join(packageDir, "view");
  runScript(packageDir, createRequire(import.meta.url).resolve("typescript/bin/tsc"), [
    "-b",
    viewDir,
  ]);
  cpSync(join(viewDir, "style"), join(distDir, "view/style"), { recursive: true });
}

/** The programs of HTML pages, whole: each is one script and one style sheet. */
async function bundlePages() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: packageDir,
    entryPoints: { page: "view/page/page.ts", runs: "view/runs/runs.ts" },
    outdir: "dist/pages",
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome109", "firefox115", "safari16.4"],
    legalComments: "none",
    logLevel: "warning",
  });
}

/** The templates ship with the package. */
function layTemplates() {
  for (const file of filesBelow(templatesDir).filter((path) => path.endsWith(".ipynb")))
    cpSync(file, join(distDir, "notebooks", relative(templatesDir, file)));
}
