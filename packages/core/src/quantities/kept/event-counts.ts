/** Events of the file by trigger class: kept with the file, not by channel. */

import type { ByTriggerClass } from "../indexed-by/trigger-class.js";
import { type EarlierTriggers, startTriggers } from "../pools/counts.js";
import type { KeptForm } from "../quantity.js";

export const eventCounts: KeptForm<ByTriggerClass<number>, EarlierTriggers | null> = {
  form: "a count by trigger class, of the file",
  source: { kind: "engine" },
  unknown: () => ({}),
  columns: () => [],
  views: () => [],
  pool: (_, memory) => startTriggers(memory),
};
