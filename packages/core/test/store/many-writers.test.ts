import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compactStore } from "../../src/store/parts/compact.js";
import { listSummaries, readSummary } from "../../src/store/store.js";
import { sleep, watched, withProcesses } from "./processes.js";

test("writers and compactions that are killed at any moment lose nothing and double nothing", async () => {
  await withProcesses(async (store, start) => {
    const written = new Map<string, number>();
    const next = [1, 1, 1];
    let compactions = 0;
    for (let round = 0; round < 8; round++) {
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
  });
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
