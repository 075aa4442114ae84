/** The table of checks. A new check is a file in a folder beside this, with its test, and a line here. */
import type { Check } from "../check.js";
import { missingAdc } from "./adc/missing-adc.js";
import { baselineRange } from "./channel/baseline-range.js";
import { baselineShift } from "./channel/baseline-shift.js";
import { baselineSpread } from "./channel/baseline-spread.js";
import { invalidWaveforms } from "./channel/invalid-waveforms.js";
import { levelDrift } from "./channel/level-drift.js";
import { linesGrown } from "./channel/lines-grown.js";
import { linesSiblings } from "./channel/lines-siblings.js";
import { noiseChange } from "./channel/noise-change.js";
import { noiseSiblings } from "./channel/noise-siblings.js";
import { stuckAtRail } from "./channel/stuck-at-rail.js";
import { conditions } from "./file/conditions.js";
import { fewEvents } from "./file/few-events.js";
import { timestamps } from "./file/timestamps.js";
import { triggerMix } from "./file/trigger-mix.js";
import { constantWaveforms } from "./light/constant-waveforms.js";
import { faintDrift } from "./light/faint-drift.js";
import { flagDrift } from "./light/flag-drift.js";
import { flagFraction } from "./light/flag-fraction.js";
import { flagRise } from "./light/flag-rise.js";
import { flatline } from "./light/flatline.js";
import { gainChange } from "./light/gain-change.js";
import { gainSiblings } from "./light/gain-siblings.js";
import { partlyDead } from "./light/partly-dead.js";

const rows = [
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
] as const;

/** Every check, in the order of its records. */
export const checks: readonly Check[] = rows;

type Row = (typeof rows)[number];

/** Limits of the checks of the table, any of them, by the names that they have there. */
export type KnownLimits = {
  [Name in Row["name"]]?: { [Limit in keyof Extract<Row, { name: Name }>["limits"]]?: number };
};

/** The title of a check; the name itself of one that is no more in the table. */
export function titleOf(check: string, table: readonly Check[] = checks): string {
  return table.find(({ name }) => name === check)?.title ?? check;
}
