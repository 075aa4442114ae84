import { appendFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LedgerEntry, openLedger } from "../../src/nearline/ledger.js";
import { temporaryDirectory } from "../flow/temporary.js";

const entry: LedgerEntry = {
  ...{ path: "/data/a.hdf5", sizeBytes: 1, mtimeMs: 2, state: "retry", tries: 1 },
  ...{ atMs: 3, seconds: 0.5, reason: "torn" },
};

describe("the ledger", () => {
  it("holds after a restart what was added before, the latest of each file", async () => {
    const directory = temporaryDirectory();
    const first = await openLedger(directory);
    first.add(entry);
    first.add({ ...entry, path: "/data/b.hdf5" });
    const { reason: _, ...done } = { ...entry, state: "done" as const, tries: 2 };
    first.add(done);
    const second = await openLedger(directory);
    expect([...second.entries.values()]).toEqual([{ ...entry, path: "/data/b.hdf5" }, done]);
    const lines = readFileSync(join(directory, "watch-ledger.jsonl"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(2);
  });

  it("leaves out a line that a crash has cut off, and goes on after it", async () => {
    const directory = temporaryDirectory();
    (await openLedger(directory)).add(entry);
    appendFileSync(join(directory, "watch-ledger.jsonl"), '{"path":"/data/c.h');
    const after = await openLedger(directory);
    after.add({ ...entry, path: "/data/d.hdf5" });
    const paths = [...(await openLedger(directory)).entries.keys()];
    expect(paths).toEqual(["/data/a.hdf5", "/data/d.hdf5"]);
  });

  it("is left as it is where nothing has to be tidied up", async () => {
    const directory = temporaryDirectory();
    (await openLedger(directory)).add(entry);
    const path = join(directory, "watch-ledger.jsonl");
    const before = statSync(path).ino;
    await openLedger(directory);
    expect(statSync(path).ino).toBe(before);
  });

  it("that cannot be read is an error, not an empty one", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "watch-ledger.jsonl"));
    await expect(openLedger(directory)).rejects.toMatchObject({
      code: "output",
      parts: { what: "Cannot read the ledger", got: "EISDIR" },
    });
  });
});
