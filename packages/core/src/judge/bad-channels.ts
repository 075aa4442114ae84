/** Channels that are bad on absolute limits: they do not enter the reference of later files. */
import { detectorGroups } from "../detector/groups.js";
import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked } from "./judge.js";
import { limitsOf } from "./limits.js";

const table: readonly Check[] = checks.filter(({ spoilsReference }) => spoilsReference);

/**
 * The active channels of a file that are bad on absolute limits, whatever other files say: 1 by
 * channel index. They do not enter the reference of later files. What is bad only compared with
 * earlier files does: medians tolerate up to half of such files, and a lasting change becomes normal.
 */
export function badByThemselves(summary: FileSummary, limits: Limits): Uint8Array {
  return badBy(summary, limitsByThemselves(limits), table);
}

/** Channels that are bad on absolute limits in two judgements: one array where they are the same. */
export interface BadInBoth {
  before: Uint8Array;
  after: Uint8Array;
}

/** `badByThemselves` with two sets of limits; checks whose limits are the same run once. */
export function badInBoth(
  summary: FileSummary,
  limits: Record<keyof BadInBoth, Limits>,
): BadInBoth {
  const ofBefore = limitsByThemselves(limits.before);
  const ofAfter = limitsByThemselves(limits.after);
  const isSame = ({ name }: Check): boolean =>
    JSON.stringify(ofBefore[name]) === JSON.stringify(ofAfter[name]);
  const both = badBy(summary, ofBefore, table.filter(isSame));
  const rest = table.filter((check) => !isSame(check));
  const [before, after] = [ofBefore, ofAfter].map((own) => union(both, badBy(summary, own, rest)));
  const isOne = before!.every((one, channelIndex) => one === after![channelIndex]);
  return { before: before!, after: isOne ? before! : after! };
}

function badBy(summary: FileSummary, limits: Limits, rows: readonly Check[]): Uint8Array {
  const { indexCount, indexOf } = detectorGroups(summary.detector);
  const bad = new Uint8Array(indexCount);
  const found = judgeUnmasked(summary, null, limitsOf(rows, limits), rows, false);
  for (const { state, adc, channel } of found)
    if (state === "bad") bad[indexOf(adc!, channel!)] = 1;
  return bad;
}

const union = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  one.map((bad, channelIndex) => bad | other[channelIndex]!);

/** Of the limits, those that decide which channels are bad on absolute limits. */
export function limitsByThemselves(limits: Limits): Limits {
  return limitsOf(table, limits);
}
