/** Two runs over each other, channel by channel. */
import type { Compared, OverlaidQuantity, Overlay } from "@light-dqm/core/blocks";

/** A channel in both runs; null where unknown. */
export type OverlayRow = ChannelPlace & { [Each in keyof Compared]: number | null };

export interface ChannelPlace {
  adc: number;
  channel: number;
}

/** The rows of a quantity, in the order of the channels. */
export function rowsOf({ adc, channel }: Overlay, quantity: OverlaidQuantity): OverlayRow[] {
  return adc.map((each, i) => ({
    ...{ adc: each, channel: channel[i]! },
    ...{ before: quantity.before[i] ?? null, after: quantity.after[i] ?? null },
    ...{ difference: quantity.difference[i] ?? null, ratio: quantity.ratio[i] ?? null },
  }));
}

/** The largest differences first; what is unknown in one run alone before all of them. */
export function largestFirst(rows: readonly OverlayRow[]): OverlayRow[] {
  const size = ({ before, after, difference }: OverlayRow): number => {
    if (difference !== null) return Math.abs(difference);
    return (before === null) === (after === null) ? -1 : Number.POSITIVE_INFINITY;
  };
  return [...rows].sort((a, b) => {
    const [sizeOfA, sizeOfB] = [size(a), size(b)];
    return sizeOfA === sizeOfB ? 0 : sizeOfB > sizeOfA ? 1 : -1;
  });
}
