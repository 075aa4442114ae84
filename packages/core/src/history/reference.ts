/** Earlier files as one reference: what figures draw as a band and checks compare with. */
import type { EarlierQuantities } from "../quantities/table.js";

/** A roll-up of earlier compatible files. Sizes in ADC16 counts. */
export interface Reference extends EarlierQuantities {
  /** Names of the input files it was made of, oldest first. */
  files: string[];
  /** Earlier files that were excluded, with the reason. */
  refused: { file: string; reason: string }[];
  /** Excluded channels, as they were bad on absolute limits, summed over all files. */
  leftOut: number;
}
