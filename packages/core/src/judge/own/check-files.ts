/** Own checks out of files. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { isLightDqmError, LightDqmError } from "../../errors.js";
import { sha256 } from "../../files/sha256.js";
import type { Check, OwnSource } from "../check.js";
import { ownCheck } from "./own-check.js";
import type { OwnCheck } from "./own-row.js";

/** What became of a file when it was run last. */
interface Loaded {
  sha256: string;
  rows: Check[] | null;
  /** Why there are no rows. */
  error?: unknown;
}

/** By path. The content that a record names is the one that was run. */
const loaded = new Map<string, Loaded>();

/**
 * The checks of a file, which is run once a process: see `reloadChecks`.
 * @param path absolute
 * @throws LightDqmError `bad-config` for a file that cannot be read or run, or holds no checks
 */
export function checksOfFile(path: string): Check[] {
  const known = loaded.get(path) ?? load(sourceOf(path));
  if (known.rows) return known.rows;
  throw known.error;
}

function load(source: FileSource): Loaded {
  const { path } = source;
  try {
    return keep(source, createRequire(path)(path));
  } catch (error) {
    return keepError(source, error);
  }
}

/**
 * Runs those files again that have changed since, as a notebook's kernel outlives many changes. What
 * they import is run once all the same.
 * @throws LightDqmError `bad-config` for a file that cannot be read any more
 */
export async function reloadChecks(sources: readonly unknown[]): Promise<void> {
  for (const path of sources) {
    const known = typeof path === "string" ? loaded.get(path) : undefined;
    if (!known) continue;
    const source = sourceOf(path as string);
    if (source.sha256 === known.sha256) continue;
    const url = `${pathToFileURL(source.path).href}?${source.sha256}`;
    try {
      keep(source, await import(/* @vite-ignore */ url));
    } catch (error) {
      keepError(source, error);
    }
  }
}

/** The file of own checks with what is in it. */
interface FileSource extends OwnSource {
  path: string;
}

function keepError(source: FileSource, error: unknown): Loaded {
  const told = isLightDqmError(error) ? error : notRun(source.path, error);
  const kept = { sha256: source.sha256, rows: null, error: told };
  loaded.set(source.path, kept);
  return kept;
}

function keep(source: FileSource, module: unknown): Loaded {
  const { path } = source;
  const rows = exportedBy(module);
  if (!rows)
    throw new LightDqmError("bad-config", {
      what: "No checks in the file",
      where: path,
      expected: "a list of checks as default export, or exported as checks",
      got: `exports: ${namesOf(module).join(", ") || "none"}`,
    });
  const found = rows.map((row, i) => {
    const name = row?.name ? ` (${row.name})` : "";
    return ownCheck(row, `${path}, check ${i + 1}${name}`, source);
  });
  const kept = { sha256: source.sha256, rows: found };
  loaded.set(path, kept);
  return kept;
}

function sourceOf(path: string): FileSource {
  try {
    return { path, sha256: sha256(readFileSync(path)) };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const parts = {
      what: "Cannot read the file of own checks",
      where: path,
      expected: "a JavaScript module",
      got: code === "ENOENT" ? "no such file" : message,
    };
    throw new LightDqmError("bad-config", parts, { cause });
  }
}

function notRun(path: string, cause: unknown): LightDqmError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const isAsync = (error as NodeJS.ErrnoException).code === "ERR_REQUIRE_ASYNC_MODULE";
  const isSyntax = error.name === "SyntaxError";
  const why = isAsync ? "an await at its top level" : `${error.name}: ${error.message}`;
  const parts = {
    what: "Cannot run the file of own checks",
    where: path,
    expected: isAsync
      ? "a module without an await outside its functions"
      : `a JavaScript module${isSyntax ? ` (node --check ${basename(path)} shows the line)` : ""}`,
    got: why.split("\n")[0]!,
  };
  return new LightDqmError("bad-config", parts, { cause });
}

function exportedBy(module: unknown): OwnCheck[] | null {
  const { default: whole, checks } = (module ?? {}) as { default?: unknown; checks?: unknown };
  const list = [whole, checks, module].find(Array.isArray);
  return (list as OwnCheck[] | undefined) ?? null;
}

const namesOf = (module: unknown): string[] =>
  typeof module === "object" && module !== null
    ? Object.keys(module).filter((name) => name !== "__esModule")
    : [];
