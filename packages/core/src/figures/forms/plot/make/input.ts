/** Numbers that a user hands over, checked, as columns of a payload. */
import { LightDqmError } from "../../../../errors.js";
import type { Source } from "../../../payload-schema.js";
import { rounded } from "../../../style/rounding.js";
import type { PlotAxis } from "../payload.js";

/** Numbers; NaN and null are gaps. */
export type Numbers = ArrayLike<number | null>;

/** An axis of a figure. */
export interface AxisSettings {
  /** What it shows, without its unit. */
  label: string;
  unit?: string | undefined;
  /** Linear by default. */
  scale?: "linear" | "log" | undefined;
  /** Ends in data values; by default what is drawn fits. */
  range?: readonly [low: number, high: number] | undefined;
  /** Values that are marked by a dashed line across the panel, such as a threshold. */
  marks?: readonly { at: number; label: string }[] | undefined;
}

/** What every figure of one's own says. */
export interface PlotSettings {
  /** The question that it answers, in words. */
  title: string;
  /** The answer in a sentence; by default the lowest and the highest value and where they are. */
  answer?: string | undefined;
  /** The file that the numbers come from, as `sourceOf(run.summary)` names it; none by default. */
  source?: Source | null | undefined;
}

/** @throws LightDqmError `bad-input` always */
export function refuse(what: string, where: string, expected: string, got: string): never {
  throw new LightDqmError("bad-input", { what, where, expected, got });
}

/** Digits that are kept. */
const digits = 9;

/** A column in which NaN, infinities and null become null. */
export function columnOf(values: Numbers, where: string, count?: number): (number | null)[] {
  requireNumbers(values, where);
  if (count !== undefined && values.length !== count)
    refuse("Numbers do not belong together", where, countOf(count), countOf(values.length));
  return Array.from(values, (value) => (value === null ? null : rounded(value, digits)));
}

/** A column without gaps. */
export function finiteColumn(values: Numbers, where: string, count?: number): number[] {
  return columnOf(values, where, count).map(
    (value, i) =>
      value ??
      refuse("A number is missing", `${where}[${i}]`, "a finite number", String(values[i])),
  );
}

const countOf = (count: number): string => (count === 1 ? "1 number" : `${count} numbers`);

function requireNumbers(values: Numbers, where: string): void {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  if (!isList) refuse("Numbers are missing", where, "an array of numbers", nameOf(values));
  const wrong = Array.from(values).findIndex(
    (value) => value !== null && typeof value !== "number",
  );
  if (wrong >= 0)
    refuse(
      "This is no number",
      `${where}[${wrong}]`,
      "a number, NaN or null",
      nameOf(values[wrong]),
    );
}

function nameOf(value: unknown): string {
  if (typeof value === "bigint") return `the bigint ${value}: write Number(…)`;
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** An axis as a payload holds it. */
export function axisOf(settings: AxisSettings, where: string): PlotAxis {
  if (typeof settings?.label !== "string")
    refuse("An axis has no name", where, '{ label: "Time", unit: "µs" }', nameOf(settings));
  const { label, unit = "", scale = "linear", range = null, marks = [] } = settings;
  if (range) {
    const [low, high] = finiteColumn(range, `${where}.range`, 2) as [number, number];
    if (low === high || (scale === "log" && Math.min(low, high) <= 0))
      refuse(
        "An axis has no such range",
        `${where}.range`,
        scale === "log" ? "two different numbers above 0" : "two different numbers",
        `${low} to ${high}`,
      );
  }
  const marked = marks.map(({ at, label }, i) => ({
    at: finiteColumn([at], `${where}.marks[${i}].at`)[0]!,
    label,
  }));
  return { label, unit, scale, range: range && [range[0], range[1]], marks: marked };
}

/** Several things, or one alone. */
export function listOf<One>(given: One | readonly One[], where: string): readonly One[] {
  const list = Array.isArray(given) ? (given as readonly One[]) : [given as One];
  if (list.length === 0)
    refuse("There is nothing to draw", where, "at least one", "an empty array");
  return list;
}
