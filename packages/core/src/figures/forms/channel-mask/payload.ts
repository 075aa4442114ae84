/** One state per channel, as data. */
import { changes, type State, states, type Verdict } from "../../../judge/states/verdict.js";
import type { FileSummary } from "../../../summary.js";
import { countText } from "../../../words/phrases.js";
import { detector, type PayloadOf, payloadSchema, payloadVersion } from "../../payload-schema.js";
import type { Reader } from "../../schema.js";
import {
  arrayOf,
  column,
  countColumn,
  index,
  nullOr,
  object,
  oneOf,
  optional,
  pair,
  text,
} from "../../schema.js";
import { type NamedSummary, type PayloadOptions, sourceOf, titled } from "../../source-of.js";
import { rounded } from "../../style/rounding.js";

/** By state, in the order of the legend. */
const meanings: Reader<Partial<Record<State, string>>> = (value, where) => {
  for (const [state, meaning] of Object.entries(object({})(value, where))) {
    oneOf(states)(state, where);
    text(meaning, `${where}.${state}`);
  }
  return value as Partial<Record<State, string>>;
};

const limit: Reader<Verdict["limit"]> = (value, where) =>
  typeof value === "number" || value === null ? value : pair(value, where);

/**
 * Columns that hold a state and its reason for so many channels, and the tables that they point
 * into.
 */
export function stateFields(holder: Record<string, unknown>, where: string, count: number) {
  const length = (value: unknown, at: string): number => arrayOf((each) => each)(value, at).length;
  const lastOf = (table: string): number =>
    Math.max(0, length(holder[table], `${where}.${table}`) - 1);
  return {
    /** `limit` and `reason` point into the tables. */
    columns: {
      state: arrayOf(oneOf(states), count),
      value: column(count),
      limit: arrayOf(index(0, lastOf("limits")), count),
      n: countColumn(count),
      reason: arrayOf(index(0, lastOf("reasons")), count),
      /** Compared with the previous file; null where not compared, absent where no cell was. */
      change: optional(arrayOf(nullOr(oneOf(changes)), count)),
    },
    tables: {
      /**
       * What values were compared with, by which check, in words (absent where the mask is of one); the unit, also of
       * the value, is empty for counts and ratios.
       */
      limits: arrayOf(object({ limit, unit: text, check: optional(text) })),
      reasons: arrayOf(text),
      /** What each state means, for the legend, in its order. */
      meanings,
    },
  };
}

export const schema = payloadSchema("channel-mask", (payload, where) => {
  const { adcCount, channelCount } = detector(payload.detector, `${where}.detector`);
  const cells = object({ adc: (value: unknown) => value })(payload.cells, `${where}.cells`);
  const count = Array.isArray(cells.adc) ? cells.adc.length : 0;
  const { columns, tables } = stateFields(payload, where, count);
  return {
    detector,
    check: text,
    /** One entry per drawn channel. */
    cells: object({
      adc: arrayOf(index(0, adcCount - 1), count),
      channel: arrayOf(index(0, channelCount - 1), count),
      ...columns,
    }),
    ...tables,
  };
});
/** One state per channel, drawn in a grid of ADCs and channels. */
export type ChannelMaskPayload = PayloadOf<typeof schema>;

/** One channel of a mask: the state that is drawn and the verdict that explains it. */
export interface ChannelState {
  adc: number;
  channel: number;
  state: State;
  verdict: Pick<Verdict, "value" | "limit" | "unit" | "n" | "reason"> &
    Partial<Pick<Verdict, "change">>;
  /** Title of the check whose verdict it is, in a mask of several. */
  checkTitle?: string;
}

/** What a mask's check asks and what its states mean. */
export interface MaskWording {
  title: string;
  /** The question of the map of its states. */
  where?: string;
  /** By state, in the order of the legend; a state without a meaning is named when it occurs. */
  meanings: Partial<Record<State, string>>;
}

/** How the masks of the report are worded, by check. */
export const maskWordings: Readonly<Record<string, MaskWording>> = {
  "all-checks": {
    title: "Does every channel pass all checks?",
    where: "Where in the detector are channels that do not pass all checks?",
    meanings: {
      ok: "OK in all checks that could judge",
      bad: "Bad",
      unknown: "Unknown: this file lacks data",
      masked: "Known problem (status file)",
    },
  },
  flatline: {
    title: "Which channels are dead?",
    where: "Where in the detector are the dead channels?",
    meanings: {
      ok: "Alive",
      bad: "Dead",
      unknown: "Unknown: not enough data",
      masked: "Known problem (status file)",
    },
  },
  baseline: {
    title: "Are the channel baselines where they should be?",
    where: "Where in the detector are the baselines that deviate?",
    meanings: {
      ok: "Stable",
      bad: "Deviation",
      unknown: "Unknown: not enough data",
      masked: "Known problem (status file)",
    },
  },
};

const fallbackMeanings: Readonly<Record<State, string>> = {
  ok: "Good",
  warn: "Warning: watch",
  bad: "Bad",
  unknown: "Unknown: not enough data",
  masked: "Known problem (status file)",
};

/** The order in which states are listed. */
export const worstFirst: readonly State[] = ["bad", "warn", "unknown", "masked", "ok"];

/** Characters of a payload as JSON: 60 kB, less what accents and arrows take beyond a byte. */
const mostCharacters = 57_000;

/** The same for a channel, in detectors of many. */
const mostCharactersPerChannel = 100;

export interface ChannelMaskOptions extends PayloadOptions {
  check: string;
  /** The result in one sentence; counts of states by default. */
  answer?: string | undefined;
  /** Wording of a check that is not in `maskWordings`. */
  wording?: MaskWording | undefined;
}

/**
 * One state per channel, from the verdicts of a file. Channels that are not among the cells, such
 * as inactive ones, are not drawn.
 */
export function channelMaskPayload(
  summary: NamedSummary & Pick<FileSummary, "detector">,
  cells: readonly ChannelState[],
  options: ChannelMaskOptions,
): ChannelMaskPayload {
  const wording = options.wording ??
    maskWordings[options.check] ?? {
      title: `What does the check "${options.check}" find?`,
      meanings: {},
    };
  const reasons = table(cells.map(({ verdict }) => verdict.reason));
  const limits = table(
    cells.map(({ verdict: { limit, unit }, checkTitle: check }) =>
      JSON.stringify({ limit: shortLimit(limit), unit, check }),
    ),
  );
  const change = cells.map(({ verdict }) => verdict.change ?? null);
  const meanings = { ...wording.meanings };
  for (const state of states)
    if (cells.some((cell) => cell.state === state)) meanings[state] ??= fallbackMeanings[state];
  const source = sourceOf(summary, options.timeZone);
  const payload: ChannelMaskPayload = {
    kind: "channel-mask",
    version: payloadVersion,
    title: titled(wording.title, source),
    answer: options.answer ?? countsOfStates(cells, meanings),
    source,
    detector: summary.detector,
    check: options.check,
    cells: {
      adc: cells.map(({ adc }) => adc),
      channel: cells.map(({ channel }) => channel),
      state: cells.map(({ state }) => state),
      value: cells.map(({ verdict }) => short(verdict.value)),
      limit: limits.indices,
      n: cells.map(({ verdict }) => verdict.n),
      reason: reasons.indices,
      ...(change.some((each) => each !== null) ? { change } : {}),
    },
    limits: limits.entries.map(
      (entry) => JSON.parse(entry) as ChannelMaskPayload["limits"][number],
    ),
    reasons: [],
    meanings,
  };
  const most = Math.max(mostCharacters, mostCharactersPerChannel * cells.length);
  const room = most - JSON.stringify(payload).length;
  return { ...payload, reasons: shortened(reasons.entries, room) };
}

/** `Of 96 channels: 1 dead, 95 alive.`, worst first. */
function countsOfStates(
  cells: readonly ChannelState[],
  meanings: Partial<Record<State, string>>,
): string {
  const parts = worstFirst.flatMap((state) => {
    const count = cells.filter((cell) => cell.state === state).length;
    return count === 0
      ? []
      : [`${count} ${(meanings[state] ?? state).split(":")[0]!.toLowerCase()}`];
  });
  return `Of ${countText(cells.length, "channel")}: ${parts.join(", ") || "no verdicts"}.`;
}

function short(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function shortLimit(limit: Verdict["limit"]): number | (number | null)[] | null {
  return limit === null || typeof limit === "number" ? short(limit) : limit.map(short);
}

function table(texts: readonly string[]): { entries: string[]; indices: number[] } {
  const entries = [...new Set(texts)];
  const indexOf = new Map(entries.map((text, i) => [text, i]));
  return { entries, indices: texts.map((text) => indexOf.get(text)!) };
}

/** The texts, the longest of them cut so that all fit into so many characters of JSON. */
function shortened(texts: readonly string[], room: number): string[] {
  const sizes = texts.map(jsonLength).sort((a, b) => a - b);
  let left = room;
  for (const [i, size] of sizes.entries()) {
    const each = left / (sizes.length - i);
    if (size > each) return texts.map((text) => cut(text, each));
    left -= size;
  }
  return [...texts];
}

function cut(text: string, most: number): string {
  const around = `"…",`.length;
  return jsonLength(text) <= most ? text : `${text.slice(0, Math.max(0, most - around))}…`;
}

function jsonLength(text: string): number {
  return `${JSON.stringify(text)},`.length;
}
