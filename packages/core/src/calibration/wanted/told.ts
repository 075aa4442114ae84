import { type FaultOutcome, filesWith } from "../watched/scenario-outcome.js";
import { faultsNamed } from "./seen.js";
import type { Wanted } from "./wanted.js";

/**
 * Every fault is told as new so often, in the files that have it and later, on average over the faults.
 * A warning that becomes bad is new a second time.
 */
export function toldNew(most: number, name?: string): Wanted {
  return {
    words: `new ${timesText(most)}`,
    measure: ({ faults }) => {
      const counts = faultsNamed(faults, name).map(({ fault, files }) =>
        countOf(files.slice(fault.firstFile), ({ isNew }) => isNew),
      );
      const largest = Math.max(0, ...counts);
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const isMet = mean <= 1.05 * most && counts.every((count) => count >= 1);
      return { words: `new ${timesText(Number(mean.toFixed(2)))} (${largest} at most)`, isMet };
    },
  };
}

/** Where it is alarmed after it was told as new, the first file is named in at least 95 % of the files. */
export function toldSince(name?: string): Wanted {
  return {
    words: "later: since the first file",
    measure: ({ faults }) => {
      const later = faultsNamed(faults, name)
        .flatMap((fault) => filesWith(fault))
        .filter(({ state, isNew }) => state !== "ok" && !isNew);
      const named = countOf(later, ({ since }) => since.length > 0);
      const isMet = later.length > 0 && named >= 0.95 * later.length;
      return { words: `since told in ${named} of ${later.length}`, isMet };
    },
  };
}

/** While a fault is there it is not told as recovered. */
export function neverRecovered(name?: string): Wanted {
  return {
    words: "recovered never",
    measure: ({ faults }) => {
      const count = countOf(
        faultsNamed(faults, name).flatMap((fault) => filesWith(fault)),
        ({ isRecovered }) => isRecovered,
      );
      return { words: `recovered ${timesText(count)}`, isMet: count === 0 };
    },
  };
}

/** Most faults are told as recovered once they end, and not before. @param within so many files */
export function recoveredAtEnd(within: number, name?: string): Wanted {
  return {
    words: "recovered when repaired",
    measure: ({ faults }) => {
      const of = faultsNamed(faults, name);
      const count = of.filter((fault) => isRecoveredAtEnd(fault, within)).length;
      const isMet = of.length > 0 && count >= 0.95 * of.length;
      return { words: `${count} of ${of.length} recovered when repaired`, isMet };
    },
  };
}

function isRecoveredAtEnd({ fault: { firstFile, endFile }, files }: FaultOutcome, within: number) {
  if (endFile === null) return false;
  const before = files.slice(firstFile, endFile);
  const after = files.slice(endFile, endFile + within);
  return !before.some(({ isRecovered }) => isRecovered) && after.some((file) => file.isRecovered);
}

/** Every change of conditions is told as new in its file; of other files only a return may be. */
export const conditionsToldOnce: Wanted = {
  words: "each change of conditions told once",
  measure: ({ files, newConditions, oldConditions }) => {
    const told = files.flatMap(({ tellsConditions }, index) => (tellsConditions ? [index] : []));
    const right = told.filter((index) => newConditions.includes(index)).length;
    const wrong = told.length - right - told.filter((i) => oldConditions.includes(i)).length;
    return {
      words: `${right} of ${newConditions.length} told, ${wrong} besides`,
      isMet: right === newConditions.length && wrong === 0,
    };
  },
};

/** So many alarms, each fault once, stand where the fault is, in most of its files. */
export function alarmsThere(count: number, name?: string): Wanted {
  return {
    words: `${count} ${count === 1 ? "alarm" : "alarms"} of it`,
    measure: ({ faults }) => {
      const all = faultsNamed(faults, name).flatMap((fault) => filesWith(fault));
      const right = countOf(all, ({ alarmCount }) => alarmCount === count);
      return {
        words: `${count} in ${right} of ${all.length} files`,
        isMet: all.length > 0 && right >= 0.95 * all.length,
      };
    },
  };
}

const countOf = <Of>(all: readonly Of[], is: (one: Of) => boolean): number => all.filter(is).length;

function timesText(times: number): string {
  if (times === 0) return "never";
  if (times === 1) return "once";
  return times === 2 ? "twice" : `${times} times`;
}
