/** The events in which channels show what checks may find. */
import type { DetectorGroups } from "../detector/groups.js";
import { medianInPlace } from "../numerics/quantile.js";
import {
  type ExemplarEvents,
  type ExemplarKind,
  exemplarKinds,
} from "../quantities/indexed-by/exemplar-kind.js";
import { flags } from "../quantities/table.js";
import type { Accumulator } from "./accumulator.js";
import { flagBits, validBit } from "./flags/flag-bits.js";
import { constantBit, darkBit } from "./shape-bits.js";

/** Kinds that are the waveform of largest amplitude among those with a bit. */
const bitOfKind: readonly (readonly [kind: ExemplarKind, bit: number])[] = [
  ["loudest", validBit],
  ...flags.map((flag) => [flag, flagBits[flag]] as const),
];

/** @param events indices in the file, by position */
export function exemplarEventsOf(
  { bits, scaledAmplitudes }: Pick<Accumulator, "bits" | "scaledAmplitudes">,
  events: readonly number[],
  { indexCount, epcbMembers }: Pick<DetectorGroups, "indexCount" | "epcbMembers">,
): ExemplarEvents {
  const found = Object.fromEntries(
    exemplarKinds.map((kind) => [kind, new Float64Array(indexCount).fill(Number.NaN)]),
  ) as ExemplarEvents;
  const light = new Float64Array(events.length);
  const dark = new Float64Array(events.length);
  for (const members of epcbMembers) {
    light.fill(0);
    for (const member of members)
      for (let position = 0; position < events.length; position++) {
        const waveform = position * indexCount + member;
        if ((bits[waveform]! & validBit) !== 0) light[position]! += scaledAmplitudes[waveform]!;
      }
    for (const member of members) {
      for (const [kind, bit] of bitOfKind) {
        let [most, chosen] = [Number.NEGATIVE_INFINITY, -1];
        for (let position = 0; position < events.length; position++) {
          const waveform = position * indexCount + member;
          if ((bits[waveform]! & bit) === 0 || !(scaledAmplitudes[waveform]! > most)) continue;
          [most, chosen] = [scaledAmplitudes[waveform]!, position];
        }
        if (chosen >= 0) found[kind][member] = events[chosen]!;
      }
      let [mostBeside, besideLight] = [Number.NEGATIVE_INFINITY, -1];
      let constant = -1;
      let darkCount = 0;
      for (let position = 0; position < events.length; position++) {
        const waveform = position * indexCount + member;
        const known = bits[waveform]!;
        if ((known & validBit) === 0) continue;
        const amplitude = scaledAmplitudes[waveform]!;
        if (light[position]! - amplitude > mostBeside)
          [mostBeside, besideLight] = [light[position]! - amplitude, position];
        if (constant < 0 && (known & constantBit) !== 0) constant = position;
        // Amplitudes are whole: by amplitude, then position.
        if ((known & darkBit) !== 0) dark[darkCount++] = amplitude * events.length + position;
      }
      if (besideLight >= 0) found.besideLight[member] = events[besideLight]!;
      if (constant >= 0) found.constant[member] = events[constant]!;
      if (darkCount === 0) continue;
      medianInPlace(dark, 0, darkCount);
      const lowerMiddle = dark[(darkCount - 1) >> 1]!;
      found.dark[member] = events[lowerMiddle % events.length]!;
    }
  }
  return found;
}
