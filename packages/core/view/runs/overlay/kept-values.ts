/** Reading the numbers of a run that the index keeps. */
import type { RunValues } from "@light-dqm/core/blocks";
import { type Fields, fieldsOf, listOf, textOf } from "../../document/fields.js";
import { runNumberIn } from "../run.js";

/** The numbers of a run, to six digits. @throws Error for data that are none of a run */
export function parseValues(fields: Fields): RunValues {
  const adc = listOf(fields.adc).map(Number);
  if (adc.length === 0) throw new Error("there are no numbers of channels in the data");
  return {
    ...{ name: textOf(fields.name), run: runNumberIn(fields.run) },
    ...{ startMs: numberOrNull(fields.startMs), detector: textOf(fields.detector) },
    ...{ cabling: textOf(fields.cabling), made: madeOf(fieldsOf(fields.made)), adc },
    channel: adc.map((_, i) => Number(listOf(fields.channel)[i])),
    quantities: listOf(fields.quantities).map((each) => {
      const { name, kind, unit, values } = fieldsOf(each);
      return {
        ...{ name: textOf(name), unit: textOf(unit) },
        kind: kinds.find((known) => known === kind) ?? "number",
        values: adc.map((_, i) => numberOrNull(listOf(values)[i])),
      };
    }),
    spectra: fields.spectra ? spectraOf(fieldsOf(fields.spectra)) : null,
  };
}

const kinds = ["median", "fraction", "power", "number", "count", "ln"] as const;

function madeOf(made: Fields): RunValues["made"] {
  return {
    events: textOf(made.events),
    thresholdAdc16: listOf(made.thresholdAdc16).map(Number),
    sampleCount: Number(made.sampleCount),
    baselineTriggerClass: textOf(made.baselineTriggerClass),
    spectrumScale: textOf(made.spectrumScale),
    approximate: made.approximate ? listOf(made.approximate).map(textOf) : null,
  };
}

function spectraOf({ unit, frequencyMHz, curves }: Fields): NonNullable<RunValues["spectra"]> {
  const frequencies = listOf(frequencyMHz).map(Number);
  return {
    unit: textOf(unit),
    frequencyMHz: frequencies,
    curves: listOf(curves).map((each) => {
      const { label, adc, channels, log10 } = fieldsOf(each);
      return {
        ...{ label: textOf(label), adc: Number(adc), channels: listOf(channels).map(Number) },
        power: frequencies.map((_, bin) => {
          const hundredths = numberOrNull(listOf(log10)[bin]);
          return hundredths === null ? null : 10 ** (hundredths / 100);
        }),
      };
    }),
  };
}

const numberOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
