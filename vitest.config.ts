import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.js";

// The compiler of AssemblyScript puts a sort of its own in the place of arrays' own.
const replaces = /\bvi\.(mock|doMock|resetModules)\(|scripts\/build-kernels/;

const ofPackages = ["packages/*/test/**/*.test.ts"];
const endToEnd = ["test/**/*.test.ts"];
const replacing = ["packages/core/test", "packages/jupyterlab-ext/test", "test"].flatMap(
  filesThatReplaceModules,
);

export default defineConfig({
  test: {
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: "forks",
    maxWorkers: 2,
    // Real threads, processes, browsers and kernels on shared machines: scripts/test.mjs names what needed it.
    retry: process.env.CI ? 1 : 0,
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { extends: true, test: { name: "own modules", include: replacing } },
      // To load and compile the sources takes longer than what most files test: they share modules.
      {
        extends: true,
        test: { name: "packages", include: ofPackages, exclude: replacing, isolate: false },
      },
      {
        extends: true,
        test: {
          name: "end to end",
          include: endToEnd,
          exclude: replacing,
          isolate: false,
        },
      },
    ],
  },
});

/** What other files have loaded must not be theirs, nor theirs that of others. */
function filesThatReplaceModules(directory: string): string[] {
  const names = readdirSync(new URL(directory, import.meta.url), {
    recursive: true,
    encoding: "utf8",
  });
  return names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(directory, name))
    .filter((path) => replaces.test(textOf(path)));
}

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}
