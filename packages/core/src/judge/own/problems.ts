/** What is wrong with the row of an own check. */

import { levelRows } from "../../history/levels/table.js";
import { shareNames } from "../../history/shares/share-counts.js";
import type { OwnCheck } from "./own-row.js";

/** What was expected of a row, and what is there. */
export interface Problem {
  expected: string;
  got: string;
}

/** What a column may be. */
interface Column {
  allowed: string;
  isAllowed(value: unknown): boolean;
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const text: Column = { allowed: "some text", isAllowed: isText };
const bool: Column = { allowed: "true or false", isAllowed: (value) => typeof value === "boolean" };
const code: Column = { allowed: "a function", isAllowed: (value) => typeof value === "function" };
const oneOf = (words: readonly string[]): Column => ({
  allowed: `one of ${words.join(", ")}`,
  isAllowed: (value) => words.includes(value as string),
});

const columns: Readonly<Record<keyof OwnCheck, Column>> = {
  name: {
    allowed: "small letters, digits and hyphens, such as small-pulses",
    isAllowed: (value) => typeof value === "string" && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value),
  },
  find: code,
  judge: code,
  title: text,
  meaning: text,
  action: text,
  callers: text,
  scope: oneOf(["channel", "adc", "file"]),
  unit: { allowed: "text", isAllowed: (value) => typeof value === "string" },
  limits: { allowed: "limits by name", isAllowed: isMapping },
  maskedBy: {
    allowed: "a list of whole numbers",
    isAllowed: (value) => Array.isArray(value) && value.every(Number.isInteger),
  },
  mask: oneOf(["baseline", "flatline"]),
  comparesWithEarlier: bool,
  spoilsReference: bool,
  toldOnce: bool,
  guards: oneOf([...levelRows.map(([level]) => level), ...shareNames]),
};
const columnNames = Object.keys(columns);

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first problem of a row; null where there is none. */
export function problemOf(row: OwnCheck): Problem | null {
  if (!isMapping(row)) return { expected: "a check: { name, find, … }", got: shown(row) };
  if (row.name === undefined) return { expected: "a name", got: "no column name" };
  const unknown = Object.keys(row).find((column) => !columnNames.includes(column));
  if (unknown !== undefined)
    return { expected: `only the columns ${columnNames.join(", ")}`, got: unknown };
  for (const [name, { allowed, isAllowed }] of Object.entries(columns)) {
    const value = row[name as keyof OwnCheck];
    if (value !== undefined && !isAllowed(value))
      return { expected: `${allowed} as ${name}`, got: shown(value) };
  }
  if ((row.find === undefined) === (row.judge === undefined))
    return {
      expected: "one function: find or judge",
      got: row.find === undefined ? "neither" : "both",
    };
  const isWide = row.scope === "adc" || row.scope === "file";
  for (const name of ["mask", "spoilsReference", "guards"] as const)
    if (isWide && row[name])
      return { expected: `${name} only where the scope is channel`, got: `scope ${row.scope}` };
  return limitProblem(row.limits ?? {});
}

function limitProblem(limits: NonNullable<OwnCheck["limits"]>): Problem | null {
  for (const [name, limit] of Object.entries<unknown>(limits)) {
    if (!/^[a-z]\w*$/i.test(name))
      return { expected: "letters, digits and _ as the name of a limit", got: name };
    const value = isMapping(limit) ? limit.default : limit;
    if (typeof value !== "number" || !Number.isFinite(value))
      return { expected: `a number as limit ${name}`, got: shown(value) };
  }
  return null;
}

/** A value in an error line. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
