/** One number by channel. */

import type { KeptForm, Source } from "../quantity.js";
import { type Column, numberColumn, writeCounts } from "./column.js";

/** The largest or smallest value of a channel's valid waveforms; NaN where none is valid. */
export function extreme(
  of: "largest" | "smallest",
  value: Extract<Source, { kind: "extreme" }>["value"],
): KeptForm<Float64Array, null> {
  return numberForm({ kind: "extreme", of, value });
}

function numberForm(source: Source): KeptForm<Float64Array, null> {
  return {
    form: "a number by channel",
    source,
    unknown: ({ detector }) =>
      new Float64Array(detector.adcCount * detector.channelCount).fill(Number.NaN),
    columns: (name) => [numberColumn<Float64Array>(name, (kept) => kept)],
    views: (name, title) => [
      {
        kind: "number",
        of: {},
        label: title.toLowerCase(),
        columns: [name],
        cells: (kept, i) => [kept[i]!],
      },
    ],
  };
}

/** A number by channel that engines make of all waveforms together; NaN where unknown. */
export const channelNumber: KeptForm<Float64Array, null> = numberForm({ kind: "engine" });

/** A number of waveforms by channel. */
export const waveformCount: KeptForm<Uint32Array, null> = {
  form: "a count by channel",
  source: { kind: "engine" },
  unknown: ({ detector }) => new Uint32Array(detector.adcCount * detector.channelCount),
  columns: (name): Column<Uint32Array>[] => [
    { name, type: "INT32", read: (kept, i) => kept[i]!, write: writeCounts },
  ],
  views: () => [],
};

/** A number of waveforms among the valid ones, by channel; 0, in stores null, where none is valid. */
export const countAmongValid: KeptForm<Uint32Array, null> = {
  ...waveformCount,
  columns: (name): Column<Uint32Array>[] => [
    {
      name,
      type: "INT32",
      read: (kept, i, validCount) => (validCount > 0 ? kept[i]! : null),
      write: writeCounts,
    },
  ],
  views: (name, title) => [
    {
      kind: "count",
      of: {},
      label: title.toLowerCase(),
      columns: [name],
      cells: (kept, i) => [kept[i]!],
    },
  ],
};
