/** Counts of waveforms, by channel and by what they are counted among. */

import {
  type Counts,
  type Denominator,
  denominators,
  type FractionCounts,
  zeroFractions,
} from "../indexed-by/denominator.js";
import type { ByTriggerClass } from "../indexed-by/trigger-class.js";
import { type EarlierFractions, startCounts } from "../pools/counts.js";
import type { FigureWords, FlagTest, KeptForm, Quantity } from "../quantity.js";
import { type Column, writeCounts } from "./column.js";

/** Waveforms that pass a test, among those of each denominator. */
export function fractions(test: FlagTest): KeptForm<FractionCounts, EarlierFractions> {
  return {
    form: `passed and total by denominator (${denominators.join(", ")}), by channel`,
    source: { kind: "flag", test },
    needsOneLength: true,
    unknown: ({ detector }) => zeroFractions(detector.adcCount * detector.channelCount),
    columns: (name) =>
      denominators.flatMap((denominator) =>
        parts.map((part) => countColumn(`${name}_${denominator}_${part}`, denominator, part)),
      ),
    views: (name, title) =>
      denominators.map((denominator) => ({
        kind: "fraction",
        of: { denominator },
        label: title.toLowerCase(),
        columns: parts.map((part) => `${name}_${denominator}_${part}`),
        cells: (kept, i) => parts.map((part) => kept[denominator][part][i]!),
      })),
    pool: ({ detector }, memory) => startCounts(detector.adcCount * detector.channelCount, memory),
  };
}

const parts = ["passed", "total"] as const;

/** Null where the channel has no valid waveform of the class: nothing was counted. */
function countColumn(
  name: string,
  denominator: Denominator,
  part: keyof Counts,
): Column<FractionCounts> {
  return {
    name,
    type: "INT32",
    figuresOnly: denominator === "epcb" || denominator === "tpc",
    figuresOnlyByClass: denominator === "channel",
    read: (kept, i, validCount) => (validCount > 0 ? kept[denominator][part][i]! : null),
    write: (kept, cells) => writeCounts(kept[denominator][part], cells),
  };
}

/** A quantity that counts waveforms with a flag. */
export interface FlagQuantity
  extends Quantity<ByTriggerClass<FractionCounts>, ByTriggerClass<EarlierFractions>> {
  words: FigureWords & {
    /** What its waveforms are: "at the lower rail". */
    are: string;
  };
}
