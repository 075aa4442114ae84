/**
 * Scans of a watch, as the watch does them: a line of JSON a scan, with its time, CPU time and what it
 * asked of the file system. Arguments: a directory of files, one for the ledger, and how many scans.
 */
import fs from "node:fs";
import fsPromises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { type Ledger, openLedger } from "../../packages/core/src/nearline/ledger.js";
import { type Listings, scanDirectories } from "../../packages/core/src/nearline/scan.js";
import { turnOf } from "../../packages/core/src/nearline/standing.js";

const [data, outputDir, scanCount] = process.argv.slice(2) as [string, string, string];
const counts = { stat: 0, readdir: 0 };
counted(fs, "stat", "stat");
counted(fsPromises, "readdir", "readdir");
syncBuiltinESMExports();

let ledger!: Ledger;
await measured("opening the ledger", async () => {
  ledger = await openLedger(outputDir);
  return ledger.entries.size;
});
const { entries } = ledger;
const listings: Listings = new Map();
for (let scan = 0; scan < Number(scanCount); scan++) {
  await measured(scan === 0 ? "first scan" : `scan ${scan + 1}`, async () => {
    const isTurn = turnOf(scan, entries.size);
    const { seen } = await scanDirectories([data], {
      listings,
      prefix: "",
      // Two minutes between scans: what is trusted only after a while is trusted in the third.
      nowMs: 120_000 * scan,
      isToList: turnOf(scan, listings.size),
      isOfInterest: (path) => scan === 0 || entries.get(path)?.state !== "done" || isTurn(path),
    });
    return seen.length;
  });
}

async function measured(what: string, work: () => Promise<number>): Promise<void> {
  Object.assign(counts, { stat: 0, readdir: 0 });
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const files = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const rssMB = process.memoryUsage.rss() / 1e6;
  const line = { what, files, seconds, cpuSeconds: (user + system) / 1e6, ...counts, rssMB };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Counts the calls of a function of the file system from now on. */
function counted<Name extends string>(
  owner: Record<Name, unknown>,
  name: Name,
  count: keyof typeof counts,
): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  owner[name] = (...args: unknown[]): unknown => {
    counts[count]++;
    return original(...args);
  };
}
