/** Locks between processes, also of several machines: files that name who holds them. */
import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { LightDqmError } from "../errors.js";
import { type ProcessMark, processMark } from "./process-mark.js";

/** What a lock is for. */
export interface LockKind {
  /** What could not be done without it, as the title of an error. */
  what: string;
  /** A lock of another machine that was not renewed for so long belongs to a process that ended. */
  staleMs: number;
}

export interface Lock {
  /** Time by the file system's clock when the lock was taken, milliseconds UTC. */
  takenMs: number;
  /** Renews the lock; false where another process has taken it over. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

interface Holder extends Partial<ProcessMark> {
  host: string;
  pid: number;
  token: string;
}

/**
 * Takes a lock; null while another process holds it.
 * @param path of the lock, in a directory that exists
 * @throws LightDqmError `output` where nothing can be written
 */
export async function takeLock(path: string, kind: LockKind): Promise<Lock | null> {
  const mine: Holder = {
    ...{ host: hostname(), pid: process.pid, token: randomBytes(8).toString("hex") },
    ...(await processMark(process.pid)),
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    const staged = `${path}.${mine.pid}-${mine.token}.tmp`;
    try {
      await writeFile(staged, JSON.stringify(mine), { flag: "wx" });
      const takenMs = (await stat(staged)).mtimeMs;
      try {
        await link(staged, path);
        return {
          takenMs,
          renew: () => renew(path, mine, kind),
          release: () => release(path, mine),
        };
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
        if (!(await removeIfStale(path, mine, takenMs, kind))) return null;
      }
    } catch (cause) {
      throw noLock(path, kind, cause);
    } finally {
      await rm(staged, { force: true });
    }
  }
  return null;
}

const renewMs = 30_000;

/**
 * Renews a lock from time to time while long work goes on.
 * @param lost called once where another process has taken it over: as after this one was suspended
 * @returns what ends that
 */
export function keepRenewing(lock: Lock, lost: () => void): () => void {
  const timer = setInterval(async () => {
    // A disk that is away for a while takes no lock away.
    if (await lock.renew().catch(() => true)) return;
    clearInterval(timer);
    lost();
  }, renewMs).unref();
  return () => clearInterval(timer);
}

function noLock(where: string, { what }: LockKind, cause: unknown): LightDqmError {
  const parts = { what, where, got: String((cause as Error).message) };
  return new LightDqmError("output", parts, { cause });
}

async function renew(path: string, mine: Holder, kind: LockKind): Promise<boolean> {
  try {
    const handle = await open(path, "r+");
    try {
      if (holderIn(await handle.readFile("utf8"))?.token !== mine.token) return false;
      await handle.write(JSON.stringify(mine), 0);
      return true;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw noLock(path, kind, cause);
  }
}

async function release(path: string, mine: Holder): Promise<void> {
  if ((await holderOf(path))?.token === mine.token) await rm(path, { force: true });
}

/**
 * Removes the lock of a process that has ended; leaves one of a process that may still run.
 * @returns whether it is worth another try
 */
async function removeIfStale(
  path: string,
  mine: Holder,
  nowMs: number,
  { staleMs }: LockKind,
): Promise<boolean> {
  const holder = await holderOf(path);
  const stats = await stat(path).catch(() => null);
  if (!stats) return true;
  const hasEnded = holder !== null && (await isKnownToHaveEnded(holder, mine));
  if (!hasEnded && nowMs - stats.mtimeMs < staleMs) return false;
  const aside = `${path}.${mine.pid}-${mine.token}.stale.tmp`;
  await rename(path, aside).catch(() => {});
  const taken = await holderOf(aside);
  // Another process was faster: what was moved aside is its lock.
  if (taken && taken.token !== holder?.token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return true;
}

async function holderOf(path: string): Promise<Holder | null> {
  return holderIn(await readFile(path, "utf8").catch(() => ""));
}

function holderIn(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

/** Numbers of processes are used again, and mean nothing on other machines and in other containers. */
async function isKnownToHaveEnded(holder: Holder, mine: Holder): Promise<boolean> {
  const canBeSeen = holder.host === mine.host && (holder.space ?? mine.space) === mine.space;
  if (!canBeSeen) return false;
  if (!isRunning(holder.pid)) return true;
  const { started } = await processMark(holder.pid);
  return Boolean(holder.started && started && holder.started !== started);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
