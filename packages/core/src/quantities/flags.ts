/** Quantities that are flags: what is counted of waveforms that pass a test. */
import type { FractionCounts } from "./denominator.js";
import type { EarlierFractions } from "./pools/counts.js";
import type { Quantity } from "./quantity.js";
import type { ByTriggerClass } from "./trigger-class.js";

export type FlagQuantity = Quantity<
  ByTriggerClass<FractionCounts>,
  ByTriggerClass<EarlierFractions>
>;
