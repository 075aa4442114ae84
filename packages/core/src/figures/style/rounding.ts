import { format } from "d3-format";

/** A number as it is stored in a payload: 6 significant digits; null for NaN and infinities. */
export function rounded(value: number, digits = 6): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null;
}

/** A column of a payload: chosen entries, scaled and rounded. */
export function roundedColumn(
  values: ArrayLike<number>,
  indices: readonly number[],
  scale = 1,
): (number | null)[] {
  return indices.map((i) => rounded(values[i]! * scale));
}

/** Entries of an array of integers. */
export function pick(values: ArrayLike<number>, indices: readonly number[]): number[] {
  return indices.map((i) => values[i]!);
}

const short = format("~r");
const exponential = format("~e");

/** A number as text: up to `digits` significant digits, a real minus sign, "unknown" for null. */
export function numberText(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return "unknown";
  const kept = Number(value.toPrecision(digits));
  const size = Math.abs(kept);
  if (size >= 1000 && Number.isInteger(kept)) return String(Math.round(value)).replace("-", "−");
  return (size !== 0 && (size < 1e-4 || size >= 1e6) ? exponential(kept) : short(kept)).replace(
    "-",
    "−",
  );
}
