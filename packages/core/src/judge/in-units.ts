/** Sizes in the reason of a verdict, and verdicts in other units. */
import { fromAdc16, type Units, unitLabels } from "../units.js";
import type { Verdict } from "./states/verdict.js";

/** Unit of records that hold sizes; only these change with the units that are shown. */
export const adc16Unit: string = unitLabels.ADC16;

/** A size for a reason, in a form that `verdictInUnits` finds again: `-28341.4 ADC16 counts`. */
export function adc16Text(valueAdc16: number): string {
  return `${shortAdc16(valueAdc16)} ${adc16Unit}`;
}

/** A range for a reason, in the other form that it finds: `-30000 to -26000 ADC16 counts`. */
export function adc16RangeText(lowestAdc16: number, highestAdc16: number): string {
  return `${shortAdc16(lowestAdc16)} to ${adc16Text(highestAdc16)}`;
}

/** Without an exponent, and without a minus before a zero. */
const shortAdc16 = (valueAdc16: number): number => Math.round(10 * valueAdc16) / 10 + 0;

const size = "-?\\d+(?:\\.\\d+)?";
const adc16Pattern = new RegExp(`(?:(${size}) to )?(${size}) ${adc16Unit}`, "g");

/**
 * A verdict as it is shown: value, limit, unit and the sizes in its reason in another unit. Records
 * of counts and ratios keep their value. The state never depends on units.
 */
export function verdictInUnits(verdict: Verdict, units: Units): Verdict {
  const reason = reasonInUnits(verdict.reason, units);
  const isSize = verdict.unit === adc16Unit && units !== "ADC16";
  // Most of a file's many thousands are the same in all units.
  if (!isSize) return reason === verdict.reason ? verdict : { ...verdict, reason };
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

function reasonInUnits(reason: string, units: Units): string {
  if (!reason.includes(adc16Unit)) return reason;
  const shown = (text: string): string => shortNumber(fromAdc16(Number(text), units), units);
  return reason.replace(
    adc16Pattern,
    (_, low: string | undefined, high: string) =>
      `${low === undefined ? "" : `${shown(low)} to `}${shown(high)} ${unitLabels[units]}`,
  );
}

function shortNumber(value: number, units: Units): string {
  return String(units === "V" ? Number(value.toPrecision(4)) : Number(value.toFixed(2)));
}
