/** Checks of JSON values that say where they failed; the words payload formats are described in. */
import { LightDqmError } from "../errors.js";

/** Throws unless the value is as it should be; `where` is its path. */
export type Check = (value: unknown, where: string) => void;

function refuse(where: string, expected: string, value: unknown): never {
  throw new LightDqmError("bad-input", {
    what: "not a Light DQM payload",
    where,
    expected,
    got: show(value),
  });
}

/** A value as it is named in an error: short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const text: Check = (value, where) => {
  if (typeof value !== "string") refuse(where, "a text", value);
};

export const number: Check = (value, where) => {
  if (typeof value !== "number" || !Number.isFinite(value)) refuse(where, "a number", value);
};

/** A whole number in a range, ends included. */
export function index(lowest: number, highest: number): Check {
  return (value, where) => {
    if (!Number.isInteger(value) || (value as number) < lowest || (value as number) > highest)
      refuse(where, `a whole number from ${lowest} to ${highest}`, value);
  };
}

export function oneOf(allowed: readonly string[]): Check {
  return (value, where) => {
    if (!allowed.includes(value as string)) refuse(where, `one of ${allowed.join(", ")}`, value);
  };
}

export function nullOr(check: Check): Check {
  return (value, where) => {
    if (value !== null) check(value, where);
  };
}

/** A field that may be absent. */
export function optional(check: Check): Check {
  return (value, where) => {
    if (value !== undefined) check(value, where);
  };
}

export function array(value: unknown, where: string): asserts value is unknown[] {
  if (!Array.isArray(value)) refuse(where, "an array", value);
}

/** An array, of a given length where one is named. */
export function arrayOf(check: Check, length?: number): Check {
  return (value, where) => {
    array(value, where);
    if (length !== undefined && value.length !== length)
      refuse(where, `an array of ${length}`, value);
    for (let i = 0; i < value.length; i++) check(value[i], `${where}[${i}]`);
  };
}

/** Numbers and nulls. */
export function column(length?: number): Check {
  return arrayOf(nullOr(number), length);
}

/** Numbers. */
export function countColumn(length?: number): Check {
  return arrayOf(number, length);
}

/** Two numbers. */
export const pair: Check = arrayOf(number, 2);

/** An object with at least these fields. */
export function object(fields: Record<string, Check>): Check {
  return (value, where) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      refuse(where, "an object", value);
    for (const [name, check] of Object.entries(fields))
      check((value as Record<string, unknown>)[name], `${where}.${name}`);
  };
}
