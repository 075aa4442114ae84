/** The events in which channels show what checks may find. */
import type { DetectorGroups } from "../detector/groups.js";
import {
  type ExemplarEvents,
  type ExemplarKind,
  exemplarKinds,
} from "../quantities/indexed-by/exemplar-kind.js";
import { flags } from "../quantities/table.js";
import type { Accumulator } from "./accumulator.js";
import { flagBits, validBit } from "./flags/flag-bits.js";
import { constantBit, darkBit } from "./shape-bits.js";

/** @param events indices in the file, by position */
export function exemplarEventsOf(
  { bits, scaledAmplitudes }: Pick<Accumulator, "bits" | "scaledAmplitudes">,
  events: readonly number[],
  { indexCount, epcbMembers }: Pick<DetectorGroups, "indexCount" | "epcbMembers">,
): ExemplarEvents {
  const byKind = <Value>(value: () => Value): Record<ExemplarKind, Value> =>
    Object.fromEntries(exemplarKinds.map((kind) => [kind, value()])) as Record<ExemplarKind, Value>;
  const found = byKind(() => new Float64Array(indexCount).fill(Number.NaN));
  const light = new Float64Array(events.length);
  for (const members of epcbMembers) {
    light.fill(0);
    for (const member of members)
      for (let position = 0; position < events.length; position++) {
        const waveform = position * indexCount + member;
        if ((bits[waveform]! & validBit) !== 0) light[position]! += scaledAmplitudes[waveform]!;
      }
    for (const member of members) {
      const most = byKind(() => Number.NaN);
      const take = (kind: ExemplarKind, value: number, position: number): void => {
        if (value <= most[kind]) return;
        most[kind] = value;
        found[kind][member] = events[position]!;
      };
      const dark: [amplitude: number, position: number][] = [];
      for (let position = 0; position < events.length; position++) {
        const waveform = position * indexCount + member;
        const known = bits[waveform]!;
        if ((known & validBit) === 0) continue;
        const amplitude = scaledAmplitudes[waveform]!;
        take("loudest", amplitude, position);
        take("besideLight", light[position]! - amplitude, position);
        if ((known & constantBit) !== 0) take("constant", 0, position);
        if ((known & darkBit) !== 0) dark.push([amplitude, position]);
        for (const flag of flags)
          if ((known & flagBits[flag]) !== 0) take(flag, amplitude, position);
      }
      dark.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const middle = dark[Math.floor((dark.length - 1) / 2)];
      if (middle) take("dark", 0, middle[1]);
    }
  }
  return found;
}
