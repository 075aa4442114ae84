import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { compactStore } from "../../src/store/parts/compact.js";
import { listSummaries, readSummary } from "../../src/store/store.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = (path: string): string => join(here, "../../src", path);

/** Code of processes that write to and compact one store, bundled so that plain Node runs it. */
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
const [, , what, store, writer, first] = process.argv;
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
  }
})();
`;

/** The lines that a process has written whole. */
function watched(child: ChildProcess): {
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

test("writers and compactions that are killed at any moment lose nothing and double nothing", async () => {
  const directory = await mkdtemp(join(tmpdir(), "light-dqm-kill-"));
  // Where DuckDB is found from.
  const bundleDirectory = await mkdtemp(join(here, "../../.processes-"));
  const store = join(directory, "store");
  try {
    const code = await bundled(bundleDirectory);
    const written = new Map<string, number>();
    const next = [1, 1, 1];
    let compactions = 0;
    for (let round = 0; round < 8; round++) {
      const start = (...args: string[]): ChildProcess =>
        spawn(process.execPath, [code, ...args], { stdio: ["ignore", "pipe", "inherit"] });
      const writers = next.map((first, writer) =>
        start("write", store, String(writer), String(first)),
      );
      const compactor = start("compact", store, "0", "0");
      const outputs = [...writers, compactor].map(watched);
      const runs = outputs.map(async ({ ended }, i) => {
        // Not before it has begun, then at a moment of chance.
        const { lines, hasEnded } = outputs[i]!;
        while (lines().length < 2 && !hasEnded()) await sleep(5);
        expect(hasEnded()).toBe(false);
        await sleep(Math.random() * 300);
        [...writers, compactor][i]!.kill("SIGKILL");
        await ended;
      });
      // Meanwhile a reader: what was complete before it began is there, once, and whole.
      const before = new Map(written);
      expectWhole(await contentOf(store), before);
      await Promise.all(runs);
      for (const [writer, { lines }] of outputs.slice(0, 3).entries())
        for (const line of lines()) {
          const [name, n] = line.split(" ") as [string, string];
          written.set(name, Number(n));
          next[writer] = Number(n) + 2;
        }
      compactions += outputs[3]!.lines().length;
      expectWhole(await contentOf(store), written);
    }
    expect(written.size).toBeGreaterThan(30);
    expect(compactions).toBeGreaterThanOrEqual(16);
    expect(existsSync(join(store, "compacted"))).toBe(true);

    await compactStore(store, { filesPerPart: 8 });
    expectWhole(await contentOf(store), written);
  } finally {
    await rm(directory, { recursive: true });
    await rm(bundleDirectory, { recursive: true });
  }
}, 180_000);

/** Every listed file with the number that its numbers tell; throws where one cannot be read. */
async function contentOf(store: string): Promise<[name: string, n: number][]> {
  const content: [string, number][] = [];
  for (const { path, provenance, error } of await listSummaries(store)) {
    if (error) throw error;
    const summary = await readSummary(path, { spectra: false });
    expect(summary.input.name).toBe(provenance!.input.name);
    content.push([summary.input.name, -summary.baseline.p50[2]!]);
  }
  return content;
}

/** A write may have been completed just before the kill kept its process from saying so. */
function expectWhole(content: [string, number][], written: ReadonlyMap<string, number>): void {
  const found = new Map(content);
  expect(found.size).toBe(content.length);
  for (const [name, n] of written) expect(found.get(name), name).toBeGreaterThanOrEqual(n);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
