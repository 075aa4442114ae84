/** The conditions of a file in words. */

import {
  type Conditions,
  conditionsOf,
  type Intensity,
  type RunTypeSetting,
  runTypeText,
} from "../history/conditions.js";
import type { FileSummary } from "../summary.js";
import { fromAdc16, type Units, unitLabels } from "../units.js";
import { percentText } from "../words/phrases.js";

/** `beam run, typical light 1210 ADC16 counts, the typical TPC lit in 90 % of the events` */
export function conditionsText(
  summary: FileSummary,
  setting: RunTypeSetting,
  units: Units,
): string {
  return conditionsWords(conditionsOf(summary, setting), setting !== "auto", units);
}

/** The same of known conditions. @param isSet whether the run type is set, not told from the data */
export function conditionsWords(
  { runType, ...intensity }: Conditions,
  isSet: boolean,
  units: Units,
): string {
  return [
    `${runTypeText(runType)}${isSet ? " (as set)" : ""}`,
    ...lightWords(intensity, units),
  ].join(", ");
}

function lightWords({ lightAdc16, litShare }: Intensity, units: Units): string[] {
  if (Number.isNaN(litShare)) return ["light unknown"];
  const lit = `the typical TPC lit in ${percentText(litShare)} of the events`;
  if (Number.isNaN(lightAdc16)) return [lit];
  const size = Number(fromAdc16(lightAdc16, units).toPrecision(3));
  return [`typical light ${size} ${unitLabels[units]}`, lit];
}
