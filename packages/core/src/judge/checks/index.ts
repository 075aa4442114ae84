/** The table of checks. A new check is a new row here, with its test. */

import type { Check, LimitRow, Limits } from "../check.js";
import { baselineRange, baselineShift, baselineSpread } from "./baseline.js";
import { flagShareChecks } from "./flag-shares.js";
import { flatline } from "./flatline.js";
import { lineChecks } from "./lines.js";
import { invalidWaveforms, missingAdc } from "./missing-waveforms.js";
import { noiseChecks } from "./noise.js";
import { stuckAtRail } from "./rails.js";
import { fewEvents, timestamps, triggerMix } from "./whole-file.js";

/** Every check, in the order of its records. */
export const checks: readonly Check[] = [
  flatline,
  stuckAtRail,
  baselineRange,
  baselineSpread,
  baselineShift,
  ...noiseChecks,
  ...flagShareChecks,
  ...lineChecks,
  missingAdc,
  invalidWaveforms,
  triggerMix,
  fewEvents,
  timestamps,
];

/** The default of every limit: `[check][limit]`. A new object at each call. */
export function defaultLimits(table: readonly Check[] = checks): Limits {
  return Object.fromEntries(
    table.map(({ name, limits }) => [
      name,
      Object.fromEntries(Object.entries(limits).map(([limit, row]) => [limit, row.default])),
    ]),
  );
}

/** Names of the limits that may be set, by check. */
export const knownLimits: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  checks.map(({ name, limits }) => [name, Object.keys(limits)]),
);

/** One limit of one check, for documentation and schemas. */
export interface NamedLimit extends LimitRow {
  check: string;
  limit: string;
}

/** Every limit of every check, in order. */
export function limitRows(): NamedLimit[] {
  return checks.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, row]) => ({ check: name, limit, ...row })),
  );
}
