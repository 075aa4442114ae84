/** Sizes in the words of a verdict, and verdicts in other units. */
import { fromAdc16, type Units, unitLabels } from "../units.js";
import type { Verdict } from "./verdict.js";

/** Unit of records that hold sizes; only these change with the units that are shown. */
export const adc16Unit: string = unitLabels.ADC16;

/** A size for a reason, in the one form that `verdictInUnits` finds again: `-28341.4 ADC16 counts`. */
export function adc16Text(valueAdc16: number): string {
  // Without an exponent, and without a minus before a zero.
  return `${Math.round(10 * valueAdc16) / 10 + 0} ${adc16Unit}`;
}

const adc16Pattern = new RegExp(`(-?\\d+(?:\\.\\d+)?) ${adc16Unit}`, "g");

/**
 * A verdict as it is shown: value, limit, unit and the sizes in its reason in another unit. Records
 * of counts and ratios keep their value. The state never depends on units.
 */
export function verdictInUnits(verdict: Verdict, units: Units): Verdict {
  const reason = verdict.reason.replace(
    adc16Pattern,
    (_, size: string) =>
      `${shortNumber(fromAdc16(Number(size), units), units)} ${unitLabels[units]}`,
  );
  if (verdict.unit !== adc16Unit) return { ...verdict, reason };
  const { value, limit } = verdict;
  return {
    ...verdict,
    value: value === null ? null : fromAdc16(value, units),
    limit:
      limit === null
        ? null
        : typeof limit === "number"
          ? fromAdc16(limit, units)
          : [fromAdc16(limit[0], units), fromAdc16(limit[1], units)],
    unit: unitLabels[units],
    reason,
  };
}

function shortNumber(value: number, units: Units): string {
  return String(units === "V" ? Number(value.toPrecision(4)) : Number(value.toFixed(2)));
}
