/** Views of quantities: one number by channel, which trends, comparisons, tables and maps show. */
import type { Denominator } from "../indexed-by/denominator.js";
import type { TriggerClass } from "../indexed-by/trigger-class.js";

/** What distinguishes the views of one quantity. */
export interface Selection {
  triggerClass?: TriggerClass;
  denominator?: Denominator;
  lineMHz?: number;
}

/**
 * How the cells of a view are to be understood:
 * - `median`: median, 16 and 84 % quantile;
 * - `fraction`: waveforms that passed, waveforms in total;
 * - `power`, `number`: a value;
 * - `count`: a number of waveforms;
 * - `ln`: a natural logarithm.
 */
export type ViewKind = "median" | "fraction" | "power" | "number" | "count" | "ln";

/** One number by channel out of what is kept of a quantity. */
export interface View<Kept> {
  kind: ViewKind;
  of: Selection;
  /** In a comparison: `clipped beam`, `power at 10 MHz`. */
  label: string;
  /** Columns of the store that hold the cells. */
  columns: string[];
  /** The cells of a channel, as the columns hold them; NaN (0 for counts) where unknown. */
  cells(kept: Kept, channelIndex: number): number[];
}

/** Whether a view is the one that a selection asks for; what it leaves open fits all. */
export function isSelected({ of }: View<never>, selection: Selection): boolean {
  return (Object.keys(of) as (keyof Selection)[]).every(
    (key) => selection[key] === undefined || selection[key] === of[key],
  );
}
