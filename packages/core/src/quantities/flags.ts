/** Quantities that are flags: what is counted of waveforms that pass a test. */
import type { FractionCounts } from "./denominator.js";
import type { EarlierFractions } from "./pools/counts.js";
import type { FigureWords, Quantity } from "./quantity.js";
import type { ByTriggerClass } from "./trigger-class.js";

interface Words {
  words: FigureWords & {
    /** What its waveforms are: "at the lower rail". */
    are: string;
  };
}

export type FlagQuantity = Words &
  Quantity<ByTriggerClass<FractionCounts>, ByTriggerClass<EarlierFractions>>;
