/** The light traps of a description, TPC by TPC. */
import type { Place } from "./description-place.js";
import { type LightTrap, type TrapKind, trapKinds } from "./profile.js";

/** The sections of a description, each complete in itself; by number of what they are of. */
export interface Sections {
  /** By ADC. */
  channels: { place: Place; bins: readonly (number | null)[] }[];
  channelCount: number;
  /** Edges below and above a trap's centre, by number of its kind. */
  edgesCm: (readonly [lower: number | null, upper: number | null])[];
  /** By trap. */
  centers: Place[];
  sides: Place[];
  /** By SiPM: those of side 0, then as many of side 1. */
  sipmHeightsCm: (number | null)[];
  /** By TPC; below it by trap. */
  tpcs: Place[];
  adcsByTpc: Place;
  kindsByTpc: Place;
}

/** Channels of a trap by its kind, as built. */
const channelsOfKind: Readonly<Record<TrapKind, number>> = { ArCLight: 6, LCM: 2 };

/** Centimetres that a SiPM may lie beyond the edge of its trap: what rounding leaves. */
const toleranceCm = 0.1;

/**
 * The traps by TPC; one with a problem may be absent.
 * @param problems gets what concerns several sections
 */
export function describedTraps(sections: Sections, problems: string[]): LightTrap[][] {
  const { channels, channelCount, tpcs, adcsByTpc, kindsByTpc } = sections;
  const takenBy = new Map<string, string>();

  const trapOf = (chan: Place, adcPlace: Place, kindPlace: Place, trap: number, label: string) => {
    const adc = adcPlace.whole(0, channels.length - 1);
    const kindNumber = kindPlace.whole(0, trapKinds.length - 1);
    const numbers = chan.list().map((place) => place.whole(0, channelCount - 1));
    const side = sideOf(sections, trap, problems);
    const edgesCm = kindNumber === null ? null : edgesOf(sections, trap, kindNumber, problems);
    if (adc === null || kindNumber === null || side === null || edgesCm === null) return [];
    const kind = trapKinds[kindNumber]!;
    if (numbers.length !== channelsOfKind[kind])
      chan.problem(`${channelsOfKind[kind]} channels of an ${kind}`, `${numbers.length}`);
    const heightsCm = numbers.map((channel) => {
      if (channel === null) return Number.NaN;
      const key = `ADC ${adc}, channel ${channel}`;
      const other = takenBy.get(key);
      if (other !== undefined) chan.problem("each channel once", `${key} in ${other} too`);
      takenBy.set(key, label);
      const { place, bins } = channels[adc]!;
      const bin = bins[channel] ?? -1;
      if (bin < 0) {
        place.problem(`a SiPM for channel ${channel} of ${label}`, "none");
        return Number.NaN;
      }
      const { sipmHeightsCm } = sections;
      const sipm = bin + (side * sipmHeightsCm.length) / 2;
      const heightCm = sipmHeightsCm[sipm] ?? null;
      if (heightCm === null) {
        problems.push(`sipm_center: expected SiPM ${sipm} of ${key}, got none`);
        return Number.NaN;
      }
      const [low, high] = edgesCm;
      if (heightCm < low - toleranceCm || heightCm > high + toleranceCm)
        chan.problem(`SiPMs within the trap, ${low} to ${high} cm`, `${key} at ${heightCm} cm`);
      return heightCm;
    });
    return [{ kind, side, adc, channels: numbers as number[], heightsCm, edgesCm }];
  };

  return tpcs.map((tpc, t) => {
    const chans = tpc.numbered("the light traps of the TPC");
    const adcs = adcsByTpc.item(t)?.numbered() ?? [];
    const kinds = kindsByTpc.item(t)?.numbered() ?? [];
    for (const [key, found] of [
      ["det_adc", adcs],
      ["det_geom", kinds],
    ] as const)
      if (found.length !== chans.length)
        problems.push(
          `${key}.${t}: expected as many traps as det_chan has, ${chans.length}, got ${found.length}`,
        );
    return chans.flatMap((chan, trap) => {
      const [adc, kind] = [adcs[trap], kinds[trap]];
      return adc && kind ? trapOf(chan, adc, kind, trap, `trap ${trap} of TPC ${t}`) : [];
    });
  });
}

function sideOf({ sides }: Sections, trap: number, problems: string[]): 0 | 1 | null {
  const place = sides[trap];
  if (!place) problems.push(`det_side: expected a side of trap ${trap}, got none`);
  return (place?.whole(0, 1) ?? null) as 0 | 1 | null;
}

function edgesOf(
  { centers, edgesCm }: Sections,
  trap: number,
  kindNumber: number,
  problems: string[],
): readonly [number, number] | null {
  const place = centers[trap];
  if (!place) problems.push(`det_center: expected a centre of trap ${trap}, got none`);
  const edges = edgesCm[kindNumber];
  if (!edges)
    problems.push(
      `geom: expected the edges of an ${trapKinds[kindNumber]}, number ${kindNumber}, got none`,
    );
  const centerCm = place?.height() ?? null;
  const [low, high] = edges ?? [null, null];
  if (centerCm === null || low === null || high === null) return null;
  return [roundCm(centerCm + low), roundCm(centerCm + high)];
}

const roundCm = (value: number): number => Math.round(value * 100) / 100;
