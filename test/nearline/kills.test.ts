/** A watch that is killed at random points, again and again, on a run of 200 files. */
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { querySummaries } from "@light-dqm/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inputsOf, ledgerOf, smallRun, startWatch } from "./start-watch.js";

const fileCount = 200;
const killCount = 6;
const seed = 20_260_716;
/** Long, for machines that are busy with others. */
const timeoutMs = 1_200_000;

/** Mulberry32. @returns numbers from 0 to 1, without 1 */
function randomNumbers(state: number): () => number {
  let next = state;
  return () => {
    next = (next + 0x6d2b79f5) | 0;
    let bits = Math.imul(next ^ (next >>> 15), next | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

let directory: string;
let files: string[];
/** Names of files in the order in which the log of any watch said that they are done. */
const done: string[] = [];
const doneBeforeKill: number[] = [];

beforeAll(async () => {
  ({ directory, files } = smallRun(fileCount));
  const random = randomNumbers(seed);
  const alarms = ["--alarm-command", "cat >> alarms.jsonl; echo >> alarms.jsonl"];
  const soon = ["--interval", "1", "--age", "0", ...alarms];
  for (let kill = 0; kill < killCount; kill++) {
    // Some files on, and then somewhere within the work on the next ones.
    const after = Math.floor(random() * 40);
    const delayMs = random() * 1500;
    let seen = 0;
    const { lines, ended } = startWatch(directory, soon, ({ event }, child) => {
      if (event === "file-done" && seen++ === after)
        setTimeout(() => child.kill("SIGKILL"), delayMs);
    });
    await ended;
    done.push(...inputsOf(lines, "file-done"));
    doneBeforeKill.push(done.length);
  }
  const last = startWatch(directory, [...soon, "--once"]);
  expect(await last.ended).toBe(0);
  done.push(...inputsOf(last.lines, "file-done"));
}, timeoutMs);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const names = (): string[] => files.map((path) => basename(path)).sort();

it("is killed in the middle of its work, each time", () => {
  expect(doneBeforeKill).toHaveLength(killCount);
  expect(doneBeforeKill.at(-1)).toBeLessThan(fileCount);
});

it("enters each file in the ledger as done exactly once", () => {
  const entries = ledgerOf(directory);
  expect(entries.every(({ state }) => state === "done")).toBe(true);
  expect(entries.map(({ path }) => basename(path)).sort()).toEqual(names());
});

it("says of no file twice that it is done", () => {
  expect(new Set(done).size).toBe(done.length);
});

it("holds each file in the store exactly once", async () => {
  const sql = "SELECT file, count(*) AS rows FROM summaries GROUP BY file ORDER BY file";
  const { rows } = await querySummaries(join(directory, "dqm/store"), sql);
  // Stored under the name and a part of the content's hash.
  const stored = rows.map(([key]) => `${basename(String(key)).split("~")[0]}.FLOW.hdf5`);
  expect(stored.sort()).toEqual(names());
  expect(new Set(rows.map(([, count]) => Number(count))).size).toBe(1);
});

it("leaves a whole report of each file, and nothing half-written under its name", () => {
  const written = readdirSync(join(directory, "dqm")).filter((name) => !name.startsWith("latest"));
  for (const end of ["_light_dqm_main.pdf", "_light_dqm.html", ".light-dqm.json"])
    expect(written.filter((name) => name.endsWith(end) && !name.startsWith("."))).toHaveLength(
      fileCount,
    );
  for (const name of written.filter((each) => /^[^.].*\.light-dqm\.json$/.test(each)))
    JSON.parse(readFileSync(join(directory, "dqm", name), "utf8"));
});

it("leads the latest links to the report of the latest data, all of them", () => {
  const dqm = join(directory, "dqm");
  const timeOf = (name: string): number =>
    JSON.parse(readFileSync(join(dqm, name), "utf8")).time.firstMs;
  const documents = readdirSync(dqm).filter((name) => /^sim.*\.light-dqm\.json$/.test(name));
  const [latest] = documents.sort((a, b) => timeOf(b) - timeOf(a));
  const stem = latest!.replace(".light-dqm.json", "");
  const links = readdirSync(dqm).filter((name) => name.startsWith("latest"));
  expect(links).toHaveLength(6);
  for (const link of links) {
    expect(existsSync(join(dqm, link))).toBe(true);
    expect(readlinkSync(join(dqm, link)).startsWith(stem)).toBe(true);
  }
});

it("has told each fault once", () => {
  const text = readFileSync(join(directory, "alarms.jsonl"), "utf8").trim();
  const messages = text.split(/\n+/).map((line) => JSON.parse(line));
  const ids = messages.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
  for (const path of messages[0].files) expect(existsSync(path)).toBe(true);
  expect(readdirSync(join(directory, "dqm/watch-alarms"))).toEqual(["state.json"]);
});

it("says in its status that all is done", () => {
  const status = JSON.parse(readFileSync(join(directory, "dqm/watch-status.json"), "utf8"));
  expect(status).toMatchObject({ filesDone: fileCount, filesWaiting: 0, filesFailed: 0 });
  expect(status.alarmsUnsent).toBe(0);
});
