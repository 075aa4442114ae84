/** How the package is bundled for Node. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packageDir = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
/** Bundled too: building blocks and figures need them, and must stand alone in a browser. */
const standAlone = ["fft.js", "jstat"];
const yaml = dirname(createRequire(import.meta.url).resolve("yaml/package.json"));

/** Bundles with what only exists as ES modules or as hundreds of files; `dependencies` stay imports. */
export const forNode = {
  absWorkingDir: packageDir,
  bundle: true,
  platform: "node",
  target: "node20.19",
  external: [
    ...Object.keys(manifest.dependencies).filter((name) => !standAlone.includes(name)),
    ...Object.keys(manifest.peerDependencies),
  ],
  // Each start of the program pays for what is in them.
  alias: {
    // As ES modules, of which what is not used is left out.
    yaml: join(yaml, "browser/index.js"),
    // Only what reads SVG in pdf-lib needs it; it makes tables of all HTML entities when it is loaded.
    "node-html-better-parser": join(packageDir, "scripts/no-html-parser.js"),
  },
  legalComments: "inline",
  logLevel: "warning",
};

/** The same as CommonJS modules, of one file each. */
export const commonJs = {
  ...forNode,
  format: "cjs",
  define: { "import.meta.url": "importMetaUrl" },
  banner: {
    js: '"use strict"; const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
  },
};

/**
 * The command as one file: CommonJS starts faster than ES modules, and each package that it need not
 * look for saves some milliseconds more.
 */
export const command = {
  ...commonJs,
  external: commonJs.external.filter((name) => !["commander", "fflate"].includes(name)),
  entryPoints: { cli: "src/cli/light-dqm.ts" },
};
