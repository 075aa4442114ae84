/** Kinds of values that settings have: how each is read, checked, described and written. */

import { type RunNumber, runNumberOf } from "../numerics/run-number.js";

/** The part of JSON Schema that is used here. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** A kind of value. Everything that is said or done with a setting's value comes from here. */
export interface ValueKind<T> {
  /** What is allowed, in words that may follow "expected". */
  allowed: string;
  /** Stands for the value in the help: `--max-evts <count>`. */
  placeholder: string;
  /** What the help adds on allowed values; empty where the placeholder says it. */
  hint: string;
  /** The value as the program keeps it; undefined where it is not allowed. */
  read(value: unknown): T | undefined;
  /** What the text of a flag means, for `read` to judge. */
  fromText(text: string): unknown;
  /** The value as YAML and JSON hold it: `read(toPlain(x))` equals x. */
  toPlain(value: T): unknown;
  schema: JsonSchema;
  /** What the value is the path of; undefined where it is no path. */
  names?: "file" | "files" | "directory";
}

const same = <T>(value: T): T => value;

/** Any text, also empty. */
export function text(placeholder: string): ValueKind<string> {
  return {
    allowed: "text (in a YAML file, quote what looks like a number)",
    placeholder,
    hint: "",
    read: (value) => (typeof value === "string" ? value : undefined),
    fromText: same,
    toPlain: same,
    schema: { type: "string" },
  };
}

/** A web address that takes messages. */
export const webAddress: ValueKind<string> = {
  ...text("url"),
  allowed: "a web address that begins with https:// or http://",
  read: (value) =>
    typeof value === "string" && /^https?:$/.test(protocolOf(value)) ? value : undefined,
  schema: { type: "string", format: "uri" },
};

function protocolOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return "";
  }
}

const path = {
  ...text("dir"),
  allowed: "a path",
  read: (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : undefined),
  schema: { type: "string", pattern: "\\S" },
};

/** Path of a directory, relative to the working directory or absolute. */
export const directory: ValueKind<string> = { ...path, names: "directory" };

/** The same, or `none`. */
export const optionalDirectory: ValueKind<string | null> = orNone("dir", "directory");

/** Path of a file, relative to the working directory or absolute, or `none`. */
export function optionalFile(placeholder: string): ValueKind<string | null> {
  return orNone(placeholder, "file");
}

/**
 * Paths of files. Programs may give what would be in a file instead, which has a name and no text: it
 * cannot be read again.
 */
export function files<Given extends { name: string }>(
  placeholder: string,
): ValueKind<(string | Given)[]> {
  return {
    allowed: "paths of files, or none",
    placeholder,
    hint: "several with commas",
    names: "files",
    read(value) {
      if (value === null || value === "none") return [];
      const list = Array.isArray(value) ? value : [value];
      return list.every((each) => path.read(each) !== undefined) ? list : undefined;
    },
    fromText: (given) => (given === "none" ? given : given.split(",").map((each) => each.trim())),
    toPlain(value) {
      const names = value.map((each) =>
        typeof each === "string" ? each : `${each.name} (no file)`,
      );
      return names.length === 0 ? "none" : names.length === 1 ? names[0] : names;
    },
    schema: {
      oneOf: [
        { type: ["string", "null"], pattern: "\\S" },
        { type: "array", items: { type: "string", pattern: "\\S" } },
      ],
    },
  };
}

function orNone(placeholder: string, names: "file" | "directory"): ValueKind<string | null> {
  return {
    allowed: "a path or none",
    placeholder,
    hint: "",
    names,
    read: (value) => (value === null || value === "none" ? null : path.read(value)),
    fromText: same,
    toPlain: (value) => value ?? "none",
    schema: { type: ["string", "null"], pattern: "\\S" },
  };
}

/** A whole number that is not below a bound. */
export function wholeNumber(lowest: number, placeholder = "count"): ValueKind<number> {
  return {
    allowed: `a whole number, ${lowest} or more`,
    placeholder,
    hint: `${lowest} or more`,
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= lowest
        ? value + 0
        : undefined,
    fromText: numberFromText,
    toPlain: same,
    schema: { type: "integer", minimum: lowest },
  };
}

/** A run number of at most 64 bits; see `RunNumber`. */
export const runNumber: ValueKind<RunNumber> = {
  allowed: "a whole number from 0 to 9223372036854775807",
  placeholder: "run",
  hint: "0 or more",
  read: (value) => {
    // A number beyond 2⁵³ has lost its last digits.
    const isExact = typeof value === "string" || Number.isSafeInteger(value);
    const run = isExact ? runNumberOf(String(value)) : null;
    return run === null || String(run).startsWith("-") ? undefined : run;
  },
  fromText: same,
  toPlain: same,
  schema: { type: ["integer", "string"], minimum: 0, pattern: "^[0-9]+$" },
};

/** The same, or `none`. */
export const optionalRunNumber: ValueKind<RunNumber | null> = {
  ...runNumber,
  allowed: `${runNumber.allowed}, or none`,
  hint: `${runNumber.hint}, or none`,
  read: (value) => (value === null || value === "none" ? null : runNumber.read(value)),
  toPlain: (value) => value ?? "none",
  schema: { oneOf: [runNumber.schema, { enum: ["none", null] }] },
};

/** A number between 0 and 1, both excluded. */
export const fraction: ValueKind<number> = {
  allowed: "a number between 0 and 1",
  placeholder: "fraction",
  hint: "between 0 and 1",
  read: (value) => (typeof value === "number" && value > 0 && value < 1 ? value : undefined),
  fromText: numberFromText,
  toPlain: same,
  schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
};

/** One non-negative number, or one per ADC: how many that are, the detector says. */
export const numberByAdc: ValueKind<number[]> = {
  allowed: "a non-negative number, or a list of them, one per ADC of the detector",
  placeholder: "counts[,…]",
  hint: "one number, or one per ADC",
  read(value) {
    const list = Array.isArray(value) ? value : [value];
    const isAllowed = (x: unknown): x is number =>
      typeof x === "number" && Number.isFinite(x) && x >= 0;
    return list.length > 0 && list.every(isAllowed) ? list.map((x) => x + 0) : undefined;
  },
  fromText: (given) => given.split(",").map((part) => numberFromText(part.trim())),
  toPlain: (value) => (value.length === 1 ? value[0] : value),
  schema: {
    oneOf: [
      { type: "number", minimum: 0 },
      { type: "array", items: { type: "number", minimum: 0 }, minItems: 1 },
    ],
  },
};

/** A built-in detector's name, or the path of a description. */
export const detector: ValueKind<string> = {
  ...path,
  allowed: "the name of a built-in detector, or the path of a description",
  placeholder: "name|file",
};

/** One word of a list. */
export function choice<T extends string>(
  words: readonly T[],
  placeholder: string = words.join("|"),
): ValueKind<T> {
  return {
    allowed: `one of ${words.join(", ")}`,
    placeholder,
    hint: "",
    read: (value) => words.find((word) => word === value),
    fromText: same,
    toPlain: same,
    schema: { enum: [...words] },
  };
}

/** Some words of a list, each at most once; `none` for no word. */
export function choices<T extends string>(
  words: readonly T[],
  placeholder: string,
): ValueKind<T[]> {
  return {
    allowed: `any of ${words.join(", ")} (each once), or none`,
    placeholder,
    hint: `any of ${words.join(",")}, or none`,
    read(value) {
      if (value === "none") return [];
      const list = Array.isArray(value) ? value : [value];
      const known = words.filter((word) => list.includes(word));
      return known.length === list.length ? (list as T[]) : undefined;
    },
    fromText: (given) => {
      const list = given.split(",").map((part) => part.trim());
      return list.length === 1 ? list[0] : list;
    },
    toPlain: (value) => (value.length === 0 ? "none" : value),
    schema: {
      oneOf: [
        { enum: [...words, "none"] },
        { type: "array", items: { enum: [...words] }, uniqueItems: true },
      ],
    },
  };
}

/** Yes or no: as a flag, bare or with `true` or `false` in any case. */
export const flag: ValueKind<boolean> = {
  allowed: "true or false",
  placeholder: "true|false",
  hint: "",
  read: (value) => (typeof value === "boolean" ? value : undefined),
  fromText(given) {
    const word = given.toLowerCase();
    return word === "true" || word === "false" ? word === "true" : given;
  },
  toPlain: same,
  schema: { type: "boolean" },
};

/** A time zone of the IANA data base, as this Node knows it. */
export const ianaTimeZone: ValueKind<string> = {
  allowed: "an IANA time zone such as America/Chicago, Europe/Zurich or UTC",
  placeholder: "zone",
  hint: "an IANA name",
  read: (value) => (typeof value === "string" && isTimeZone(value) ? value : undefined),
  fromText: same,
  toPlain: same,
  schema: { type: "string", pattern: "^[A-Za-z]" },
};

function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 are accepted by Intl, but have no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The number a text spells in decimal; the text itself where it spells none. */
export function numberFromText(given: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : given;
}
