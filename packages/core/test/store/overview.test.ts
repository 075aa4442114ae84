import { mkdtempSync, rmSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { FileNote } from "../../src/store/file-note.js";
import { comparePlaced, isEarlier } from "../../src/store/order.js";
import {
  filesBeforePlace,
  isFollowed,
  latestOfFiles,
} from "../../src/store/overview/files-before-place.js";
import { filesNamed, filesOfRun, overviewOf, without } from "../../src/store/overview/overview.js";
import type { PartHead } from "../../src/store/overview/part-head.js";
import { partHeads } from "../../src/store/overview/part-heads.js";
import { keyOfNone, toggled } from "../../src/store/overview/set-key.js";
import {
  makeCompactedDirectory,
  partPath,
  publishManifest,
  readManifest,
  readPart,
  writeSyncedJson,
} from "../../src/store/parts/manifest.js";
import { writeSummary } from "../../src/store/store.js";
import { type StoredFile, storedFiles } from "../../src/store/stored-files.js";
import { makeSummary, smallDetector } from "./make-summary.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-overview-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The note of file n, of a version; some have no time, no detector, or were imported. */
function note(n: number, version: number): FileNote {
  const run = n % 7 === 6 ? null : Math.floor(n / 3);
  const firstMs = 1000 * (n % 13);
  return {
    address: `run=${run ?? "unknown"}/f_${n % 5}~${n}`,
    input: { name: `f_${n % 5}.hdf5`, run, subRun: n % 3, eventsHash: String(n) },
    time: n % 6 === 5 ? null : { firstMs, lastMs: firstMs + 1 },
    version: `v${version}`,
    ...(n % 4 > 0 && { detector: n % 4 === 3 ? "other" : "small" }),
    ...(n % 12 === 11 && { imported: { index: n } as never }),
  };
}

/** What happens to the parts of a store. */
type Step =
  | { kind: "part"; files: { n: number; version: number }[] }
  | { kind: "merge"; count: number }
  | { kind: "look" | "damage" };

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("part" as const),
        files: fc.uniqueArray(fc.record({ n: fc.nat(40), version: fc.nat(3) }), {
          selector: ({ n }) => n,
          minLength: 1,
          maxLength: 8,
        }),
      }),
    },
    fc.record({ kind: fc.constant("merge" as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constantFrom("look" as const, "damage" as const) }),
  ),
  { maxLength: 9 },
);

const headsPath = (store: string): string => join(store, "compacted", "heads.json");

/** Writes parts of notes alone: nobody reads the files here. */
async function storeAfter(happened: readonly Step[]): Promise<string> {
  const store = await mkdtemp(join(directory, "store-"));
  await makeCompactedDirectory(store);
  let count = 0;
  const publish = async (kept: number, notes: readonly FileNote[]): Promise<void> => {
    const part = `part-${(count++).toString(16).padStart(16, "0")}`;
    const files = notes.map((each, index) => ({
      ...each,
      place: { part, index, offset: 0, byteCount: 1 },
    }));
    await writeSyncedJson(partPath(store, part, "json"), { files });
    const before = await readManifest(store);
    const parts = [...before.parts.slice(0, kept), { name: part, fileCount: files.length }];
    await publishManifest(store, before, parts);
  };
  for (const step of happened) {
    const { parts } = await readManifest(store);
    if (step.kind === "part")
      await publish(
        parts.length,
        step.files.map(({ n, version }) => note(n, version)),
      );
    else if (step.kind === "merge" && parts.length >= step.count) {
      const kept = parts.length - step.count;
      const merged = new Map<string, FileNote>();
      for (const { name } of parts.slice(kept)) {
        const { files } = await readPart(store, name);
        for (const { place: _, ...each } of files) merged.set(each.address, each);
      }
      await publish(kept, [...merged.values()]);
    } else if (step.kind === "look") await overviewOf(store);
    else if (step.kind === "damage") {
      const bytes = await readFile(headsPath(store)).catch(() => null);
      if (bytes) await writeFile(headsPath(store), bytes.subarray(0, bytes.length - 3));
    }
  }
  return store;
}

/** What heads say, in one order; any of several later parts may be the one that is named. */
const comparable = (heads: readonly PartHead[]): unknown =>
  heads.map(({ replaced, lines, ...head }) => ({
    ...head,
    replaced: replaced.map(([index]) => index).sort((a, b) => a - b),
    lines: Object.fromEntries(lines.map((each) => [`${each.line} ${each.detector}`, each])),
  }));

describe("the heads of parts", () => {
  test("are the same brought forward as made from scratch, whatever came late, was replaced, merged or damaged", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (happened) => {
        const store = await storeAfter(happened);
        const forward = await partHeads(store);
        const copy = await mkdtemp(join(directory, "copy-"));
        await cp(store, copy, { recursive: true });
        await rm(headsPath(copy), { force: true });
        const anew = await partHeads(copy);
        expect(comparable(forward)).toEqual(comparable(anew));
        const again = await mkdtemp(join(directory, "again-"));
        await cp(copy, again, { recursive: true });
        expect(await partHeads(again)).toEqual(anew);
      }),
      { numRuns: 40 },
    );
  });

  test("tell of the store what a listing of all files does", async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(40), fc.nat(12), async (happened, n, count) => {
        const store = await storeAfter(happened);
        const current = note(n, 0);
        const all = await storedFiles(store);
        const own = all.find(({ address }) => address === current.address)?.path ?? null;
        const overview = without(await overviewOf(store), own);
        const others = all.filter(({ path }) => path !== own);
        for (const detector of [{ name: "small" }, null]) {
          const isOf = (file: StoredFile): boolean =>
            detector === null || (file.note!.detector ?? detector.name) === detector.name;
          const before = others.filter((file) => isOf(file) && isEarlier(file.note!, current));
          const found = await filesBeforePlace(overview, current, detector);
          expect(found.fileCount).toBe(before.length);
          expect(found.key).toBe(before.reduce((key, file) => toggled(key, file.note!), keyOfNone));
          expect(found.someUntimed).toBe(before.some((file) => file.note!.time === null));
          const latest = await latestOfFiles(found, count);
          expect(addresses(latest)).toEqual(addresses(before).slice(before.length - latest.length));
          expect(latest).toHaveLength(Math.min(count, before.length));
          if (detector)
            expect(await isFollowed(overview, current, detector)).toBe(
              others.some((file) => isOf(file) && isEarlier(current, file.note!)),
            );
        }
        const sorted = (files: StoredFile[]): string[] =>
          addresses(files.sort((a, b) => comparePlaced(a.note!, b.note!)));
        expect(sorted(await filesOfRun(overview, 3))).toEqual(
          addresses(others.filter((file) => file.note!.input.run === 3)),
        );
        expect(sorted(await filesNamed(overview, "f_2.FLOW.hdf5"))).toEqual(
          addresses(others.filter((file) => file.note!.input.name === "f_2.hdf5")),
        );
      }),
      { numRuns: 40 },
    );
  });
});

const addresses = (files: readonly StoredFile[]): string[] => files.map(({ address }) => address);

test("a single file counts instead of its copy in a part", async () => {
  const store = await storeAfter([{ kind: "part", files: [{ n: 1, version: 1 }] }]);
  const path = await writeSummary(
    store,
    makeSummary({ detector: smallDetector, name: "g", run: 1, firstMs: 5000 }),
  );
  const [single] = (await overviewOf(store)).singles;
  expect(single!.path).toBe(path);
  const copy = { ...single!.note!, version: "older", time: { firstMs: 1, lastMs: 2 } };
  const before = await readManifest(store);
  const part = "part-00000000000000ff";
  const place = { part, index: 0, offset: 0, byteCount: 1 };
  await writeSyncedJson(partPath(store, part, "json"), { files: [{ ...copy, place }] });
  await publishManifest(store, before, [...before.parts, { name: part, fileCount: 1 }]);
  const late = { ...note(0, 0), time: { firstMs: 1e9, lastMs: 1e9 } };
  const found = await filesBeforePlace(await overviewOf(store), late, smallDetector);
  expect(found.fileCount).toBe(2);
  expect((await latestOfFiles(found, 9)).map(({ note: each }) => each!.time!.firstMs)).toEqual([
    1000, 5000,
  ]);
});
