/** The table of checks. A new check is a file in a folder beside this, with its test, and a line here. */
import type { Check } from "../check.js";
import { missingAdc } from "./adc/missing-adc.js";
import { baselineRange } from "./channel/baseline-range.js";
import { baselineShift } from "./channel/baseline-shift.js";
import { baselineSpread } from "./channel/baseline-spread.js";
import { constantWaveforms } from "./channel/constant-waveforms.js";
import { faintDrift } from "./channel/faint-drift.js";
import { flagDrift } from "./channel/flag-drift.js";
import { flagFraction } from "./channel/flag-fraction.js";
import { flagRise } from "./channel/flag-rise.js";
import { flatline } from "./channel/flatline.js";
import { gainChange } from "./channel/gain-change.js";
import { gainSiblings } from "./channel/gain-siblings.js";
import { invalidWaveforms } from "./channel/invalid-waveforms.js";
import { levelDrift } from "./channel/level-drift.js";
import { linesGrown } from "./channel/lines-grown.js";
import { linesSiblings } from "./channel/lines-siblings.js";
import { noiseChange } from "./channel/noise-change.js";
import { noiseSiblings } from "./channel/noise-siblings.js";
import { partlyDead } from "./channel/partly-dead.js";
import { stuckAtRail } from "./channel/stuck-at-rail.js";
import { conditions } from "./file/conditions.js";
import { fewEvents } from "./file/few-events.js";
import { timestamps } from "./file/timestamps.js";
import { triggerMix } from "./file/trigger-mix.js";

/** Every check, in the order of its records. */
export const checks: readonly Check[] = [
  flatline,
  partlyDead,
  faintDrift,
  constantWaveforms,
  gainSiblings,
  stuckAtRail,
  baselineRange,
  baselineSpread,
  baselineShift,
  levelDrift.baseline,
  noiseChange.high,
  noiseChange.low,
  levelDrift.noise,
  noiseSiblings.high,
  noiseSiblings.low,
  flagFraction.clipped,
  flagRise.clipped,
  flagDrift.clipped,
  flagFraction.lowerRail,
  flagRise.lowerRail,
  flagDrift.lowerRail,
  flagFraction.negative,
  flagRise.negative,
  flagDrift.negative,
  linesSiblings,
  linesGrown,
  gainChange,
  levelDrift.gain,
  missingAdc,
  invalidWaveforms,
  conditions,
  triggerMix,
  fewEvents,
  timestamps,
];

/** The title of a check; the name itself of one that is no more in the table. */
export function titleOf(check: string): string {
  return checks.find(({ name }) => name === check)?.title ?? check;
}
