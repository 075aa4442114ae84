/**
 * Small checks of the shape of a value. Each throws a `LightDqmError("output")` that names the place,
 * what is allowed there and what was found.
 */
import { LightDqmError } from "../../errors.js";

/** Throws unless the value is allowed at this place. */
export type Check = (value: unknown, where: string) => void;

/** A check of a key that may be absent. */
export interface OptionalCheck {
  optional: Check;
}

/** @throws LightDqmError always */
export function refuse(where: string, expected: string, got: unknown): never {
  throw new LightDqmError("output", {
    what: "The figure cannot be drawn",
    where,
    expected,
    got: shortly(got),
  });
}

function shortly(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (value !== null && typeof value === "object") return "an object";
  return String(value);
}

export function optional(check: Check): OptionalCheck {
  return { optional: check };
}

export const finite: Check = (value, where) => {
  if (typeof value !== "number" || !Number.isFinite(value)) refuse(where, "a finite number", value);
};

export const positive: Check = (value, where) => {
  if (typeof value !== "number" || !(value > 0 && value < Number.POSITIVE_INFINITY))
    refuse(where, "a positive number", value);
};

export const notNegative: Check = (value, where) => {
  if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    refuse(where, "a non-negative number", value);
};

export const share: Check = (value, where) => {
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    refuse(where, "a number from 0 to 1", value);
};

export const flag: Check = (value, where) => {
  if (typeof value !== "boolean") refuse(where, "true or false", value);
};

export const text: Check = (value, where) => {
  if (typeof value !== "string") refuse(where, "a string", value);
};

const colorPattern =
  /^(#[0-9a-f]{3}|#[0-9a-f]{6}|#[0-9a-f]{8}|rgba?\(\s*\d+(\.\d+)?(\s*,\s*\d+(\.\d+)?){2}(\s*,\s*(0|1|0?\.\d+|1\.0*))?\s*\)|transparent)$/i;

/** Canvases ignore a colour that they cannot parse, so it is checked here. */
export const color: Check = (value, where) => {
  if (typeof value !== "string" || !colorPattern.test(value))
    refuse(where, "a colour as #rgb, #rrggbb, #rrggbbaa, rgb(), rgba() or transparent", value);
};

export function oneOf(...allowed: readonly unknown[]): Check {
  return (value, where) => {
    if (!allowed.includes(value))
      refuse(where, allowed.map((each) => JSON.stringify(each)).join(" or "), value);
  };
}

export function matching(pattern: RegExp, expected: string): Check {
  return (value, where) => {
    if (typeof value !== "string" || !pattern.test(value)) refuse(where, expected, value);
  };
}

export function anyOf(expected: string, ...checks: readonly Check[]): Check {
  return (value, where) => {
    for (const check of checks) {
      try {
        check(value, where);
        return;
      } catch {}
    }
    refuse(where, expected, value);
  };
}

export function listOf(check: Check): Check {
  return (value, where) => {
    if (!Array.isArray(value)) refuse(where, "a list", value);
    for (let i = 0; i < value.length; i++) check(value[i], `${where}[${i}]`);
  };
}

/** Data values; `nullable`: null stands for no value. Non-finite values count as null. */
export function numbers(nullable: boolean): Check {
  return (value, where) => {
    if (!Array.isArray(value)) refuse(where, "a list of numbers", value);
    for (let i = 0; i < value.length; i++) {
      const each: unknown = value[i];
      if (typeof each !== "number" && !(nullable && each === null))
        refuse(`${where}[${i}]`, nullable ? "a number or null" : "a number", each);
    }
  };
}

export const pair: Check = (value, where) => {
  if (!Array.isArray(value) || value.length !== 2) refuse(where, "two numbers", value);
  finite(value[0], `${where}[0]`);
  finite(value[1], `${where}[1]`);
};

/**
 * An object with these keys and no others. A key set to undefined is absent, as in JSON.
 * @param more checks for keys that match a pattern
 */
export function record(
  keys: Readonly<Record<string, Check | OptionalCheck>>,
  more?: (key: string) => Check | undefined,
): Check {
  return (value, where) => {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      refuse(where, "an object", value);
    const found = value as Record<string, unknown>;
    const at = (key: string): string => (where === "" ? key : `${where}.${key}`);
    for (const [key, each] of Object.entries(found)) {
      if (each === undefined || Object.hasOwn(keys, key)) continue;
      const check = more?.(key);
      if (!check) refuse(at(key), `one of ${Object.keys(keys).join(", ")}`, `${key} (unknown key)`);
      check(each, at(key));
    }
    for (const [key, check] of Object.entries(keys)) {
      const each = found[key];
      if (typeof check === "function") check(each, at(key));
      else if (each !== undefined) check.optional(each, at(key));
    }
  };
}
