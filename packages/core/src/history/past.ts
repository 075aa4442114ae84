/** What the files before one say: all that checks compare it with. */

import type { Conditions } from "./conditions.js";
import type { FilesPassed } from "./files-passed.js";
import type { ComparedLevels } from "./levels/compare-levels.js";
import type { LevelName } from "./levels/table.js";
import type { EarlierLight } from "./light/light-memory.js";
import type { ComparedShares } from "./shares/compare-shares.js";
import type { ShareName } from "./shares/share-counts.js";
import type { EarlierTriggers } from "./trigger-memory.js";

/** The past of one file, and how that file lies to it. */
export interface Past {
  /** Files that were remembered. */
  files: FilesPassed;
  /** True where the file's numbers are of a cut, so that only files of the same cut are its past. */
  isOfCut?: boolean;
  /** This file's own conditions, and those of the file before; null for the first. */
  conditions: { now: Conditions; before: Conditions | null };
  /** Thresholds of the file before, one per ADC, ADC16 counts; null for the first. */
  thresholdAdc16: readonly number[] | null;
  levels: Record<LevelName, ComparedLevels>;
  shares: Record<ShareName, ComparedShares>;
  /** Null where no earlier file of the same conditions has them. */
  triggers: EarlierTriggers | null;
  light: EarlierLight | null;
}
