/** Channels that are bad on absolute limits: they do not enter the reference of later files. */
import { detectorGroups } from "../detector/groups.js";
import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked, noReasons } from "./judge.js";
import { limitsOf } from "./limits.js";
import type { Verdict } from "./states/verdict.js";

/**
 * The active channels of a file that are bad on absolute limits, whatever other files say: 1 by
 * channel index. They do not enter the reference of later files. What is bad only compared with
 * earlier files does: medians tolerate up to half of such files, and a lasting change becomes normal.
 */
export function badByThemselves(
  summary: FileSummary,
  limits: Limits,
  table: readonly Check[] = checks,
): Uint8Array {
  const spoiling = spoilingOf(table);
  const found = judgeUnmasked(summary, null, limitsOf(spoiling, limits), spoiling, noReasons);
  return badAmong(found, summary, spoiling);
}

/** `badByThemselves`, out of the records of a file before any is masked. */
export function badAmong(
  found: readonly Verdict[],
  { detector }: Pick<FileSummary, "detector">,
  table: readonly Check[] = checks,
): Uint8Array {
  const spoiling = new Set(spoilingOf(table).map(({ name }) => name));
  const { indexOf, indexCount } = detectorGroups(detector);
  const bad = new Uint8Array(indexCount);
  for (const { check, state, adc, channel } of found)
    if (state === "bad" && spoiling.has(check)) bad[indexOf(adc!, channel!)] = 1;
  return bad;
}

const spoilingOf = (table: readonly Check[]): Check[] =>
  table.filter(({ spoilsReference }) => spoilsReference);
