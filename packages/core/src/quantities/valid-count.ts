import type { ByTriggerClass } from "./indexed-by/trigger-class.js";
import { byTriggerClass } from "./kept/by-trigger-class.js";
import { waveformCount } from "./kept/number.js";
import type { Quantity } from "./quantity.js";

export const validCount: Quantity<ByTriggerClass<Uint32Array>, ByTriggerClass<null>> = {
  title: "Valid waveforms",
  unit: "",
  definition: "Waveforms of analysed events that are marked as valid in the file.",
  columnName: "n",
  ...byTriggerClass(waveformCount),
};
