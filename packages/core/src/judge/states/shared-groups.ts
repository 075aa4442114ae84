/** The groups of channels that share a fault: the shortest list that names each channel once. */
import { type ChannelGroup, type GroupKind, groupKinds } from "../../detector/channel-groups.js";
import type { DetectorGroups } from "../../detector/groups.js";

/** A group is named from this fraction of its judged channels on… */
const commonFraction = 2 / 3;
/** …and from this many channels on. */
export const fewestMembers = 3;
/**
 * What a judged channel without the fault adds to a list that names its group; every entry adds 1.
 * At a half, an EPCB that is fine is an exception of its ADC or module, half an ADC is not.
 */
const exceptionCost = 1 / 2;

/**
 * Of groups with the same channels, the name of the first kind is used. What shares electronics comes
 * before what shares a place, since electronics fail together: an EPCB before the ArCLight on it.
 */
const namedAs: readonly GroupKind[] = [
  "adc",
  "tpc",
  "module",
  "detector",
  "epcb",
  "half-adc",
  "trap",
];

/** A group of channels with a fault in common. */
export interface SharedFault {
  group: ChannelGroup;
  /** Channel indices of its channels with the fault, ascending. */
  members: readonly number[];
  /** Its channels that were judged. */
  judgedCount: number;
}

/**
 * The groups to name for a fault of some channels. Of all lists of groups and single channels that
 * name each of them once, it is the one of least cost: 1 an entry, and a half for every judged
 * channel without the fault in a group that is named. So the largest group that explains the fault
 * is named once, and a group of which a whole part is fine is told by its other parts. Of two lists
 * of one cost, the one with fewer entries, then with smaller groups: of channels that were not
 * judged it says nothing. Groups have at least three channels with the fault, and two thirds of
 * those that were judged.
 * @param judged, faulty 1 for each channel index that is, else 0; what is faulty is judged
 * @returns the largest groups first; channels that are in none of them stand alone
 */
export function sharedFaults(
  groups: DetectorGroups,
  judged: Uint8Array,
  faulty: Uint8Array,
): SharedFault[] {
  const [left, open] = [judged.slice(), faulty.slice()];
  const found = largestGroups(groups).flatMap((whole) => {
    const { faults } = shortestList(whole, left, open, new Map());
    // The largest groups overlap where a board serves two modules.
    for (const channelIndex of faults.flatMap(({ members }) => members))
      left[channelIndex] = open[channelIndex] = 0;
    return faults;
  });
  return found.sort((a, b) => b.group.members.length - a.group.members.length);
}

/** A list of the faulty channels of a group; those that no fault names stand alone. */
interface List {
  cost: number;
  entries: number;
  faults: readonly SharedFault[];
}

function shortestList(
  divided: DividedGroup,
  judged: Uint8Array,
  faulty: Uint8Array,
  known: Map<DividedGroup, List>,
): List {
  const before = known.get(divided);
  if (before) return before;
  const { group, divisions } = divided;
  const members = group.members.filter((channelIndex) => faulty[channelIndex]);
  let best: List = { cost: members.length, entries: members.length, faults: [] };
  if (members.length >= fewestMembers) {
    const judgedCount = group.members.reduce((sum, i) => sum + judged[i]!, 0);
    if (members.length >= commonFraction * judgedCount) {
      const cost = 1 + exceptionCost * (judgedCount - members.length);
      best = { cost, entries: 1, faults: [{ group, members, judgedCount }] };
    }
    for (const parts of divisions) {
      const lists = parts.map((part) => shortestList(part, judged, faulty, known));
      const sum = (of: "cost" | "entries"): number => lists.reduce((all, one) => all + one[of], 0);
      const [cost, entries] = [sum("cost"), sum("entries")];
      const isShorter =
        entries < best.entries || (entries === 1 && best.faults[0]?.group === group);
      if (cost < best.cost || (cost === best.cost && isShorter))
        best = { cost, entries, faults: lists.flatMap(({ faults }) => faults) };
    }
  }
  known.set(divided, best);
  return best;
}

/** A group with the ways to divide it into groups of one kind, those of fewest parts first. */
interface DividedGroup {
  group: ChannelGroup;
  divisions: DividedGroup[][];
}

const kept = new WeakMap<DetectorGroups, readonly DividedGroup[]>();

/** The groups of a detector that are part of no other, largest first; made once for each detector. */
function largestGroups(groups: DetectorGroups): readonly DividedGroup[] {
  const before = kept.get(groups);
  if (before) return before;
  const made = divideGroups(groups);
  kept.set(groups, made);
  return made;
}

function divideGroups({ byKind, groupOf }: DetectorGroups): DividedGroup[] {
  /** The groups of a kind that have together the channels of a group; null where none do. */
  const divide = (group: ChannelGroup, kind: GroupKind): ChannelGroup[] | null => {
    const parts = new Set(group.members.map((channelIndex) => groupOf(kind, channelIndex)));
    let count = 0;
    for (const part of parts) count += part?.members.length ?? Number.NaN;
    return count === group.members.length ? ([...parts] as ChannelGroup[]) : null;
  };
  /** The group by whose name each goes: itself, or another with the same channels. */
  const nameOf = new Map<ChannelGroup, ChannelGroup>();
  const divided = new Map<ChannelGroup, DividedGroup>();
  for (const group of groupKinds.flatMap((kind) => byKind[kind])) {
    const kind = namedAs.find((each) => divide(group, each)?.length === 1)!;
    const named = groupOf(kind, group.members[0]!)!;
    nameOf.set(group, named);
    divided.set(named, { group: named, divisions: [] });
  }
  const isPart = new Set<DividedGroup>();
  for (const each of divided.values()) {
    const ways = namedAs.flatMap((kind) => {
      const parts = divide(each.group, kind) ?? [];
      return parts.length > 1 ? [parts.map((part) => divided.get(nameOf.get(part)!)!)] : [];
    });
    each.divisions = ways.sort((a, b) => a.length - b.length);
    for (const part of ways.flat()) isPart.add(part);
  }
  return [...divided.values()]
    .filter((each) => !isPart.has(each))
    .sort((a, b) => b.group.members.length - a.group.members.length);
}
