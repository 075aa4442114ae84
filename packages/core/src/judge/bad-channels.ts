/** Channels that are bad by themselves: they do not enter the reference of later files. */
import type { FileSummary } from "../summary.js";
import type { Check, Limits } from "./check.js";
import { checks } from "./checks/index.js";
import { judgeUnmasked } from "./judge.js";

/** Checks that need no earlier file and whose bad channels spoil a reference. */
const bySelf: ReadonlySet<string> = new Set([
  "flatline",
  "stuck-at-rail",
  "baseline-range",
  "baseline-spread",
  "noise-high-siblings",
  "noise-low-siblings",
  "clipped-fraction",
  "lower-rail-fraction",
  "negative-fraction",
  "lines-siblings",
]);
const table: readonly Check[] = checks.filter(({ name }) => bySelf.has(name));

/**
 * The active channels of a file that are bad by themselves, whatever other files say: 1 by channelIndex
 * index. They do not enter the reference of later files. What is bad only against earlier files does
 * enter: medians bear up to half of such files, and a lasting change becomes the new normal.
 */
export function badByThemselves(summary: FileSummary, limits: Limits): Uint8Array {
  return badBy(summary, limitsByThemselves(limits), table);
}

/** Channels that are bad by themselves in two judgements: one array where they are the same. */
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
  const { adcCount, channelCount } = summary.detector;
  const bad = new Uint8Array(adcCount * channelCount);
  const found = judgeUnmasked(summary, null, limitsOf(rows, limits), rows, false);
  for (const { state, adc, channel } of found)
    if (state === "bad") bad[adc! * channelCount + channel!] = 1;
  return bad;
}

const union = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  one.map((bad, channelIndex) => bad | other[channelIndex]!);

/** Of the limits, those that decide which channels are bad by themselves. */
export function limitsByThemselves(limits: Limits): Limits {
  return limitsOf(table, limits);
}

/** Of the limits, those of some checks. */
export function limitsOf(rows: readonly Check[], limits: Limits): Limits {
  const names = new Set(rows.map(({ name }) => name));
  return Object.fromEntries(Object.entries(limits).filter(([name]) => names.has(name)));
}
