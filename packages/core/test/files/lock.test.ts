import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeLock } from "../../src/files/lock.js";
import { processMark } from "../../src/files/process-mark.js";
import { temporaryDirectory } from "../flow/temporary.js";

const kind = { what: "Cannot start", staleMs: 60_000 };
const newPath = (): string => join(temporaryDirectory(), "lock");
const mark = await processMark(process.pid);
const isKnown = mark.started !== null && mark.space !== null;

/** A process that has ended. */
const endedPid = spawnSync(process.execPath, ["-e", ""]).pid;

/** A lock as another process has left it. */
function leftBy(holder: object, ageMs = 0): string {
  const path = newPath();
  writeFileSync(path, JSON.stringify({ host: hostname(), token: "theirs", ...mark, ...holder }));
  const at = new Date(Date.now() - ageMs);
  utimesSync(path, at, at);
  return path;
}

describe("a lock", () => {
  it("is one process's, until it is released", async () => {
    const path = newPath();
    const first = await takeLock(path, kind);
    expect(await takeLock(path, kind)).toBeNull();
    expect(await first!.renew()).toBe(true);
    await first!.release();
    const second = await takeLock(path, kind);
    expect(second).not.toBeNull();
    expect(await first!.renew()).toBe(false);
  });

  it("of a process that has ended is taken over at once", async () => {
    expect(await takeLock(leftBy({ pid: endedPid }), kind)).not.toBeNull();
  });

  it.runIf(isKnown)(
    "of an earlier process of a number that is used again is taken over",
    async () => {
      const earlier = { pid: process.pid, started: "an-earlier-boot 4711" };
      expect(await takeLock(leftBy(earlier), kind)).not.toBeNull();
      expect(await takeLock(leftBy({ pid: process.pid }), kind)).toBeNull();
    },
  );

  it.each([
    ["on another machine", { host: "elsewhere" }],
    ["in another container of one host name", { space: "pid:[1]" }],
  ])("of a process %s is judged by its silence alone", async (_, holder) => {
    expect(await takeLock(leftBy({ pid: endedPid, ...holder }, 30_000), kind)).toBeNull();
    expect(await takeLock(leftBy({ pid: endedPid, ...holder }, 90_000), kind)).not.toBeNull();
  });

  it("that an earlier version wrote is judged by the number of its process", async () => {
    const of = (pid: number): object => ({ pid, started: undefined, space: undefined });
    expect(await takeLock(leftBy(of(endedPid)), kind)).not.toBeNull();
    expect(await takeLock(leftBy(of(process.pid)), kind)).toBeNull();
  });

  it("that another has taken over cannot be renewed", async () => {
    const path = newPath();
    const lock = await takeLock(path, kind);
    const mine = readFileSync(path, "utf8");
    writeFileSync(path, mine.replace(/"token":"\w+"/, '"token":"theirs"'));
    expect(await lock!.renew()).toBe(false);
    rmSync(path);
    expect(await lock!.renew()).toBe(false);
  });

  it("on a disk that does not answer is not lost: that is an error", async () => {
    const path = newPath();
    const lock = await takeLock(path, kind);
    rmSync(path);
    mkdirSync(path);
    await expect(lock!.renew()).rejects.toMatchObject({ name: "LightDqmError", code: "output" });
  });

  it("in a directory that is not there is an error", async () => {
    await expect(takeLock(join(newPath(), "lock"), kind)).rejects.toMatchObject({ code: "output" });
  });
});
