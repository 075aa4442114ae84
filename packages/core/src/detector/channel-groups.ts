/** The kinds of groups that a fault, an alarm, a selection or a trend can be of: one row each. */

/** What of a channel tells its groups. All but `active` by channel index. */
export interface ChannelTables {
  /** Channel indices of active channels, ascending. */
  readonly active: readonly number[];
  /** ADC number. */
  readonly adcOf: Int16Array;
  /** EPCB number within its ADC; −1 for an inactive channel. */
  readonly epcbOf: Int16Array;
  /** TPC number in the detector; −1 for an inactive channel. */
  readonly tpcOf: Int16Array;
  /** Module number; −1 for an inactive channel. */
  readonly moduleOf: Int16Array;
  /** Number of the trap within its TPC; −1 for an inactive channel and where unknown. */
  readonly trapOf: Int16Array;
}

/** Channels that belong together. */
export interface ChannelGroup {
  readonly kind: GroupKind;
  /** Where it is in words: `EPCB 2 of ADC 0`. */
  readonly label: string;
  /** The ADC that all of it is on; null where it has channels of several. */
  readonly adc: number | null;
  /** Its number: in the detector, or of an EPCB in its ADC, of a trap in its TPC; of the TPC for half an ADC. */
  readonly number: number;
  /** Channel indices, ascending. */
  readonly members: readonly number[];
}

interface GroupKindRow {
  /** In words, for one of them. */
  title: string;
  /** Key of the group of an active channel; undefined where it is in none. */
  keyOf(tables: ChannelTables, channelIndex: number): string | undefined;
  number(tables: ChannelTables, channelIndex: number): number;
  label(tables: ChannelTables, channelIndex: number): string;
}

const rows = {
  detector: {
    title: "whole detector",
    keyOf: () => "",
    number: () => 0,
    label: () => "the whole detector",
  },
  module: {
    title: "module",
    keyOf: ({ moduleOf }, i) => `${moduleOf[i]}`,
    number: ({ moduleOf }, i) => moduleOf[i]!,
    label: ({ moduleOf }, i) => `module ${moduleOf[i]}`,
  },
  tpc: {
    title: "TPC",
    keyOf: ({ tpcOf }, i) => `${tpcOf[i]}`,
    number: ({ tpcOf }, i) => tpcOf[i]!,
    label: ({ tpcOf }, i) => `TPC ${tpcOf[i]}`,
  },
  adc: {
    title: "ADC",
    keyOf: ({ adcOf }, i) => `${adcOf[i]}`,
    number: ({ adcOf }, i) => adcOf[i]!,
    label: ({ adcOf }, i) => `ADC ${adcOf[i]}`,
  },
  "half-adc": {
    title: "half of an ADC in a TPC",
    keyOf: ({ adcOf, tpcOf }, i) => `${adcOf[i]} ${tpcOf[i]}`,
    number: ({ tpcOf }, i) => tpcOf[i]!,
    label: ({ adcOf, tpcOf }, i) => `ADC ${adcOf[i]} in TPC ${tpcOf[i]}`,
  },
  epcb: {
    title: "EPCB",
    keyOf: ({ adcOf, epcbOf }, i) => `${adcOf[i]} ${epcbOf[i]}`,
    number: ({ epcbOf }, i) => epcbOf[i]!,
    label: ({ adcOf, epcbOf }, i) => `EPCB ${epcbOf[i]} of ADC ${adcOf[i]}`,
  },
  trap: {
    title: "light trap",
    keyOf: ({ tpcOf, trapOf }, i) => (trapOf[i]! < 0 ? undefined : `${tpcOf[i]} ${trapOf[i]}`),
    number: ({ trapOf }, i) => trapOf[i]!,
    label: ({ tpcOf, trapOf }, i) => `trap ${trapOf[i]} of TPC ${tpcOf[i]}`,
  },
} as const satisfies Record<string, GroupKindRow>;

export type GroupKind = keyof typeof rows;

/** In no order of size: that follows from a detector's cabling. */
export const groupKinds = Object.keys(rows) as GroupKind[];

/** A kind of group in words, for one of them: "light trap". */
export function groupTitle(kind: GroupKind): string {
  return rows[kind].title;
}

/** The groups of a detector by kind. */
export interface GroupsByKind {
  /** The groups of every kind that the detector has, by the first of their channels. */
  readonly byKind: Readonly<Record<GroupKind, readonly ChannelGroup[]>>;
  /** The group of a kind that a channel is in; undefined where it is in none. */
  groupOf(kind: GroupKind, channelIndex: number): ChannelGroup | undefined;
}

/** The groups of every kind. */
export function channelGroups(tables: ChannelTables): GroupsByKind {
  const placed = groupKinds.map((kind) => {
    const row: GroupKindRow = rows[kind];
    const found = new Map<string, number[]>();
    for (const channelIndex of tables.active) {
      const key = row.keyOf(tables, channelIndex);
      if (key === undefined) continue;
      const before = found.get(key);
      if (before) before.push(channelIndex);
      else found.set(key, [channelIndex]);
    }
    const of = new Map<number, ChannelGroup>();
    const groups = [...found.values()].map((members): ChannelGroup => {
      const [first] = members as [number];
      const adc = tables.adcOf[first]!;
      const isOnOne = members.every((member) => tables.adcOf[member] === adc);
      const group = {
        ...{ kind, members, adc: isOnOne ? adc : null },
        ...{ number: row.number(tables, first), label: row.label(tables, first) },
      };
      for (const member of members) of.set(member, group);
      return group;
    });
    return [kind, { groups, of }] as const;
  });
  const byKind = Object.fromEntries(placed.map(([kind, { groups }]) => [kind, groups]));
  const tableOf = new Map(placed.map(([kind, { of }]) => [kind, of]));
  return {
    byKind: byKind as unknown as Record<GroupKind, ChannelGroup[]>,
    groupOf: (kind, channelIndex) => tableOf.get(kind)!.get(channelIndex),
  };
}
