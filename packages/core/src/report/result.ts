import type { Config } from "../config/config.js";
import type { Answer } from "../judge/answer/answer.js";
import { answerOf } from "../judge/answer/answer-of.js";
import { callSentences, otherwiseText } from "../judge/answer/calls.js";
import type { JudgedFile } from "../judge/judged-file.js";
import { type State, states, type Verdict } from "../judge/states/verdict.js";
import { headline } from "./headline.js";

/** An answer without its faults, which documents list as alarms and recoveries, and with what is to be said. */
export interface AnswerRecord extends Omit<Answer, "faults"> {
  /** Whom to call now and about what, or that no call is needed. */
  callSentences: string[];
  /** What goes for all other faults; empty without any. */
  otherwise: string;
}

/** An answer as documents hold it. */
export function answerRecord({ faults, ...answer }: Answer): AnswerRecord {
  const { calls } = answer;
  return { ...answer, callSentences: callSentences(calls), otherwise: otherwiseText(faults) };
}

/** The result of a file, in short. */
export interface Result {
  /** Absent for a report that an earlier version made. */
  answer?: AnswerRecord | undefined;
  /** Verdicts by state. */
  counts: Record<State, number>;
  /** The result in words, beginning with the sentence of the answer. */
  headline: string;
}

/** The result of a judged file. */
export function resultOf(judged: JudgedFile, config: Pick<Config, "units" | "timeZone">): Result {
  const answer = answerRecord(answerOf(judged.verdicts, config.units, judged.checks));
  const counts = countStates(judged.verdicts);
  return { answer, counts, headline: headline(judged, config, answer) };
}

/** Verdicts by state. */
export function countStates(verdicts: readonly Pick<Verdict, "state">[]): Record<State, number> {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of verdicts) counts[state]++;
  return counts;
}
