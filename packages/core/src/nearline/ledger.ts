/**
 * What a watcher has done, in a file: a line for each try when it begins, and one when its result is
 * known. Whoever starts again after a crash goes on from there: nothing is repeated, nothing skipped.
 */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asLightDqmError, LightDqmError } from "../errors.js";
import { writeOutputFiles } from "../files/output-files.js";
import type { Seen } from "./scan.js";

/** The latest of a file. */
export interface LedgerEntry extends Seen {
  /**
   * `failed`: given up; `retry`: to be tried again; `begun`: in hand, or, where a watcher starts, what
   * was in hand when the one before ended without a word.
   */
  state: "done" | "failed" | "retry" | "begun";
  /** So far, from 1. */
  tries: number;
  /** Of these, those that failed for a reason of the file's own; in ledgers of earlier versions `tries`. */
  ownFailures?: number;
  /** When this try ended, milliseconds UTC. */
  atMs: number;
  /** Wall time of this try. */
  seconds: number;
  /** Why it failed; absent where it did not. */
  reason?: string;
}

export interface Ledger {
  /** By path, the latest entry last. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** The entry is on disk when this returns. @throws LightDqmError `output` */
  add(entry: LedgerEntry): void;
  /** As if nothing had been heard of a file. @throws LightDqmError `output` */
  forget(path: string): void;
}

const name = "watch-ledger.jsonl";

/**
 * The ledger of an output directory. The last line of a file counts; a torn one, of a try that was cut
 * off, is left out. It is written anew with one line a file where it holds others.
 * @throws LightDqmError `output` where it is there and cannot be read, or cannot be written
 */
export async function openLedger(outputDir: string): Promise<Ledger> {
  const path = join(outputDir, name);
  const text = await textOf(path);
  const entries = new Map<string, LedgerEntry>();
  const lines = text.split("\n");
  for (const line of lines) {
    const entry = entryIn(line);
    if (entry) put(entries, entry);
  }
  const write = (line: Line): void => {
    try {
      const file = openSync(path, "a");
      try {
        writeSync(file, lineOf(line));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (cause) {
      throw asLightDqmError(cause, "output", { what: "Cannot write the ledger", where: path });
    }
    put(entries, line);
  };
  if (lines.pop() !== "" || lines.length !== entries.size)
    await writeOutputFiles([{ path, bytes: [...entries.values()].map(lineOf).join("") }]);
  return {
    entries,
    add: write,
    forget: (gone) => write({ path: gone, state: "forgotten" }),
  };
}

/** Empty where there is none. One that cannot be read now must not be taken for an empty one. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return "";
    const parts = { what: "Cannot read the ledger", where: path, got: code ?? String(cause) };
    throw new LightDqmError("output", parts, { cause });
  }
}

type Line = LedgerEntry | { path: string; state: "forgotten" };

function put(entries: Map<string, LedgerEntry>, line: Line): void {
  entries.delete(line.path);
  if (line.state !== "forgotten") entries.set(line.path, line);
}

const lineOf = (line: Line): string => `${JSON.stringify(line)}\n`;

function entryIn(line: string): Line | null {
  try {
    const entry = JSON.parse(line) as Line | null;
    return typeof entry?.path === "string" ? entry : null;
  } catch {
    return null;
  }
}
