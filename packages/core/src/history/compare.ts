/** Two stored files compared: what differs most, by channel. */

import { cablingOf } from "../detector/cabling.js";
import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import { clopperPearson } from "../numerics/interval.js";
import { nullForNaN } from "../quantities/kept/column.js";
import { type NamedView, views } from "../quantities/table.js";
import type { FileSummary } from "../summary.js";
import { unitLabels } from "../units.js";
import { caveatsBetween, howMade } from "./overlay/how-made.js";

/** One quantity of one channel in both files. */
export interface Difference {
  adc: number;
  channel: number;
  /** `baseline`, `noise`, `clipped beam`, `power at 10 MHz`… */
  quantity: string;
  /** Unit of the values; empty for fractions and ratios. */
  unit: string;
  /** Medians, fractions or powers; null where unknown. */
  before: number | null;
  after: number | null;
  /**
   * Size of the difference, to rank different quantities: in standard deviations of the
   * difference for medians (at least 1 count, of ratios 0.01) and fractions; in factors of e^0.1 for powers and lines. Infinity
   * where one file lacks the channel.
   */
  significance: number;
}

/** Differences of two files. */
export interface Comparison {
  before: Pick<FileSummary, "input" | "time">;
  after: Pick<FileSummary, "input" | "time">;
  /** The largest first. */
  differences: Difference[];
  /** What was computed differently and may cause differences. */
  caveats: string[];
}

/**
 * Compares two files channel by channel, over active channels.
 * @throws LightDqmError `incompatible` for files of different detectors
 */
export function compareSummaries(before: FileSummary, after: FileSummary): Comparison {
  if (cablingOf(before.detector) !== cablingOf(after.detector))
    throw new LightDqmError("incompatible", {
      what: "Files of different detectors cannot be compared",
      where: after.input.name,
      expected: before.detector.name,
      got: `${after.detector.name}, or another cabling of it`,
    });
  const { active, placeOf } = detectorGroups(before.detector);
  const compared = views.filter(
    ({ kind, of }) =>
      kind !== "number" &&
      kind !== "count" &&
      (of.denominator ?? "total") === "total" &&
      (of.triggerClass !== "all" || !before.triggersTyped),
  );
  // An earlier version that did not know a quantity says nothing of the channels.
  const isKnown = (summary: FileSummary, { cells }: NamedView): boolean =>
    active.some((i) => !Number.isNaN(cells(summary, i)[0]!));
  const differences = compared.flatMap((view) => {
    if (view.quantity.addedLater && !(isKnown(before, view) && isKnown(after, view))) return [];
    return active.flatMap((i) => {
      const found = compareView(view, view.cells(before, i), view.cells(after, i));
      return found ? [{ ...placeOf(i), ...found }] : [];
    });
  });
  differences.sort((a, b) =>
    b.significance > a.significance ? 1 : b.significance < a.significance ? -1 : 0,
  );
  return {
    before: side(before),
    after: side(after),
    differences,
    caveats: caveatsBetween(madeOf(before), madeOf(after)),
  };
}

const madeOf = (summary: FileSummary): Parameters<typeof caveatsBetween>[0] => ({
  name: summary.input.name,
  made: howMade(summary),
});

const side = ({ input, time }: FileSummary): Comparison["before"] => ({ input, time });

type Found = Pick<Difference, "quantity" | "unit" | "before" | "after" | "significance">;

/** What differs in a view of one channel; null where both files lack it. */
function compareView(
  { kind, label, quantity }: NamedView,
  was: number[],
  is: number[],
): Found | null {
  const compare =
    kind === "fraction" ? fractions : kind === "power" ? powers : kind === "ln" ? logarithms : null;
  const found = compare
    ? compare(was, is)
    : medians(was, is, quantity.unit === "ADC16" ? leastErrorAdc16 : leastErrorOfRatio);
  const unit = quantity.unit === "ADC16" ? unitLabels.ADC16 : quantity.unit;
  return found && { quantity: label, unit, ...found };
}

/** Smaller differences than these do not matter. */
const [leastErrorAdc16, leastErrorOfRatio] = [1, 0.01];

type Compared = Omit<Found, "quantity" | "unit"> | null;

/** A median moves by about 1.25 σ/√n; σ from the quantiles of each file. */
function medians(
  [was, ...before]: number[],
  [is, ...after]: number[],
  leastError: number,
): Compared {
  if (Number.isNaN(was) && Number.isNaN(is)) return null;
  const half = ([p16, p84]: number[]): number => (p84! - p16!) / 2 || 0;
  const error = Math.max(leastError, Math.hypot(half(before), half(after)));
  return {
    before: nullForNaN(was!),
    after: nullForNaN(is!),
    significance: significanceOf(Math.abs(is! - was!) / error),
  };
}

/** Two binomial fractions, errors from their Clopper-Pearson intervals toward each other. */
function fractions(before: number[], after: number[]): Compared {
  const [was, is] = [before, after].map(([passed, total]) =>
    total! > 0 ? clopperPearson(passed!, total!) : null,
  );
  // A file without such counts has no fraction.
  if (!was || !is) return null;
  const rises = is.fraction > was.fraction;
  const error = rises
    ? Math.hypot(was.high - was.fraction, is.fraction - is.low)
    : Math.hypot(was.fraction - was.low, is.high - is.fraction);
  const step = Math.abs(is.fraction - was.fraction);
  return {
    before: was.fraction,
    after: is.fraction,
    significance: step === 0 ? 0 : step / error,
  };
}

function powers([was]: number[], [is]: number[]): Compared {
  if (Number.isNaN(was) && Number.isNaN(is)) return null;
  return {
    before: nullForNaN(was!),
    after: nullForNaN(is!),
    significance: was === is ? 0 : significanceOf(Math.abs(Math.log(is! / was!)) / 0.1),
  };
}

/** Logarithms, of which a tenth is as much as of the powers themselves. */
function logarithms([was]: number[], [is]: number[]): Compared {
  if (Number.isNaN(was) && Number.isNaN(is)) return null;
  return {
    before: nullForNaN(was!),
    after: nullForNaN(is!),
    significance: significanceOf(Math.abs(is! - was!) / 0.1),
  };
}

/** NaN: one of the two is unknown, which is the largest difference of all. */
const significanceOf = (value: number): number =>
  Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
