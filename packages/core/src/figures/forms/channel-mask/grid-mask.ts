/** A mask of any numbers or states by channel. */
import { detectorGroups } from "../../../detector/groups.js";
import { LightDqmError } from "../../../errors.js";
import { type State, states, type Verdict } from "../../../judge/states/verdict.js";
import type { PayloadOptions } from "../../source-of.js";
import { numberText } from "../../style/rounding.js";
import { type ChannelMaskPayload, channelMaskPayload } from "./payload.js";

/** The state of an active channel; null where it is not drawn. @param value NaN without values */
type StateOfChannel = (value: number, channelIndex: number) => State | null;

/** What a mask shows. By [adc][channel] is `adc * channelCount + channel`, inactive ones included. */
export interface GridMaskOptions extends PayloadOptions {
  /** The question that the mask answers. */
  title: string;
  /** By [adc][channel]; NaN is unknown, and never shown as good. Absent where only states are known. */
  values?: ArrayLike<number>;
  /** What values are compared with: the largest good one, or [lowest, highest]. */
  limit?: Verdict["limit"];
  /** Of values and limit, as on an axis; none for counts and ratios. */
  unit?: string;
  /** By default bad beyond the limit, else ok. Not asked for a value that is NaN. */
  state?: StateOfChannel;
  /** Waveforms or events that a value rests on, by [adc][channel]; 0 by default. */
  n?: ArrayLike<number>;
  /** Why a channel has its state, in words; by default its value. */
  reason?: (value: number, channelIndex: number) => string;
  /** What states mean, for the legend, in its order; a state that occurs is named in any case. */
  meanings?: ChannelMaskPayload["meanings"];
  /** The answer in one sentence; counts of states by default. */
  answer?: string;
}

/** In the legend where nothing else is said. */
const plainMeanings: Readonly<Record<State, string>> = {
  ok: "OK",
  warn: "Warning",
  bad: "Bad",
  unknown: "Unknown: no value",
  masked: "Known problem",
};

/**
 * A mask of any numbers or states by channel, drawn as those of the report are: a mark for each active
 * channel, told by shape and colour, by ADC and channel.
 * @param summary the file that they are of, which the figure names
 * @throws LightDqmError `bad-input` for values or n that are not one for each channel of the detector,
 *   and without both a limit and a state
 */
export function gridMask(
  summary: Parameters<typeof channelMaskPayload>[0],
  options: GridMaskOptions,
): ChannelMaskPayload {
  const { values, limit = null, unit = "", n, answer, timeZone } = options;
  const stateOf = options.state ?? beyond(limit);
  const reasonOf = options.reason ?? ((value) => valueText(value, unit));
  const { active, indexCount, placeOf } = detectorGroups(summary.detector);
  for (const [name, column] of Object.entries({ values, n }))
    if (column && column.length !== indexCount)
      throw new LightDqmError("bad-input", {
        what: "Not one for each channel",
        where: `gridMask: ${name}`,
        expected: `${indexCount}, by [adc][channel] of ${summary.detector.name}`,
        got: `${column.length}`,
      });
  const cells = active.flatMap((channelIndex) => {
    const value = values?.[channelIndex] ?? Number.NaN;
    const isUnknown = values !== undefined && Number.isNaN(value);
    const state = isUnknown ? "unknown" : stateOf(value, channelIndex);
    if (state === null) return [];
    const reason = isUnknown ? "no value" : reasonOf(value, channelIndex);
    const shown = Number.isNaN(value) ? null : value;
    const verdict = { value: shown, limit, unit, n: n?.[channelIndex] ?? 0, reason };
    return [{ ...placeOf(channelIndex), state, verdict }];
  });
  const meanings = { ...options.meanings };
  for (const state of states)
    if (cells.some((cell) => cell.state === state)) meanings[state] ??= plainMeanings[state];
  const wording = { title: options.title, meanings };
  return channelMaskPayload(summary, cells, { check: "own", wording, answer, timeZone });
}

/** Bad above the limit or outside of the range, else ok. */
function beyond(limit: Verdict["limit"]): StateOfChannel {
  if (limit === null)
    throw new LightDqmError("bad-input", {
      what: "Nothing says which channels are bad",
      where: "gridMask",
      expected: "a limit or a state",
    });
  const [lowest, highest] = typeof limit === "number" ? [Number.NEGATIVE_INFINITY, limit] : limit;
  return (value) => (value < lowest || value > highest ? "bad" : "ok");
}

const valueText = (value: number, unit: string): string =>
  Number.isNaN(value) ? "" : `${numberText(value)} ${unit}`.trim();
