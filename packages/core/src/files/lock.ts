/** Locks between processes, also of several machines: files that name who holds them. */
import { randomBytes } from "node:crypto";
import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { LightDqmError } from "../errors.js";

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

interface Holder {
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
    host: hostname(),
    pid: process.pid,
    token: randomBytes(8).toString("hex"),
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    const staged = `${path}.${mine.pid}-${mine.token}.tmp`;
    const handle = await open(staged, "wx");
    await handle.writeFile(JSON.stringify(mine)).finally(() => handle.close());
    const takenMs = (await stat(staged)).mtimeMs;
    try {
      await link(staged, path);
      return { takenMs, renew: () => renew(path, mine), release: () => release(path, mine) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw notTaken(path, kind, cause);
      if (!(await removeIfStale(path, mine, takenMs, kind))) return null;
    } finally {
      await rm(staged, { force: true });
    }
  }
  return null;
}

function notTaken(where: string, { what }: LockKind, cause: unknown): LightDqmError {
  const parts = { what, where, got: String((cause as Error).message) };
  return new LightDqmError("output", parts, { cause });
}

async function renew(path: string, mine: Holder): Promise<boolean> {
  const holder = await holderOf(path);
  if (holder?.token !== mine.token) return false;
  const handle = await open(path, "r+");
  await handle.write(JSON.stringify(mine), 0).finally(() => handle.close());
  return true;
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
  const ended = holder?.host === mine.host ? !isRunning(holder.pid) : false;
  if (!ended && nowMs - stats.mtimeMs < staleMs) return false;
  const aside = `${path}.${mine.pid}-${mine.token}.stale.tmp`;
  await rename(path, aside).catch(() => {});
  const taken = await holderOf(aside);
  // Another process was faster: what was moved aside is its lock.
  if (taken && taken.token !== holder?.token) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
  return true;
}

async function holderOf(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
