/** The map of a mask. */

import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import type { State } from "../../../judge/states/verdict.js";
import { countText } from "../../../words/phrases.js";
import { payloadVersion } from "../../payload-schema.js";
import { titled } from "../../source-of.js";
import { type ChannelMaskPayload, maskWordings, worstFirst } from "../channel-mask/payload.js";
import { type UnavailablePayload, unavailablePayload } from "../unavailable.js";
import { mapChannels } from "./grid.js";
import { type DetectorMapPayload, type MapStates, whyNoMap } from "./payload.js";

export interface StateMapOptions {
  /** The modules to draw, ascending; all by default. */
  modules?: readonly number[] | null | undefined;
  /** Sentences that follow the answer. */
  more?: string | undefined;
}

/**
 * The states of a mask at the places of the SiPMs. A channel that the mask does not speak of is
 * unknown.
 */
export function stateMapPayload(
  mask: ChannelMaskPayload,
  { modules = null, more }: StateMapOptions = {},
): DetectorMapPayload | UnavailablePayload {
  const { detector, check, source } = mask;
  const question = maskWordings[check]?.where ?? `What does the check "${check}" find, and where?`;
  const title = titled(modules ? `${question} Module ${modules.join(", ")}` : question, source);
  const reason = whyNoMap(detector);
  if (reason !== null) return unavailablePayload(title, reason, source);
  const channels = mapChannels(detector, modules);
  const shown = statesAt(mask, channels);
  const answer = answerOf(shown, channels, detector);
  return {
    ...{ kind: "detector-map", version: payloadVersion, title, source, detector, shown },
    answer: more ? `${answer} ${more}` : answer,
    modules: modules && [...modules],
  };
}

/** What a mask says of some channels, in their order. */
function statesAt(mask: ChannelMaskPayload, channels: readonly number[]): MapStates {
  const { cells, check } = mask;
  const { indexOf } = detectorGroups(mask.detector);
  const rowOf = new Map(cells.adc.map((adc, row) => [indexOf(adc, cells.channel[row]!), row]));
  const rows = channels.map((channelIndex) => rowOf.get(channelIndex) ?? -1);
  const isMissing = rows.includes(-1);
  const all = (values: readonly number[], none: number) => rows.map((row) => values[row] ?? none);
  const limits = used(
    [...mask.limits, { limit: null, unit: "" }],
    all(cells.limit, mask.limits.length),
  );
  const reasons = used([...mask.reasons, "no record"], all(cells.reason, mask.reasons.length));
  return {
    of: "states",
    check,
    cells: {
      state: rows.map((row) => cells.state[row] ?? "unknown"),
      value: rows.map((row) => cells.value[row] ?? null),
      limit: limits.indices,
      n: all(cells.n, 0),
      reason: reasons.indices,
      ...(cells.change ? { change: rows.map((row) => cells.change![row] ?? null) } : {}),
    },
    limits: limits.entries,
    reasons: reasons.entries,
    meanings: isMissing ? { unknown: "Unknown: no record", ...mask.meanings } : mask.meanings,
  };
}

/** The entries of a table that are pointed to, and the pointers to them. */
function used<T>(
  table: readonly T[],
  indices: readonly number[],
): { entries: T[]; indices: number[] } {
  const kept = [...new Set(indices)].sort((a, b) => a - b);
  const placeOf = new Map(kept.map((index, place) => [index, place]));
  return {
    entries: kept.map((index) => table[index]!),
    indices: indices.map((index) => placeOf.get(index)!),
  };
}

const stateWords: Readonly<Record<State, string>> = {
  ok: "ok",
  warn: "with a warning",
  bad: "bad",
  unknown: "unknown",
  masked: "known and masked",
};

/** `Of 384 channels: 2 bad (2 of 6 in trap 0 of TPC 4), 382 ok.`: the worst first. */
function answerOf(
  { cells }: MapStates,
  channels: readonly number[],
  detector: DetectorProfile,
): string {
  const parts = worstFirst.flatMap((state) => {
    const found = channels.filter((_, row) => cells.state[row] === state);
    if (found.length === 0) return [];
    const isAlarm = state === "bad" || state === "warn";
    const where = isAlarm ? ` (${trapsText(found, detector)})` : "";
    return [`${found.length} ${stateWords[state]}${where}`];
  });
  return `Of ${countText(channels.length, "channel")}: ${parts.join(", ")}.`;
}

/** Traps that an answer names. */
const mostNamed = 4;

/** `2 of 6 in trap 0 of TPC 4, all of trap 3 of TPC 1 and 7 in 2 more traps`: most first. */
function trapsText(channels: readonly number[], detector: DetectorProfile): string {
  const { groupOf } = detectorGroups(detector);
  const counts = new Map<string, { count: number; of: number }>();
  for (const channelIndex of channels) {
    const trap = groupOf("trap", channelIndex);
    const label = trap?.label ?? "traps that are not known";
    const { count } = counts.get(label) ?? { count: 0 };
    counts.set(label, { count: count + 1, of: trap?.members.length ?? Number.POSITIVE_INFINITY });
  }
  const most = [...counts].sort(([, a], [, b]) => b.count - a.count);
  const named = most
    .slice(0, mostNamed)
    .map(([label, { count, of }]) =>
      count === of
        ? `all of ${label}`
        : `${count}${Number.isFinite(of) ? ` of ${of}` : ""} in ${label}`,
    );
  const others = most.slice(mostNamed);
  const left = others.reduce((sum, [, { count }]) => sum + count, 0);
  return others.length === 0
    ? named.join(", ")
    : `${named.join(", ")} and ${left} in ${countText(others.length, "more trap", "more traps")}`;
}
