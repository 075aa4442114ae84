/** The events in which channels show what checks may find. */
import type { DetectorGroups } from "../detector/groups.js";
import {
  type ExemplarEvents,
  type ExemplarKind,
  exemplarKinds,
} from "../quantities/indexed-by/exemplar-kind.js";
import { flags } from "../quantities/table.js";
import type { Accumulator } from "./accumulator.js";
import { flagBits, validBit } from "./flag-bits.js";
import { constantBit, darkBit } from "./shape-bits.js";

/** @param events indices in the file, by position */
export function exemplarEventsOf(
  { bits, scaledAmplitudes }: Pick<Accumulator, "bits" | "scaledAmplitudes">,
  events: readonly number[],
  { indexCount, epcbMembers }: Pick<DetectorGroups, "indexCount" | "epcbMembers">,
): ExemplarEvents {
  const found = Object.fromEntries(
    exemplarKinds.map((kind) => [kind, new Float64Array(indexCount).fill(Number.NaN)]),
  ) as Record<ExemplarKind, Float64Array>;
  for (const members of epcbMembers) {
    const light = events.map((_, position) =>
      members.reduce((sum, member) => sum + amplitudeAt(position * indexCount + member), 0),
    );
    for (const channelIndex of members) {
      const amplitude = (position: number): number =>
        amplitudeAt(position * indexCount + channelIndex);
      const having = (bit: number): number[] =>
        [...events.keys()].filter((position) => hasBit(position * indexCount + channelIndex, bit));
      const valid = having(validBit);
      const put = (kind: ExemplarKind, position: number | undefined): void => {
        if (position !== undefined) found[kind][channelIndex] = events[position]!;
      };
      put("loudest", firstLargest(valid, amplitude));
      put(
        "besideLight",
        firstLargest(valid, (position) => light[position]! - amplitude(position)),
      );
      put("dark", lowerMedian(having(darkBit), amplitude));
      put("constant", having(constantBit)[0]);
      for (const flag of flags) put(flag, firstLargest(having(flagBits[flag]), amplitude));
    }
  }
  return found;

  function hasBit(waveform: number, bit: number): boolean {
    return (bits[waveform]! & bit) !== 0;
  }

  function amplitudeAt(waveform: number): number {
    return hasBit(waveform, validBit) ? scaledAmplitudes[waveform]! : 0;
  }
}

function firstLargest(
  positions: readonly number[],
  value: (position: number) => number,
): number | undefined {
  const [first, ...others] = positions;
  return others.reduce(
    (best, position) => (best === undefined || value(position) > value(best) ? position : best),
    first,
  );
}

function lowerMedian(
  positions: readonly number[],
  value: (position: number) => number,
): number | undefined {
  const ascending = [...positions].sort((a, b) => value(a) - value(b) || a - b);
  return ascending[Math.floor((ascending.length - 1) / 2)];
}
