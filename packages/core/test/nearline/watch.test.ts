import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/load-config.js";
import { takeLock } from "../../src/files/lock.js";
import { simulateFlowFile } from "../../src/flow/simulation/simulate-file.js";
import { type LedgerEntry, openLedger } from "../../src/nearline/ledger.js";
import { mostTries } from "../../src/nearline/retries.js";
import { watchDirectories } from "../../src/nearline/watch.js";
import type { Reported, WatchHooks } from "../../src/nearline/watch-hooks.js";
import { temporaryDirectory } from "../flow/temporary.js";
import { samplePath } from "../samples.js";

const config = { ...defaultConfig(), maxEvts: 4, powspecNevts: 2, threads: 1 };
const earlier = samplePath("mpd_run_demo_rctl_101");
const later = samplePath("mpd_run_demo_rctl_102");
const old = new Date("2026-01-01T00:00:00Z");

const ledgerOf = (out: string): string => join(out, "watch-ledger.jsonl");

interface Told {
  /** Milliseconds that each telling of where the watch stands takes. */
  standMs?: number;
  knownFaultsFile?: string | null;
  onNote?: (text: string) => void;
  onReport?: WatchHooks["onReport"];
  /** Called with the names of reports that are out of date, and the time of the watch. */
  onStale?: (names: readonly string[], nowMs: number) => void;
}

/** A watch that ends by `end`, over a clock that goes on by its pauses alone. */
async function watch(
  data: string | readonly string[],
  outputDir: string,
  during: (scan: number, end: () => void) => void = () => {},
  once = true,
  {
    standMs = 0,
    knownFaultsFile = null,
    onNote = () => {},
    onReport = async () => {},
    onStale = () => {},
  }: Told = {},
): Promise<LedgerEntry[]> {
  const abort = new AbortController();
  const tries: LedgerEntry[] = [];
  let [nowMs, scan] = [Date.parse("2026-02-01T00:00:00Z"), 0];
  await watchDirectories(
    [data].flat(),
    { ...config, outputDir, knownFaultsFile },
    { intervalMs: 30_000, ageMs: 30_000, once },
    {
      signal: abort.signal,
      now: () => nowMs,
      async pause(ms) {
        nowMs += ms;
        during(++scan, () => abort.abort());
      },
      onNote: (_, text) => onNote(text),
      onReport,
      onStale: (names) => onStale(names, nowMs),
      onStand: () => void (nowMs += standMs),
      onTry: (entry) => void tries.push(entry),
    },
  ).catch((error: { code?: string }) => {
    if (error.code !== "interrupted") throw error;
  });
  return tries;
}

function place(source: string, path: string): string {
  copyFileSync(source, path);
  utimesSync(path, old, old);
  return path;
}

describe("a watch", () => {
  it("reports files that wait by the time of their data, once, also after a restart", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(later, join(data, "a.FLOW.hdf5"));
    place(earlier, join(data, "b.FLOW.hdf5"));
    const names = (await watch(data, out)).map(({ path, state }) => [basename(path), state]);
    expect(names).toEqual([
      ["b.FLOW.hdf5", "done"],
      ["a.FLOW.hdf5", "done"],
    ]);
    expect(await watch(data, out)).toEqual([]);
    expect(readlinkSync(join(out, "latest_main.pdf"))).toBe("a_light_dqm_main.pdf");
    place(earlier, join(data, "c.FLOW.hdf5"));
    expect(await watch(data, out)).toHaveLength(1);
    // Its data are older: what is latest stays.
    expect(readlinkSync(join(out, "latest_main.pdf"))).toBe("a_light_dqm_main.pdf");
  });

  it("tries a torn file again, later each time, and gives it up with the reason", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "torn.FLOW.hdf5"));
    truncateSync(path, 5000);
    utimesSync(path, old, old);
    const tries = await watch(data, out, (scan, end) => scan > 60 && end(), false);
    expect(tries.map(({ state }) => state)).toEqual([...Array(5).fill("retry"), "failed"]);
    const waits = tries.slice(1).map(({ atMs }, i) => (atMs - tries[i]!.atMs) / 1000);
    expect(waits).toEqual([30, 60, 120, 240, 480]);
    expect(tries.at(-1)!.reason).toContain("torn.FLOW.hdf5");
    expect(existsSync(join(out, "torn.light-dqm.json"))).toBe(false);
  });

  it("reports a file that was torn when its writer has finished it", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "slow.FLOW.hdf5"));
    truncateSync(path, 5000);
    utimesSync(path, old, old);
    const mend = (scan: number, end: () => void): void => {
      if (scan === 4) place(earlier, path);
      if (scan > 12) end();
    };
    const states = (await watch(data, out, mend, false)).map(({ state }) => state);
    expect(states.slice(0, -1).every((state) => state === "retry")).toBe(true);
    expect(states.at(-1)).toBe("done");
  });

  it("is refused while another one writes into the same directory", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const other = await takeLock(join(out, "watch.lock"), { what: "", staleMs: 1e9 });
    await expect(watch(data, out)).rejects.toThrow("expected no other watcher");
    await other!.release();
    expect(await watch(data, out)).toEqual([]);
  });

  it("waits where a file of settings is broken for a while, and counts no try for that", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const knownFaultsFile = join(out, "known.csv");
    writeFileSync(knownFaultsFile, "adc,channel,status,from\n0,5,broken,never\n");
    const notes: string[] = [];
    const mend = (scan: number, end: () => void): void => {
      if (scan === 4) writeFileSync(knownFaultsFile, "adc,channel,status,from,to,author,reason\n");
      if (scan > 8) end();
    };
    const told = { knownFaultsFile, onNote: (text: string) => void notes.push(text) };
    const tries = await watch(data, out, mend, false, told);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes[0]).toContain("known.csv");
    expect(tries.map(({ state, tries: count }) => [state, count])).toEqual([["done", 1]]);
  });

  it("goes on while a directory is away, and makes no try of files that went with it", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const notes: string[] = [];
    const goAway = (scan: number, end: () => void): void => {
      // Seen once: it would be taken in the next scan.
      if (scan === 1) renameSync(data, `${data}.away`);
      if (scan === 5) renameSync(`${data}.away`, data);
      if (scan > 8) end();
    };
    const told = { onNote: (text: string) => void notes.push(text) };
    const tries = await watch(data, out, goAway, false, told);
    expect(notes).toEqual(["cannot be listed: ENOENT", "can be listed again"]);
    expect(tries.map(({ state, tries: count }) => [state, count])).toEqual([["done", 1]]);
  });

  it("begins while one of its directories is away, and goes on with the others", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const missing = join(data, "..", `${basename(data)}.mounted-late`);
    place(earlier, join(data, "a.FLOW.hdf5"));
    const notes: string[] = [];
    const mount = (scan: number, end: () => void): void => {
      if (scan === 3) mkdirSync(missing);
      if (scan === 4) place(later, join(missing, "b.FLOW.hdf5"));
      if (scan > 8) end();
    };
    const told = { onNote: (text: string) => void notes.push(text) };
    const tries = await watch([data, missing], out, mount, false, told);
    expect(notes).toEqual(["cannot be listed: ENOENT", "can be listed again"]);
    expect(tries.map(({ path }) => basename(path))).toEqual(["a.FLOW.hdf5", "b.FLOW.hdf5"]);
  });

  it("ends at the start where nothing can be watched, or where a directory is a file", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const file = place(earlier, join(data, "a.FLOW.hdf5"));
    const missing = join(data, "missing");
    const never = (): void => expect.fail("it went on");
    for (const [directories, where] of [
      [[missing, `${missing}2`], missing],
      [[data, file], file],
    ] as const)
      await expect(watch(directories, out, never, false)).rejects.toMatchObject({
        code: "not-found",
        parts: { where },
      });
  });

  it.each(["startRun", "nfiles"])("refuses to count files by %s", async (setting) => {
    const hooks = { signal: new AbortController().signal, now: () => 0, pause: async () => {} };
    const counting = { ...config, outputDir: temporaryDirectory(), [setting]: 1 };
    const options = { intervalMs: 1, ageMs: 0, once: true };
    await expect(
      watchDirectories([temporaryDirectory()], counting, options, hooks),
    ).rejects.toMatchObject({ code: "bad-config" });
  });

  it("tries what fails for another reason than itself for as long as it takes", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "a.FLOW.hdf5"));
    const { size, mtimeMs } = statSync(path);
    // It has been tried so often that one more failure of its own would be the last.
    (await openLedger(out)).add({
      ...{ path, sizeBytes: size, mtimeMs, state: "retry", tries: mostTries - 1 },
      ...{ atMs: 0, seconds: 1, reason: "no space left on the device" },
    });
    // Nothing can be written where the report is to be.
    const blocked = join(out, "a.light-dqm.json");
    mkdirSync(blocked);
    const free = (scan: number, end: () => void): void => {
      if (scan === 4) rmSync(blocked, { recursive: true });
      if (scan > 30) end();
    };
    const tries = await watch(data, out, free, false);
    expect(tries.map(({ state, tries: count }) => [state, count])).toEqual([
      ["retry", mostTries],
      ["done", mostTries + 1],
    ]);
  });

  it("reports files also where telling of them takes longer than the time between scans", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    place(later, join(data, "b.FLOW.hdf5"));
    const tries = await watch(data, out, (scan, end) => scan > 10 && end(), false, {
      standMs: 31_000,
    });
    expect(tries.map(({ state }) => state)).toEqual(["done", "done"]);
  });

  it("forgets a file that failed and is gone", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "torn.FLOW.hdf5"));
    truncateSync(path, 5000);
    utimesSync(path, old, old);
    expect(await watch(data, out)).toHaveLength(1);
    expect((await openLedger(out)).entries.size).toBe(1);
    rmSync(path);
    await watch(data, out);
    expect((await openLedger(out)).entries.size).toBe(0);
  });

  it("tells of reports that files came too late for, at most once an hour, and in the end", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(later, join(data, "c.FLOW.hdf5"));
    const between = join(temporaryDirectory(), "between.hdf5");
    const inTheEnd = join(temporaryDirectory(), "in-the-end.hdf5");
    for (const [k, path] of [between, inTheEnd].entries())
      await simulateFlowFile(path, { eventCount: 4, seed: k, startMs: Date.UTC(2025, k) });
    const toldMs: number[] = [];
    const told: Told = {
      onStale(names, nowMs) {
        expect(names).toContain("c_light_dqm_main.pdf");
        toldMs.push(nowMs);
      },
    };
    const come = (scan: number, end: () => void): void => {
      if (scan === 4) place(earlier, join(data, "a.FLOW.hdf5"));
      if (scan === 10) place(between, join(data, "b.FLOW.hdf5"));
      if (scan > 150) end();
    };
    await watch(data, out, come, false, told);
    expect(toldMs).toHaveLength(2);
    expect(toldMs[1]! - toldMs[0]!).toBe(3_600_000);
    place(inTheEnd, join(data, "d.FLOW.hdf5"));
    await watch(data, out, () => {}, true, told);
    expect(toldMs).toHaveLength(3);
  });

  it("does not let data that are ahead of the clock be the latest, and says so", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const ahead = join(data, "wrong-clock.FLOW.hdf5");
    await simulateFlowFile(ahead, { eventCount: 2, seed: 1, startMs: Date.parse("2031-01-01") });
    utimesSync(ahead, old, old);
    const notes: string[] = [];
    const latest: [string, boolean][] = [];
    const told: Told = {
      onNote: (text) => void notes.push(text),
      onReport: async ({ file, isLatest }) => void latest.push([basename(file.path), isLatest]),
    };
    await watch(data, out, () => {}, true, told);
    expect(latest).toEqual([
      ["a.FLOW.hdf5", true],
      ["wrong-clock.FLOW.hdf5", false],
    ]);
    expect(notes.join("\n")).toMatch(/dated 2031-.*ahead of the clock/);
    place(later, join(data, "b.FLOW.hdf5"));
    await watch(data, out, () => {}, true, told);
    expect(latest.at(-1)).toEqual(["b.FLOW.hdf5", true]);
    expect(readlinkSync(join(out, "latest_main.pdf"))).toBe("b_light_dqm_main.pdf");
  });

  it("reports a file again that is written anew after its report", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "a.FLOW.hdf5"));
    const anew = (scan: number, end: () => void): void => {
      if (scan === 4) place(later, path);
      if (scan > 30) end();
    };
    const tries = await watch(data, out, anew, false);
    expect(tries.map(({ state, tries: count }) => [state, count])).toEqual([
      ["done", 1],
      ["done", 1],
    ]);
    expect(tries[1]!.sizeBytes).toBe(statSync(later).size);
  });

  it("gives up a file that stays empty, and tells of it", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = join(data, "empty.FLOW.hdf5");
    writeFileSync(path, "");
    utimesSync(path, old, old);
    const tries = await watch(data, out, (scan, end) => scan > 60 && end(), false);
    expect(tries.map(({ state }) => state)).toEqual([...Array(5).fill("retry"), "failed"]);
  });

  it("hands on each report before the ledger says that it is done, and again after a crash", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const isDone = (): boolean => readFileSync(ledgerOf(out), "utf8").includes('"done"');
    const reports: [isLatest: boolean, isInLedger: boolean][] = [];
    const crash = { onReport: async () => Promise.reject(new Error("killed")) };
    await expect(watch(data, out, () => {}, true, crash)).rejects.toThrow("killed");
    const onReport = async ({ isLatest }: Reported): Promise<void> => {
      reports.push([isLatest, isDone()]);
    };
    expect(await watch(data, out, () => {}, true, { onReport })).toHaveLength(1);
    expect(reports).toEqual([[true, false]]);
  });
});

describe("a file that was in hand when a watch ended without a word", () => {
  /** As the watch before has left it, after so many tries. */
  async function inHand(out: string, path: string, tries: number): Promise<void> {
    const { size, mtimeMs } = statSync(path);
    (await openLedger(out)).add({
      ...{ path, sizeBytes: size, mtimeMs, state: "begun", tries, ownFailures: tries },
      ...{ atMs: 0, seconds: 0 },
    });
  }

  it("is reported, alone, and those that wait with it after it", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "a.FLOW.hdf5"));
    place(later, join(data, "b.FLOW.hdf5"));
    await inHand(out, path, 1);
    const inHandWith: string[] = [];
    const onReport = async ({ file }: Reported): Promise<void> => {
      const lines = readFileSync(ledgerOf(out), "utf8").split("\n");
      if (basename(file.path) === "a.FLOW.hdf5") inHandWith.push(...lines);
    };
    const tries = await watch(data, out, () => {}, true, { onReport });
    expect(tries.map(({ path, tries: count }) => [basename(path), count])).toEqual([
      ["a.FLOW.hdf5", 2],
      ["b.FLOW.hdf5", 1],
    ]);
    expect(inHandWith.some((line) => line.includes("b.FLOW.hdf5"))).toBe(false);
  });

  it("is given up, with the reason, when no watch has survived it so often", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    await inHand(out, place(earlier, join(data, "a.FLOW.hdf5")), mostTries);
    place(later, join(data, "b.FLOW.hdf5"));
    const tries = await watch(data, out, (scan, end) => scan > 10 && end(), false);
    expect(tries.map(({ path, state }) => [basename(path), state])).toEqual([
      ["a.FLOW.hdf5", "failed"],
      ["b.FLOW.hdf5", "done"],
    ]);
    expect(tries[0]!.reason).toMatch(/no watch survived it.*6 watches/);
  });

  it("is no such file where the watch was told to end", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const stop = { onReport: async () => Promise.reject(new Error("told to end")) };
    await expect(watch(data, out, () => {}, true, stop)).rejects.toThrow("told to end");
    expect((await openLedger(out)).entries.size).toBe(0);
  });

  it("is no such file where this watch could not write down how its try ended", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    place(earlier, join(data, "a.FLOW.hdf5"));
    const [ledger, kept] = [ledgerOf(out), `${ledgerOf(out)}.kept`];
    let cycles = 0;
    // The disk is full whenever a report is done, more often than a file may fail, and never for long.
    const told: Told = {
      async onReport() {
        if (cycles++ > mostTries + 2) return;
        renameSync(ledger, kept);
        mkdirSync(ledger);
      },
    };
    const free = (scan: number, end: () => void): void => {
      if (existsSync(kept)) {
        rmSync(ledger, { recursive: true });
        renameSync(kept, ledger);
      }
      if (scan > 60) end();
    };
    const tries = await watch(data, out, free, false, told);
    expect(cycles).toBeGreaterThan(mostTries + 2);
    expect(tries.map(({ state, tries: count }) => [state, count])).toEqual([["done", 1]]);
  });

  it("counts failures of its own only", async () => {
    const [data, out] = [temporaryDirectory(), temporaryDirectory()];
    const path = place(earlier, join(data, "torn.FLOW.hdf5"));
    truncateSync(path, 5000);
    utimesSync(path, old, old);
    const { size, mtimeMs } = statSync(path);
    // The disk was away for long.
    (await openLedger(out)).add({
      ...{ path, sizeBytes: size, mtimeMs, state: "retry", tries: 20, ownFailures: 0 },
      ...{ atMs: 0, seconds: 1, reason: "EIO" },
    });
    const tries = await watch(data, out, (scan, end) => scan > 3 && end(), false);
    expect(tries.map(({ state, ownFailures }) => [state, ownFailures])).toEqual([["retry", 1]]);
  });
});
