/** Masks: the records of several checks as one state per channel, and in one sentence. */

import { countText } from "../../words/phrases.js";
import type { Check, MaskName } from "../check.js";
import { checks as checkTable } from "../checks/index.js";
import { isNotCompared } from "../parts/findings.js";
import { channelNames } from "./channel-names.js";
import { comparedChannels, comparingChecks } from "./compared.js";
import { channelKey, type State, type Verdict, worstFirst } from "./verdict.js";

/** What a mask shows. */
export interface Mask {
  name: string;
  title: string;
  /** Names of the checks whose records it combines. */
  checks: readonly string[];
  /** After "2 channels …". */
  bad: string;
  ok: string;
  /** Of a mask whose reasons name its checks. */
  named?: {
    titles: Readonly<Record<string, string>>;
    /** Those that compare a level: where one of them did, the channel was compared. */
    comparing: readonly string[];
  };
  /** What figures ask, and what states mean there, where they do not know it from the name. */
  wording?: { title: string; meanings: Partial<Record<State, string>> };
}

const words: Readonly<Record<MaskName, Pick<Mask, "title" | "bad" | "ok">>> = {
  baseline: { title: "Baseline", bad: "with a bad baseline", ok: "with a good baseline" },
  flatline: { title: "Flatline", bad: "dead", ok: "alive" },
};

/**
 * The masks of a table of checks, one picture each: those of the control room, as each check says
 * whether it is in one, and one of each own check of channels that is in none.
 */
export function masksOf(table: readonly Check[] = checkTable): Mask[] {
  const ofControlRoom = (["baseline", "flatline"] as const).map((name): Mask => {
    const { title, ...endings } = words[name];
    const shown = table.filter(({ mask }) => mask === name);
    return { name, title, checks: shown.map((check) => check.name), ...endings };
  });
  return [...ofControlRoom, ...table.filter(hasOwnMask).map(maskOfCheck)];
}

const hasOwnMask = ({ own, scope, mask }: Check): boolean =>
  own !== undefined && scope === "channel" && mask === undefined;

function maskOfCheck({ name, title }: Check): Mask {
  const meanings = { ok: "OK", bad: "Bad" };
  const wording = { title: `Which channels does the check "${title}" find?`, meanings };
  return { name, title, checks: [name], bad: "bad", ok: "OK", wording };
}

/** All checks of a table together: the worst state of each channel, with the checks that give it. */
export function allChecksMaskOf(table: readonly Check[] = checkTable): Mask {
  const shown = table.filter(({ scope }) => scope !== "file");
  return {
    name: "all-checks",
    title: "All checks",
    checks: shown.map(({ name }) => name),
    bad: "bad",
    ok: "OK in all checks that could judge",
    named: {
      titles: Object.fromEntries(shown.map(({ name, title }) => [name, title])),
      comparing: comparingChecks(shown),
    },
  };
}

/** Those of the built-in checks. */
export const masks: readonly Mask[] = masksOf();
export const allChecksMask: Mask = allChecksMaskOf();

/** One channel of a mask. */
export interface MaskCell {
  adc: number;
  channel: number;
  state: State;
  /** The record that decides. */
  verdict: Verdict;
  /**
   * True where a check, of a mask of all of them every check, had no earlier file to compare a level with;
   * this alone does not change the state.
   */
  notCompared: boolean;
}

/**
 * One state for every active channel: bad > warn > masked > unknown > ok. A check that could not
 * compare for lack of earlier files does not make an otherwise ok channel unknown. A check without a record
 * of the channel counts as unknown.
 * @param verdicts of one file; channels are those that any channel record speaks of
 * @param checkNames the checks to combine
 */
export function maskStates(
  verdicts: readonly Verdict[],
  checkNames: readonly string[],
): MaskCell[] {
  const placeOf = new Map(checkNames.map((check, i) => [check, i]));
  const byChannel = new Map<string, { first: Verdict; found: (Verdict | undefined)[] }>();
  for (const verdict of verdicts) {
    if (verdict.scope !== "channel") continue;
    const key = channelKey(verdict);
    const ofChannel = byChannel.get(key) ?? { first: verdict, found: [] };
    if (ofChannel.first === verdict) byChannel.set(key, ofChannel);
    const place = placeOf.get(verdict.check);
    if (place !== undefined) ofChannel.found[place] ??= verdict;
  }
  return [...byChannel.values()].map(({ first, found }) => {
    const { adc, channel } = first;
    const records = checkNames.map((check, i) => found[i] ?? missing(check, first));
    const compared = records.filter((verdict) => !isNotCompared(verdict));
    const candidates = compared.length > 0 ? compared : records;
    const verdict = candidates.reduce((worst, next) => (rank(next) < rank(worst) ? next : worst));
    return {
      adc: adc!,
      channel: channel!,
      state: verdict.state,
      verdict,
      notCompared: compared.length < records.length,
    };
  });
}

/** Worst first; among records of one state, what is new or recovered. */
function rank({ state, change }: Verdict): number {
  return worstFirst.indexOf(state) + (change === "new" || change === "recovered" ? 0 : 0.5);
}

/** The cells of a mask; those of all checks name the checks in their reasons. */
export function maskCells(verdicts: readonly Verdict[], mask: Mask): MaskCell[] {
  if (!mask.named) return maskStates(verdicts, mask.checks);
  const { titles, comparing } = mask.named;
  const compared = comparedChannels(verdicts, comparing);
  const titleOf = (check: string): string => titles[check] ?? check;
  const all = [...verdicts, ...ofEachChannel(verdicts)];
  const sameState = new Map<string, string[]>();
  for (const one of all) {
    if (one.scope !== "channel" || isNotCompared(one)) continue;
    if (one.state === "ok") continue;
    const key = `${channelKey(one)} ${one.state}`;
    const titlesOfState = sameState.get(key);
    if (titlesOfState) titlesOfState.push(titleOf(one.check));
    else sameState.set(key, [titleOf(one.check)]);
  }
  return maskStates(all, mask.checks).map((of) => {
    const cell = { ...of, notCompared: !compared.has(channelKey(of)) };
    const { state, verdict } = cell;
    if (state === "ok") return { ...cell, verdict: { ...verdict, reason: mask.ok } };
    const title = titleOf(verdict.check);
    const others = (sameState.get(`${channelKey(cell)} ${state}`) ?? []).filter(
      (one) => one !== title,
    );
    const also = others.length > 0 ? ` (also ${state}: ${others.join(", ")})` : "";
    return { ...cell, verdict: { ...verdict, reason: `${title}: ${verdict.reason}${also}` } };
  });
}

/** Records of whole ADCs, as records of each of their channels. */
function ofEachChannel(verdicts: readonly Verdict[]): Verdict[] {
  const channels = new Map<string, Pick<Verdict, "adc" | "channel">>();
  for (const { scope, adc, channel } of verdicts)
    if (scope === "channel") channels.set(channelKey({ adc, channel }), { adc, channel });
  const ofAdcs = verdicts.filter(({ scope, members }) => scope === "adc" && members.length === 0);
  return ofAdcs.flatMap((verdict) =>
    [...channels.values()]
      .filter(({ adc }) => adc === verdict.adc)
      .map(({ channel }): Verdict => ({ ...verdict, scope: "channel", channel })),
  );
}

function missing(check: string, like: Verdict): Verdict {
  const nothing = { value: null, limit: null, unit: "", n: 0 };
  return { ...like, ...nothing, check, state: "unknown", reason: `no record of ${check}` };
}

/**
 * A mask in one sentence: `2 of 384 channels dead: ADC 5 ch 59, ADC 7 ch 15; 4 unknown (…).`
 * Holds no sizes, so it is the same in all units.
 */
export function maskSummary(
  cells: readonly MaskCell[],
  { bad, ok }: Pick<Mask, "bad" | "ok"> = wordsFor(cells),
): string {
  const count = cells.length;
  if (count === 0) return "No channels were checked.";
  const of = (state: State): MaskCell[] => cells.filter((cell) => cell.state === state);

  const parts: string[] = [];
  if (of("ok").length === count) parts.push(`All ${countText(count, "channel")} ${ok}`);
  else if (of("unknown").length === count)
    parts.push(`Unknown for all ${countText(count, "channel")} (${mainReason(cells)})`);
  else
    parts.push(`${of("bad").length} of ${countText(count, "channel")} ${bad}${named(of("bad"))}`);
  if (of("warn").length > 0) parts.push(`${of("warn").length} with a warning${named(of("warn"))}`);
  if (of("masked").length > 0) parts.push(`${of("masked").length} known and masked`);
  const unknown = of("unknown");
  if (unknown.length > 0 && unknown.length < count)
    parts.push(`${unknown.length} unknown (${mainReason(unknown)})`);
  const notCompared = cells.filter((cell) => cell.notCompared).length;
  if (notCompared > 0)
    parts.push(`${notCompared === count ? "" : `${notCompared} `}not compared with earlier files`);
  return `${parts.join("; ")}.`;
}

function wordsFor([first]: readonly MaskCell[]): Pick<Mask, "bad" | "ok"> {
  const mask = masks.find(({ checks }) => first && checks.includes(first.verdict.check));
  return mask ?? { bad: "bad", ok: "good" };
}

/** `: ADC 3 ch 22, 46 · ADC 4 ch 58–63`; empty without any. */
const named = (cells: readonly MaskCell[]): string =>
  cells.length === 0 ? "" : `: ${channelNames(cells)}`;

/** The reason that most cells share. */
export function mainReason(cells: readonly MaskCell[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of cells)
    counts.set(verdict.reason, (counts.get(verdict.reason) ?? 0) + 1);
  const [[reason] = [""]] = [...counts].sort(([, a], [, b]) => b - a);
  return counts.size > 1 ? `mostly: ${reason}` : reason;
}
