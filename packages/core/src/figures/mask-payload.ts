import type { State, Verdict } from "../judge/verdict.js";
import { states } from "../judge/verdict.js";
import type { FileSummary } from "../summary.js";
import type { ChannelMaskPayload } from "./payload.js";
import { payloadVersion } from "./payload.js";
import { countText, rounded } from "./rounding.js";
import type { PayloadOptions } from "./source-of.js";
import { sourceOf } from "./source-of.js";

/** One channel of a mask: the state that is drawn and the verdict that explains it. */
export interface ChannelState {
  adc: number;
  channel: number;
  state: State;
  verdict: Pick<Verdict, "value" | "limit" | "unit" | "n" | "reason">;
}

/** What a mask's check asks and what its states mean. */
export interface MaskWording {
  title: string;
  /** By state, in the order of the legend; a state without a meaning is named when it occurs. */
  meanings: Partial<Record<State, string>>;
}

/** How the masks of the report are worded, by check. */
export const maskWordings: Readonly<Record<string, MaskWording>> = {
  "all-checks": {
    title: "Is each channel good in every check?",
    meanings: {
      ok: "Good in every check",
      bad: "Bad: contact LRS expert",
      unknown: "Unknown: some check cannot tell",
      masked: "Known problem (status file)",
    },
  },
  flatline: {
    title: "Which channels are alive, and which are dead?",
    meanings: {
      ok: "Alive",
      bad: "Dead: contact LRS expert",
      unknown: "Unknown: not enough data",
      masked: "Known problem (status file)",
    },
  },
  baseline: {
    title: "Are the channel baselines where they should be?",
    meanings: {
      ok: "Stable",
      bad: "Deviation: contact LRS expert",
      unknown: "Unknown: not enough data",
      masked: "Known problem (status file)",
    },
  },
};

const fallbackMeanings: Readonly<Record<State, string>> = {
  ok: "Good",
  warn: "Unusual: watch",
  bad: "Bad: contact LRS expert",
  unknown: "Unknown: not enough data",
  masked: "Known problem (status file)",
};

/** Room for all different reasons together, in characters: a payload stays small. */
const roomForReasons = 42_000;

export interface ChannelMaskOptions extends PayloadOptions {
  check: string;
  /** The sentence of the judgement; counts of states by default. */
  answer?: string | undefined;
  /** Wording of a check that is not in `maskWordings`. */
  wording?: MaskWording | undefined;
}

/**
 * One state a channel, from the judgement of a file. Channels that are not among the cells, such
 * as inactive ones, are not drawn.
 */
export function channelMaskPayload(
  summary: Pick<FileSummary, "detector" | "input" | "time" | "selectedEvents" | "fileEventCount">,
  cells: readonly ChannelState[],
  options: ChannelMaskOptions,
): ChannelMaskPayload {
  const wording = options.wording ??
    maskWordings[options.check] ?? {
      title: `What does the check "${options.check}" say?`,
      meanings: {},
    };
  const different = new Set(cells.map(({ verdict }) => verdict.reason)).size;
  const reasons = table(
    cells.map(({ verdict }) => cut(verdict.reason, roomForReasons / different)),
  );
  const limits = table(
    cells.map(({ verdict }) => JSON.stringify({ limit: verdict.limit, unit: verdict.unit })),
  );
  const meanings = { ...wording.meanings };
  for (const state of states)
    if (cells.some((cell) => cell.state === state)) meanings[state] ??= fallbackMeanings[state];
  return {
    kind: "channel-mask",
    version: payloadVersion,
    title: wording.title,
    answer: options.answer ?? countsOfStates(cells, meanings),
    source: sourceOf(summary, options.timeZone),
    detector: summary.detector,
    check: options.check,
    cells: {
      adc: cells.map(({ adc }) => adc),
      channel: cells.map(({ channel }) => channel),
      state: cells.map(({ state }) => state),
      value: cells.map(({ verdict }) => (verdict.value === null ? null : rounded(verdict.value))),
      limit: limits.indices,
      n: cells.map(({ verdict }) => verdict.n),
      reason: reasons.indices,
    },
    limits: limits.entries.map((text) => JSON.parse(text) as Pick<Verdict, "limit" | "unit">),
    reasons: reasons.entries,
    meanings,
  };
}

/** `1 of 384 channels: Dead: contact LRS expert; 3 …`, worst first. */
function countsOfStates(
  cells: readonly ChannelState[],
  meanings: Partial<Record<State, string>>,
): string {
  const worstFirst: State[] = ["bad", "warn", "unknown", "masked", "ok"];
  const parts = worstFirst.flatMap((state) => {
    const count = cells.filter((cell) => cell.state === state).length;
    return count === 0
      ? []
      : [`${count} ${(meanings[state] ?? state).split(":")[0]!.toLowerCase()}`];
  });
  return `Of ${countText(cells.length, "channel")}: ${parts.join(", ") || "none judged"}.`;
}

function table(texts: readonly string[]): { entries: string[]; indices: number[] } {
  const entries = [...new Set(texts)];
  const indexOf = new Map(entries.map((text, i) => [text, i]));
  return { entries, indices: texts.map((text) => indexOf.get(text)!) };
}

function cut(reason: string, longest: number): string {
  return reason.length <= longest ? reason : `${reason.slice(0, Math.floor(longest) - 1)}…`;
}
