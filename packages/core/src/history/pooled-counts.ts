/** Counts added over files, and how much more they vary than binomial counts would. */
import type { Counts, FileSummary, FractionCounts } from "../summary.js";
import { denominators, flags, triggerClasses } from "../summary.js";
import type { LeftOut } from "./pooled-medians.js";
import type { Dispersion, Reference } from "./reference.js";

/** Sums of one count over files: Σk, Σn, Σk²/n and the number of files with n > 0. */
interface Sums {
  passed: Float64Array;
  total: Float64Array;
  squares: Float64Array;
  files: Uint32Array;
}

/** Counts in the making; a class that no file knew stays absent. */
export interface CountsInTheMaking {
  add(fractions: FileSummary["fractions"], leftOut: LeftOut): void;
  fractions(): Reference["fractions"];
  dispersion(): Reference["dispersion"];
}

/** Starts with no counts at all. */
export function startCounts(): CountsInTheMaking {
  const pooled: Reference["fractions"] = { clipped: {}, negative: {}, lowerRail: {} };
  const sums = new Map<string, Sums>();
  return {
    add: (counts, leftOut) => {
      for (const flag of flags)
        for (const triggerClass of triggerClasses) {
          const ofFile = counts[flag][triggerClass];
          if (!ofFile) continue;
          pooled[flag][triggerClass] = addCounts(pooled[flag][triggerClass], ofFile, leftOut);
          const key = `${flag} ${triggerClass}`;
          if (!sums.has(key)) sums.set(key, noSums(ofFile.total.total.length));
          addSums(sums.get(key)!, ofFile.total, leftOut);
        }
    },
    fractions: () => structuredClone(pooled),
    dispersion: () => {
      const dispersion: Reference["dispersion"] = { clipped: {}, negative: {}, lowerRail: {} };
      for (const flag of flags)
        for (const triggerClass of triggerClasses) {
          const ofClass = sums.get(`${flag} ${triggerClass}`);
          if (ofClass) dispersion[flag][triggerClass] = dispersionOf(ofClass);
        }
      return dispersion;
    },
  };
}

/** Adds in place, to counts that are made at first. */
function addCounts(
  before: FractionCounts | undefined,
  added: FractionCounts,
  leftOut: LeftOut,
): FractionCounts {
  const zeros = (): Uint32Array => new Uint32Array(added.total.total.length);
  const sums =
    before ??
    (Object.fromEntries(
      denominators.map((denominator): [string, Counts] => [
        denominator,
        { passed: zeros(), total: zeros() },
      ]),
    ) as FractionCounts);
  for (const denominator of denominators)
    for (const part of ["passed", "total"] as const) {
      const [sum, more] = [sums[denominator][part], added[denominator][part]];
      for (let flat = 0; flat < more.length; flat++)
        if (!leftOut?.[flat]) sum[flat]! += more[flat]!;
    }
  return sums;
}

function noSums(flatCount: number): Sums {
  const zeros = (): Float64Array => new Float64Array(flatCount);
  return { passed: zeros(), total: zeros(), squares: zeros(), files: new Uint32Array(flatCount) };
}

function addSums(sums: Sums, { passed, total }: Counts, leftOut: LeftOut): void {
  total.forEach((n, flat) => {
    if (n === 0 || leftOut?.[flat]) return;
    const k = passed[flat]!;
    sums.passed[flat]! += k;
    sums.total[flat]! += n;
    sums.squares[flat]! += k ** 2 / n;
    sums.files[flat]!++;
  });
}

/** A channel with fewer passed waveforms has no say in the dispersion of the detector. */
const tellingCount = 5;

/** One in a hundred normal values lies further above. */
const onePercentSigma = 2.326;

/**
 * Pearson's χ² over files by its degrees of freedom, never below 1: of all channels together, or of
 * the channel itself where it varies so much more that chance explains it in less than 1 %. With
 * p = Σk/Σn, χ² = (Σk²/n − p Σk) / (p (1−p)); its 99 % quantile after Wilson and Hilferty.
 */
export function dispersionOf({ passed, total, squares, files }: Sums): Dispersion {
  const chiSquare = Float64Array.from(passed, (k, flat) => {
    const p = k / total[flat]!;
    return p > 0 && p < 1 ? (squares[flat]! - p * k) / (p * (1 - p)) : 0;
  });
  let [chiSquareSum, freedomSum] = [0, 0];
  passed.forEach((k, flat) => {
    if (k < tellingCount || files[flat]! < 2) return;
    chiSquareSum += chiSquare[flat]!;
    freedomSum += files[flat]! - 1;
  });
  const ofDetector = Math.max(1, freedomSum > 0 ? chiSquareSum / freedomSum : 1);
  return chiSquare.map((value, flat) => {
    const freedom = files[flat]! - 1;
    if (freedom < 1) return ofDetector;
    const ninth = 2 / (9 * freedom);
    const usual = (1 - ninth + onePercentSigma * Math.sqrt(ninth)) ** 3;
    const own = value / freedom;
    return own > ofDetector * usual ? own : ofDetector;
  });
}

/** Beam triggers over files. */
export interface TriggersInTheMaking {
  add(eventCount: FileSummary["eventCount"]): void;
  triggers(): Reference["triggers"];
}

/** Starts with no file; files that cannot tell beam from self triggers count nothing. */
export function startTriggers(): TriggersInTheMaking {
  const sums = noSums(1);
  return {
    add: ({ beam, all }) => {
      if (beam === undefined || !all) return;
      addSums(sums, { passed: Uint32Array.of(beam), total: Uint32Array.of(all) }, null);
    },
    triggers: () =>
      sums.files[0] === 0
        ? null
        : { beam: sums.passed[0]!, all: sums.total[0]!, dispersion: dispersionOf(sums)[0]! },
  };
}
