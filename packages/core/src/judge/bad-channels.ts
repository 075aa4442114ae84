/** Channels that are bad on absolute limits: they do not enter the reference of later files. */
import { detectorGroups } from "../detector/groups.js";
import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked, noReasons } from "./judge.js";
import { limitsOf } from "./limits.js";

const table: readonly Check[] = checks.filter(({ spoilsReference }) => spoilsReference);

/**
 * The active channels of a file that are bad on absolute limits, whatever other files say: 1 by
 * channel index. They do not enter the reference of later files. What is bad only compared with
 * earlier files does: medians tolerate up to half of such files, and a lasting change becomes normal.
 */
export function badByThemselves(summary: FileSummary, limits: Limits): Uint8Array {
  const { indexOf, indexCount } = detectorGroups(summary.detector);
  const bad = new Uint8Array(indexCount);
  const found = judgeUnmasked(summary, null, limitsOf(table, limits), table, noReasons);
  for (const { state, adc, channel } of found)
    if (state === "bad") bad[indexOf(adc!, channel!)] = 1;
  return bad;
}
