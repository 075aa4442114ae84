#!/usr/bin/env node
/**
 * Builds the prebuilt extension into light_dqm_jupyter/labextension, without Python: types and
 * modules by tsc, the template notebooks beside them, bundles by JupyterLab's builder.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWhenChanged, filesBelow, runScript } from "../../../scripts/build-when-changed.mjs";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const rootDir = resolve(packageDir, "../..");
const libDir = join(packageDir, "lib");
const notebooksDir = join(rootDir, "notebooks");
const require = createRequire(import.meta.url);

await buildWhenChanged({
  name: "JupyterLab extension",
  inputs: [
    ...["src", "style", "schema", "package.json", "tsconfig.json"].map((path) =>
      join(packageDir, path),
    ),
    ...templateFiles(),
    ...figuresFiles(),
    ...viewFiles(),
    fileURLToPath(import.meta.url),
  ],
  outputs: [join(packageDir, "light_dqm_jupyter/labextension")],
  stampFile: join(libDir, "build-stamp.json"),
  steps: [compile, writeTemplates, bundle],
});

function compile() {
  rmSync(libDir, { recursive: true, force: true });
  runScript(packageDir, require.resolve("typescript/bin/tsc"), ["-p", packageDir]);
}

function bundle() {
  const modules = (name) => dirname(require.resolve(`${name}/package.json`));
  runScript(packageDir, join(modules("@jupyter/builder"), "lib/build-labextension.js"), [
    "--core-package-file",
    join(modules("@jupyterlab/core-meta"), "core.package.json"),
    packageDir,
  ]);
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

/** The heading of a notebook's first text cell, and the description in its metadata. */
function wordsOf({ cells, metadata }, name) {
  const text = cells.find(({ cell_type }) => cell_type === "markdown")?.source ?? "";
  const heading = /^#+\s+(.*\S)/m.exec([text].flat().join(""));
  return { title: heading?.[1] ?? name, description: metadata["light-dqm"].description };
}

/** Notebooks of the repository, sorted by name. */
function templateFiles() {
  return filesBelow(notebooksDir)
    .filter((file) => file.endsWith(".ipynb"))
    .sort();
}

/** Core's browser-safe entry and the chunks that it shares with the rest of that package. */
function figuresFiles() {
  return filesBelow(join(rootDir, "packages/core/dist/esm")).filter((file) =>
    /^(figures|chunk-.*)\.js$/.test(basename(file)),
  );
}

/** Of the core package, what shows figures, and its styles. */
function viewFiles() {
  return filesBelow(join(rootDir, "packages/core/dist/view")).filter((file) =>
    /\.(js|css)$/.test(file),
  );
}
