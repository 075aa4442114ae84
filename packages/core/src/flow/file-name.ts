/** What file names say: run and sub-run number, the stem of outputs, natural order. */

import { type RunNumber, runNumberOf } from "../numerics/run-number.js";

/** Run and sub-run number of a file; null where its name has none. */
export interface RunNumbers {
  run: RunNumber | null;
  subRun: RunNumber | null;
}

/**
 * Run and sub-run number from a file name, with or without directory.
 *
 * The run is the number after `rctl_`, else after `run_`, else after a date with time, else the last
 * part between underscores that is all digits (`adc64_demo_103` → 103). A date (`2026_07_16`), with
 * time and zone (`14_05_34_CST`) where they follow, is no number of these; one in a single part
 * (`20251104174640`) is. The sub-run is what follows the run as `_p14`, or as `_14` at the end of the
 * name. Numbers of more than 64 bits are none.
 */
export function runNumbers(name: string): RunNumbers {
  const { parts, runAt } = runPlace(name, isNumber);
  if (runAt === undefined) return { run: null, subRun: null };
  const following = parts.slice(runAt + 1);
  const marked = following.find((part) => /^p\d+$/i.test(part) && isNumber(part.slice(1)));
  const bare = following.length === 1 && isNumber(following[0]!) ? following[0] : undefined;
  const subRun = marked?.slice(1) ?? bare;
  return {
    run: runNumberOf(parts[runAt]!),
    subRun: subRun === undefined ? null : runNumberOf(subRun),
  };
}

/** The run that a name says, for programs: a number, digits where it is too large for one, else null. */
export function runInName(name: string): number | string | null {
  const { parts, runAt } = runPlace(name, isDigits);
  if (runAt === undefined) return null;
  const digits = parts[runAt]!;
  return runNumberOf(digits) ?? digits.replace(/^0+/, "");
}

/** The parts of a name without dates, and which of them is the run. @param isRun what it may be */
function runPlace(
  name: string,
  isRun: (part: string) => boolean,
): { parts: string[]; runAt: number | undefined } {
  const { parts, afterTime } = withoutDates(fileStem(name).split(/[_.-]/));
  const afterWord = (word: string): number =>
    parts.findIndex((part, i) => isRun(part) && parts[i - 1]?.toLowerCase() === word);
  const found = [
    afterWord("rctl"),
    afterWord("run"),
    afterTime !== null && isRun(parts[afterTime] ?? "") ? afterTime : -1,
    parts.map(isRun).lastIndexOf(true),
  ];
  return { parts, runAt: found.find((at) => at >= 0) };
}

/** The parts without dates, and where the part after the last date with a time is now. */
function withoutDates(all: readonly string[]): { parts: string[]; afterTime: number | null } {
  const parts: string[] = [];
  let afterTime: number | null = null;
  for (let i = 0; i < all.length; ) {
    if (!isDate(all.slice(i, i + 3))) {
      parts.push(all[i++]!);
      continue;
    }
    i += 3;
    if (!isTimeOfDay(all.slice(i, i + 3))) continue;
    i += 3;
    if (/^[A-Z]{1,5}$/.test(all[i] ?? "")) i++;
    afterTime = parts.length;
  }
  return { parts, afterTime };
}

function isDate([year = "", month = "", day = ""]: readonly string[]): boolean {
  return /^20\d\d$/.test(year) && isBetween(month, 1, 12) && isBetween(day, 1, 31);
}

function isTimeOfDay([hour = "", minute = "", second = ""]: readonly string[]): boolean {
  return isBetween(hour, 0, 23) && isBetween(minute, 0, 59) && isBetween(second, 0, 60);
}

/** Whether a part is a number of two digits within limits. */
const isBetween = (part: string, least: number, most: number): boolean =>
  /^\d\d$/.test(part) && Number(part) >= least && Number(part) <= most;

/** The name without directory and without `.FLOW.hdf5`, else `.hdf5` or `.h5`; case is ignored. */
export function fileStem(name: string): string {
  const base = name.split(/[/\\]/).at(-1)!;
  return base.replace(/(\.flow)?\.(hdf5|h5)$/i, "");
}

/**
 * Orders names as people count: `_2` before `_10`, zero-padded or not. Text is compared by code
 * unit, in every locale alike; names that count the same (`_2`, `_02`) are ordered by code unit too.
 * @returns below, at or above zero, for `Array.sort`; zero for equal strings only
 */
export function compareNatural(a: string, b: string): number {
  const partsOfA = a.match(/\d+|\D+/g) ?? [];
  const partsOfB = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(partsOfA.length, partsOfB.length); i++) {
    const order = comparePart(partsOfA[i]!, partsOfB[i]!);
    if (order !== 0) return order;
  }
  return partsOfA.length - partsOfB.length || compareText(a, b);
}

function comparePart(a: string, b: string): number {
  if (!isDigits(a) || !isDigits(b)) return compareText(a, b);
  const digitsOfA = a.replace(/^0+/, "");
  const digitsOfB = b.replace(/^0+/, "");
  return digitsOfA.length - digitsOfB.length || compareText(digitsOfA, digitsOfB);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isDigits = (part: string): boolean => /^\d+$/.test(part);

const isNumber = (part: string): boolean => isDigits(part) && runNumberOf(part) !== null;
