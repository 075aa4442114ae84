/**
 * Building blocks that describe JSON formats. A reader checks a value, refuses a wrong one with a
 * message that names its place, and gives the value its type: one description serves as both.
 * Values are returned unchanged.
 */
import { LightDqmError } from "../errors.js";

/** Returns the value, typed, or throws; `where` is its path. */
export type Reader<T> = (value: unknown, where: string) => T;

/** Readers of the fields of an object; those that accept undefined may be absent. */
export type Fields = Record<string, Reader<unknown>>;

type Optional<F extends Fields> = {
  [K in keyof F]: undefined extends ReturnType<F[K]> ? K : never;
}[keyof F];

/** What `object` of these fields reads. */
export type ObjectOf<F extends Fields> = {
  [K in Exclude<keyof F, Optional<F>>]: ReturnType<F[K]>;
} & { [K in Optional<F>]?: ReturnType<F[K]> };

function refuse(where: string, expected: string, value: unknown): never {
  throw new LightDqmError("bad-input", {
    what: "not a Light DQM payload",
    where,
    expected,
    got: show(value),
  });
}

/** A value as an error names it: short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const text: Reader<string> = (value, where) =>
  typeof value === "string" ? value : refuse(where, "a string", value);

export const number: Reader<number> = (value, where) =>
  typeof value === "number" && Number.isFinite(value) ? value : refuse(where, "a number", value);

/** A run number; beyond ±2⁵³ its digits as a text. */
export const numberOrDigits: Reader<number | string> = (value, where) =>
  typeof value === "string" && /^-?\d+$/.test(value) ? value : number(value, where);

export const flag: Reader<boolean> = (value, where) =>
  typeof value === "boolean" ? value : refuse(where, "true or false", value);

/** A whole number in a range, ends included. */
export function index(lowest: number, highest: number): Reader<number> {
  return (value, where) =>
    typeof value === "number" && Number.isInteger(value) && value >= lowest && value <= highest
      ? value
      : refuse(where, `a whole number from ${lowest} to ${highest}`, value);
}

export function oneOf<const T extends string>(allowed: readonly T[]): Reader<T> {
  return (value, where) =>
    allowed.find((each) => each === value) ?? refuse(where, `one of ${allowed.join(", ")}`, value);
}

export function nullOr<T>(reader: Reader<T>): Reader<T | null> {
  return (value, where) => (value === null ? null : reader(value, where));
}

/** A field that may be absent. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, where) => (value === undefined ? undefined : reader(value, where));
}

/** An array, of a given length where one is given. */
export function arrayOf<T>(reader: Reader<T>, length?: number): Reader<T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) return refuse(where, "an array", value);
    if (length !== undefined && value.length !== length)
      refuse(where, `an array of ${length}`, value);
    for (let i = 0; i < value.length; i++) reader(value[i], `${where}[${i}]`);
    return value;
  };
}

/** Numbers and nulls. */
export function column(length?: number): Reader<(number | null)[]> {
  return arrayOf(nullOr(number), length);
}

/** Numbers. */
export function countColumn(length?: number): Reader<number[]> {
  return arrayOf(number, length);
}

/** Two numbers. */
export const pair: Reader<readonly [number, number]> = (value, where) =>
  arrayOf(number, 2)(value, where) as [number, number];

/** An object with at least these fields. */
export function object<F extends Fields>(fields: F): Reader<ObjectOf<F>> {
  return (value, where) => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return refuse(where, "an object", value);
    for (const [name, reader] of Object.entries(fields))
      reader((value as Record<string, unknown>)[name], `${where}.${name}`);
    return value as ObjectOf<F>;
  };
}
