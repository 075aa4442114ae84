/** From the records of a file to its result. */
import type { Units } from "../../units.js";
import type { Check } from "../check.js";
import { checks, titleOf } from "../checks/index.js";
import { isNotCompared } from "../parts/findings.js";
import { channelNames } from "../states/channel-names.js";
import { type Fault, faultsOf, newFirst } from "../states/faults.js";
import { allChecksMaskOf, type MaskCell, mainReason, maskCells } from "../states/mask.js";
import type { Scope, State, Verdict } from "../states/verdict.js";
import type { Answer, AnswerWord, ChannelCounts, FaultCount } from "./answer.js";
import { callsOf } from "./calls.js";
import { answerSentence } from "./sentence.js";

/**
 * The result of a judged file. Known channels count as known, whatever was found in them.
 * @param verdicts of one file, with values and reasons in ADC16 counts
 * @param units of the faults' reasons
 * @param table of checks that they were judged with
 */
export function answerOf(
  verdicts: readonly Verdict[],
  units: Units,
  table: readonly Check[] = checks,
): Answer {
  const faults = newFirst(faultsOf(verdicts, units, table));
  const cells = maskCells(verdicts, allChecksMaskOf(table));
  const channels = channelCounts(cells);
  const calls = callsOf(faults);
  const checksOfFile = verdicts.filter(
    (one) => one.scope === "file" && one.state === "unknown" && !isNotCompared(one),
  );
  const titles = checksOfFile.map(({ check }) => titleOf(check, table));
  const word = wordOf({ calls, faults, channels, unknownChecks: titles.length });
  const counts = [
    ...faultCounts(faults),
    ...countOf("known", "masked", "channel", channels.masked),
    ...countOf("unknown", "unknown", "channel", channels.unknown),
    ...countOf("unknown", "unknown", "file", titles.length),
  ];
  return {
    word,
    sentence: answerSentence(word, counts, channels, titles),
    counts,
    channels,
    calls,
    unknown: [
      ...unknownChannels(cells),
      ...checksOfFile.map(({ reason }, i) => `${titles[i]}: ${reason}`),
    ],
    known: channelNames(cells.filter(({ state }) => state === "masked")),
    faults,
  };
}

function wordOf({
  calls,
  faults,
  channels,
  unknownChecks,
}: Pick<Answer, "calls" | "faults" | "channels"> & { unknownChecks: number }): AnswerWord {
  if (calls.length > 0) return "CALL";
  const isDetermined = channels.unknown + unknownChecks === 0 && channels.ok + channels.masked > 0;
  return isDetermined && faults.every(({ change }) => change === "recovered") ? "FINE" : "LOOK";
}

function channelCounts(cells: readonly MaskCell[]): ChannelCounts {
  const counts = { ok: 0, warn: 0, bad: 0, unknown: 0, masked: 0, notCompared: 0 };
  for (const cell of cells) {
    counts[cell.state]++;
    if (cell.state === "ok" && cell.notCompared) counts.notCompared++;
  }
  return counts;
}

/** In the order of the faults. */
function faultCounts(faults: readonly Fault[]): FaultCount[] {
  const counts = new Map<string, FaultCount>();
  for (const { change, state, scope } of faults) {
    const key = `${change} ${state} ${scope}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { change, state, scope, count: 1 });
  }
  return [...counts.values()];
}

const countOf = (
  change: FaultCount["change"],
  state: State,
  scope: Scope,
  count: number,
): FaultCount[] => (count > 0 ? [{ change, state, scope, count }] : []);

function unknownChannels(cells: readonly MaskCell[]): string[] {
  const unknown = cells.filter(({ state }) => state === "unknown");
  return unknown.length > 0 ? [`${channelNames(unknown)} (${mainReason(unknown)})`] : [];
}
