/**
 * Units. Everything inside the package is in ADC16 counts (and V² for spectra); units are chosen
 * only where numbers are shown, so flags, counts and verdicts cannot depend on them.
 */

/** What baselines, noise and waveforms may be shown in. */
export const unitNames = ["ADC16", "ADC14", "V"] as const;
export type Units = (typeof unitNames)[number];

/** Largest value of the 14-bit converter. */
const adc14Max = 8191;

/** 14-bit values are written shifted left by two bits: ADC16 = 4 × ADC14. */
export const adc16PerAdc14 = 4;

/** Volts of one ADC16 count: 1 / (8191 · 4) V. */
export const voltsPerAdc16: number = 1 / (adc14Max * adc16PerAdc14);

/** At or above this ADC16 value a sample is clipped, unless the detector says otherwise: (8191 − 1) · 4. */
export const upperRailAdc16: number = (adc14Max - 1) * adc16PerAdc14;

/** At or below this ADC16 value a sample is at the lower rail, unless the detector says otherwise: −(8191 · 4). */
export const lowerRailAdc16: number = -(adc14Max * adc16PerAdc14);

/** The value of one ADC16 count in a unit. */
export const unitsPerAdc16: Readonly<Record<Units, number>> = {
  ADC16: 1,
  ADC14: 1 / adc16PerAdc14,
  V: voltsPerAdc16,
};

/** A size or position in ADC16 counts, in another unit. NaN stays NaN. */
export function fromAdc16(valueAdc16: number, units: Units): number {
  return valueAdc16 * unitsPerAdc16[units];
}

/** Sizes or positions in ADC16 counts, in another unit: a new array. NaN stays NaN. */
export function toUnits(valuesAdc16: ArrayLike<number>, units: Units): Float64Array {
  return Float64Array.from(valuesAdc16, (value) => fromAdc16(value, units));
}

/** How a unit is written on an axis. */
export const unitLabels: Readonly<Record<Units, string>> = {
  ADC16: "ADC16 counts",
  ADC14: "ADC14 counts",
  V: "V",
};
