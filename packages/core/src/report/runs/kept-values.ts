/** Numbers of a run as the index keeps them for comparing any two runs: the same in fewer bytes. */
import { detectorGroups } from "../../detector/groups.js";
import type { QuantityValues, RunValues, SpectrumCurve } from "../../history/overlay/overlay.js";
import { runNumbers, runSpectra } from "../../history/overlay/run-values.js";
import type { FileSummary } from "../../summary.js";

/** Numbers rounded; a quantity that is unknown in all channels is left out. Plain data. */
export interface KeptValues extends Omit<RunValues, "spectra"> {
  spectra: { unit: string; frequencyMHz: number[]; curves: KeptCurve[] } | null;
}

interface KeptCurve extends Omit<SpectrumCurve, "power"> {
  /** 100·log10 of the power, rounded; null where it is unknown or 0. [bin] */
  log10: (number | null)[];
}

const digits = 6;
/** Detectors of more channels have a spectrum for each ADC. */
const mostSpectra = 1000;

/** The numbers of a file that two runs are compared by; spectra by channel, of large detectors by ADC. */
export function keptValues(summary: FileSummary): KeptValues {
  const isLarge = detectorGroups(summary.detector).active.length > mostSpectra;
  const numbers = runNumbers(summary);
  const spectra = runSpectra(summary, isLarge ? "adc" : "channel");
  return {
    ...numbers,
    quantities: numbers.quantities.flatMap(keptQuantity),
    spectra: spectra && {
      ...spectra,
      frequencyMHz: spectra.frequencyMHz.map(rounded),
      curves: spectra.curves.map(({ power, ...curve }) => ({
        ...curve,
        log10: power.map((each) => (each > 0 ? Math.round(100 * Math.log10(each)) : null)),
      })),
    },
  };
}

function keptQuantity({ values, ...quantity }: QuantityValues): QuantityValues[] {
  if (values.every((value) => value === null)) return [];
  return [{ ...quantity, values: values.map((value) => (value === null ? null : rounded(value))) }];
}

/** Most are small whole numbers, which are as they are. */
const rounded = (value: number): number =>
  Number.isInteger(value) && Math.abs(value) < 10 ** digits
    ? value
    : Number(value.toPrecision(digits));
