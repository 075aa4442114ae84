/** Processes that write to and compact one store, for tests of what happens beside them. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = (path: string): string => join(here, "../../src", path);

/** The code, bundled so that plain Node runs it. */
async function bundled(directory: string): Promise<string> {
  // As deep in the package as the built one, whose assets it finds.
  const entry = join(directory, "esm", "process.mjs");
  await build({
    stdin: { contents: processCode, resolveDir: here, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["@duckdb/node-api", "yaml"],
    outfile: entry,
    logLevel: "silent",
  });
  return entry;
}

const processCode = `
import { writeSummary } from ${JSON.stringify(source("store/store.ts"))};
import { compactStore } from ${JSON.stringify(source("store/parts/compact.ts"))};
import { makeSummary, smallDetector } from ${JSON.stringify(join(here, "make-summary.ts"))};
const [, , what, store, writer, first, pauseMs] = process.argv;
const files = { detector: smallDetector };
(async () => {
  for (let n = Number(first); ; n++) {
    if (what === "compact") {
      // Another one may still run for a moment, or may have been faster.
      await compactStore(store, { filesPerPart: 8 }).catch(() => {});
      process.stdout.write("compacted\\n");
      continue;
    }
    const isShared = n % 4 === 0;
    const name = isShared ? "shared_" + writer + ".hdf5" : "own_" + writer + "_" + n + ".hdf5";
    const run = isShared ? 1 : 10 + (n % 3);
    await writeSummary(store, makeSummary({ ...files, name, run, firstMs: 1e12 + n, baselineAdc16: -n }));
    process.stdout.write(name + " " + n + "\\n");
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, Number(pauseMs)));
  }
})();
`;

/** The lines that a process has written whole. */
export function watched(child: ChildProcess): {
  lines: () => string[];
  hasEnded: () => boolean;
  ended: Promise<void>;
} {
  let text = "";
  child.stdout!.on("data", (chunk) => {
    text += chunk;
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const hasEnded = (): boolean => child.exitCode !== null;
  return { lines: () => text.split("\n").slice(0, -1), hasEnded, ended };
}

/** Starts such a process: `write STORE WRITER FIRST [PAUSE]` or `compact STORE`. */
export type Start = (...args: string[]) => ChildProcess;

/** Calls back with an empty store and what starts processes on it; both are gone afterwards. */
export async function withProcesses(
  use: (store: string, start: Start) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "light-dqm-processes-"));
  // Where DuckDB is found from.
  const bundleDirectory = await mkdtemp(join(here, "../../.processes-"));
  try {
    const code = await bundled(bundleDirectory);
    await use(join(directory, "store"), (...args) =>
      spawn(process.execPath, [code, ...args], { stdio: ["ignore", "pipe", "inherit"] }),
    );
  } finally {
    await rm(directory, { recursive: true });
    await rm(bundleDirectory, { recursive: true });
  }
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
