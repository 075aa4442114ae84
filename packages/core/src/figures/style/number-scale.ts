/** From numbers to colours. */
import { linearTicks, logTicks, type Ticks } from "./axes.js";
import { colorScale } from "./color-scale.js";

/** Colours of equal width in the value, or in its logarithm. */
export interface NumberScale {
  /** Ends of the colours, one more than there are colours. */
  edges: readonly number[];
  /** The colour of a value by its number; −1 below the scale, the number of colours above it. */
  colorOf(value: number): number;
  /** Where a value stands on the bar, 0…1. */
  shareOf(value: number): number;
  ticks: Ticks;
}

/** Numbers that colours show; null where unknown. */
export interface ColoredNumbers {
  value: readonly (number | null)[];
  scale: "linear" | "log";
  unit: string;
}

/** Values further from the quartiles than this many times their distance are off the scale. */
const fence = 4;

/**
 * The scale of some numbers, which a few far ones cannot stretch.
 * @param mostFar share of the numbers that may be off the scale; where more are, it holds them all
 */
export function numberScale({ value, scale, unit }: ColoredNumbers, mostFar = 1): NumberScale {
  const isLog = scale === "log";
  const at = (each: number): number => (isLog ? Math.log10(each) : each);
  const back = (each: number): number => (isLog ? 10 ** each : each);
  const known = value.filter((each) => each !== null && (!isLog || each > 0)) as number[];
  const [low, high] = robustEnds(known.map(at), unit === "%", mostFar);
  const count = colorScale.length;
  const shareOf = (each: number): number =>
    isLog && each <= 0 ? Number.NEGATIVE_INFINITY : (at(each) - low) / (high - low);
  const edges = Array.from({ length: count + 1 }, (_, i) => back(low + ((high - low) * i) / count));
  return {
    edges,
    shareOf,
    colorOf: (each) => {
      const share = shareOf(each);
      const tiny = 1e-9;
      if (share < -tiny) return -1;
      return share > 1 + tiny ? count : Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    },
    ticks: isLog ? logTicks(low, high) : linearTicks([low, high], 5),
  };
}

/** Lowest and highest value within the fence, never the same; percentages begin at 0. */
function robustEnds(
  values: readonly number[],
  isPercent: boolean,
  mostFar: number,
): [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [first, third] = [quantile(0.25), quantile(0.75)];
  const reach = third > first ? fence * (third - first) : Number.POSITIVE_INFINITY;
  const near = sorted.filter((each) => each >= first - reach && each <= third + reach);
  const inside = sorted.length - near.length > mostFar * sorted.length ? sorted : near;
  const low = isPercent ? 0 : (inside[0] ?? 0);
  const high = inside.at(-1) ?? 0;
  const spare = high > low ? 0 : Math.max(Math.abs(low) * 1e-3, isPercent ? 1 : 1e-12);
  return [low - (isPercent ? 0 : spare), high + spare];
}
