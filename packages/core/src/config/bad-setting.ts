/** The two errors about settings, worded the same for flags, files and notebooks. */
import { LightDqmError } from "../errors.js";
import { nearest } from "./nearest.js";

/** An unknown name: says the nearest known one and what that one takes. */
export function unknownSetting(given: {
  /** "setting", "limit", "flag" or "command". */
  noun: string;
  name: string;
  /** Undefined where it came without one. */
  value: unknown;
  where: string;
  known: readonly string[];
  /** What a known name takes. */
  allowedOf(known: string): string;
}): LightDqmError {
  const { noun, name, value, where, known } = given;
  const closest = nearest(name, known);
  const hint = closest && `, the nearest is ${quote(closest)} (${given.allowedOf(closest)})`;
  return new LightDqmError("bad-config", {
    what: `Unknown ${noun} ${quote(name)}`,
    where,
    expected: `a known ${noun}${hint ?? ""}`,
    got: value === undefined ? name : `${name} = ${describe(value)}`,
  });
}

/** A value that its setting or limit does not allow. */
export function badValue(
  noun: string,
  name: string,
  where: string,
  allowed: string,
  got: unknown,
): LightDqmError {
  return new LightDqmError("bad-config", {
    what: `Bad value of ${noun} ${quote(name)}`,
    where,
    expected: allowed,
    got: describe(got),
  });
}

/** A value as an error line shows it: short, on one line, NaN as NaN. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  const shown =
    typeof value === "number" || typeof value === "bigint" ? String(value) : JSON.stringify(value);
  return shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
}

function quote(name: string): string {
  return `"${name}"`;
}
