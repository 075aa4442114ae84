import type { ByTriggerClass } from "./indexed-by/trigger-class.js";
import { eventCounts } from "./kept/event-counts.js";
import type { EarlierTriggers } from "./pools/counts.js";
import type { Quantity } from "./quantity.js";

export const eventCount: Quantity<ByTriggerClass<number>, EarlierTriggers | null> = {
  title: "Events",
  unit: "",
  definition:
    "Analysed events by trigger class; classes that the file does not distinguish are absent.",
  ...eventCounts,
};
