/** A watch beside programs that write its files, well and badly. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inputsOf, ledgerOf, type RunningWatch, smallRun, startWatch } from "./start-watch.js";

const timeoutMs = 900_000;
let directory: string;
let sources: Buffer[];
let watch: RunningWatch;

beforeAll(() => {
  const run = smallRun(4);
  directory = run.directory;
  sources = run.files.map((path) => readFileSync(path));
  rmSync(join(directory, "data"), { recursive: true });
  mkdirSync(join(directory, "data/night"), { recursive: true });
  watch = startWatch(directory, ["--interval", "1", "--age", "3"]);
}, timeoutMs);
afterAll(() => {
  watch.child.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

const pathOf = (name: string): string => join(directory, "data/night", `${name}.FLOW.hdf5`);
const status = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(directory, "dqm/watch-status.json"), "utf8"));

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (watch.child.exitCode !== null) throw new Error(JSON.stringify(watch.lines));
    await sleep(50);
  }
}

/** Waits for the next scan to end. */
async function nextScan(): Promise<void> {
  const path = join(directory, "dqm/watch-status.json");
  await until(() => existsSync(path));
  const { updatedAt } = status();
  await until(() => status().updatedAt !== updatedAt);
}

const timesOf = (name: string, event: string): number =>
  inputsOf(watch.lines, event).filter((input) => input === `${name}.FLOW.hdf5`).length;

it(
  "reports a file that is written slowly once, when it is whole",
  async () => {
    const part = Math.ceil(sources[0]!.length / 6);
    for (let at = 0; at < sources[0]!.length; at += part) {
      appendFileSync(pathOf("slow"), sources[0]!.subarray(at, at + part));
      await nextScan();
    }
    await until(() => timesOf("slow", "file-done") > 0);
    expect([timesOf("slow", "file-done"), timesOf("slow", "file-retry")]).toEqual([1, 0]);
  },
  timeoutMs,
);

it(
  "reports a file that is renamed into place, and never looks at its temporary name",
  async () => {
    writeFileSync(join(directory, "data/night/.renamed.FLOW.hdf5.tmp"), sources[1]!);
    await nextScan();
    renameSync(join(directory, "data/night/.renamed.FLOW.hdf5.tmp"), pathOf("renamed"));
    await until(() => timesOf("renamed", "file-done") > 0);
    expect(ledgerOf(directory).filter(({ path }) => path.endsWith(".tmp"))).toEqual([]);
  },
  timeoutMs,
);

it(
  "tells of a file whose writer died in the middle, in the ledger and in the status",
  async () => {
    writeFileSync(pathOf("dead"), sources[2]!.subarray(0, 20_000));
    await until(() => timesOf("dead", "file-retry") > 0);
    await nextScan();
    expect(status().retries).toMatchObject([
      { input: pathOf("dead"), reason: expect.stringContaining("dead.FLOW.hdf5"), tries: 1 },
    ]);
    expect(existsSync(join(directory, "dqm/dead.light-dqm.json"))).toBe(false);
  },
  timeoutMs,
);

it(
  "reports a file that is written anew after its report again, and tells of one that is cut",
  async () => {
    writeFileSync(pathOf("slow"), sources[3]!);
    truncateSync(pathOf("renamed"), 5000);
    await until(() => timesOf("slow", "file-done") > 1 && timesOf("renamed", "file-retry") > 0);
    const document = JSON.parse(readFileSync(join(directory, "dqm/slow.light-dqm.json"), "utf8"));
    expect(document.input.sizeBytes).toBe(sources[3]!.length);
    // The report of what it was before stays.
    expect(existsSync(join(directory, "dqm/renamed.light-dqm.json"))).toBe(true);
  },
  timeoutMs,
);

it(
  "reports a file that was cut when it is whole again, and ends on SIGTERM with status 143",
  async () => {
    writeFileSync(pathOf("renamed"), sources[1]!);
    writeFileSync(pathOf("dead"), sources[2]!);
    await until(() => timesOf("renamed", "file-done") > 1 && timesOf("dead", "file-done") > 0);
    watch.child.kill("SIGTERM");
    expect(await watch.ended).toBe(143);
    const latest = new Map(ledgerOf(directory).map(({ path, state }) => [path, state]));
    expect([...latest.values()]).toEqual(["done", "done", "done"]);
  },
  timeoutMs,
);
