/** Asking the independent program, and holding numbers against its answers. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Quantiles } from "../../src/quantities/kept/distribution.js";
import type { DarkLines } from "../../src/quantities/kept/lines.js";
import type { FileNumbers } from "../../src/summary.js";
import { expectSameLines } from "../compute/same-numbers.js";

/** Where the description of a built-in detector lies. */
export const descriptionOf = (detector: string): string =>
  fileURLToPath(new URL(`../../assets/detectors/${detector}.json`, import.meta.url));

/** The answers to a list of tasks: a line of JSON each. */
export function runPython(tasks: readonly object[]): unknown[] {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const python = join(here, "../../../../.venv/bin/python");
  const { status, stdout, stderr } = spawnSync(python, ["-B", join(here, "run.py")], {
    ...{ input: JSON.stringify(tasks), encoding: "utf8", maxBuffer: 2 ** 30 },
  });
  expect(status, stderr).toBe(0);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

export type Numbers = readonly (number | null)[];

/** The first places where two lists differ by more than the tolerances, or in what is unknown. */
export function differences(
  found: ArrayLike<number>,
  wanted: Numbers,
  relative: number,
  absolute = 0,
) {
  const errors = wanted.flatMap((value, i) => {
    const same =
      value === null
        ? Number.isNaN(found[i])
        : Math.abs(found[i]! - value) <= relative * Math.abs(value) + absolute;
    return same ? [] : [`${i}: ${found[i]} instead of ${value}`];
  });
  return found.length === wanted.length ? errors.slice(0, 5) : [`${found.length} numbers`];
}

export const quantileNames = ["p16", "p50", "p84"] as const;

export function quantileDifferences(
  found: Quantiles,
  wanted: Record<keyof Quantiles, Numbers>,
): string[] {
  return quantileNames.flatMap((name) => differences(found[name], wanted[name], 1e-12));
}

const countNames = ["darkCount", "litCount", "faintCount", "constantCount"] as const;
const distributionNames = ["darkBaseline", "darkNoise", "gain"] as const;

/** Counts are the same, sizes and ratios to 1e-12, lines in single precision. */
// biome-ignore lint/suspicious/noExplicitAny: numbers of another program
export function expectDarkNumbers(numbers: FileNumbers, wanted: any): void {
  for (const name of countNames)
    expect([name, Array.from(numbers[name])]).toEqual([name, wanted[name]]);
  for (const name of distributionNames)
    expect([name, quantileDifferences(numbers[name], wanted[name])]).toEqual([name, []]);
  expect(differences(numbers.light, wanted.light, 1e-12)).toEqual([]);
  const lines: DarkLines = {
    watched: Float64Array.from(wanted.watched as Numbers, (value) => value ?? Number.NaN),
    count: Uint32Array.from(wanted.lineCount as number[]),
    peaks: (wanted.peaks as Numbers[][]).map((peaks) =>
      peaks.map(([frequencyMHz, lnExcess, lnOverOthers]) => ({
        frequencyMHz: frequencyMHz!,
        lnExcess: lnExcess!,
        lnOverOthers: lnOverOthers ?? Number.NaN,
      })),
    ),
  };
  expectSameLines(numbers.lines, lines);
}
