/** Shifts that the channels of a group have in common: looked for before those of single channels. */
import type { GroupKind } from "../../detector/channel-groups.js";
import type { DetectorGroups } from "../../detector/groups.js";
import { chanceBeyond } from "../../numerics/chances.js";
import { medianOfKnown as medianOf } from "../../numerics/median.js";
import type { LevelMemory } from "./level-memory.js";

/** What groups shift by. [channelIndex] */
export interface GroupShifts {
  /** What a channel's groups shift by together; 0 where they do not. */
  shift: Float64Array;
  /** p-value of the smallest group with a shift; 1 where there is none. */
  chance: Float64Array;
  /** Squares of the shifts of the groups that stand still, for `rememberGroups`. */
  squares: Map<string, number[]>;
}

/** The larger first. */
const kinds: readonly GroupKind[] = [
  ...(["detector", "module", "tpc", "adc", "half-adc", "epcb", "trap"] as const),
];

/** Fewer channels are no group. */
const fewestMembers = 3;
/** This fraction of a group's channels has to shift by between half and twice its median shift. */
const commonFraction = 2 / 3;
/** A common shift is one if its p-value is below this. */
const maxChance = 1e-4;
/** Files that what is expected before any is worth. */
const priorFiles = 5;
/** The median of the squares of normal values is this fraction of their mean. */
const medianOfSquare = 0.455;

/**
 * Largest groups first; what a group shifts by is taken off its channels before the smaller ones
 * within are looked at. The shift of a group is the median of its channels' deviations, compared
 * with how the medians of such groups scatter from file to file: channels that share electronics
 * drift together, so that their mean is less certain than that of independent ones.
 * @param deviation by channel; NaN where unknown
 * @param variance of it that is expected
 */
export function groupShifts(
  { groups: memory }: LevelMemory,
  { byKind }: DetectorGroups,
  deviation: Float64Array,
  variance: Float64Array,
  leastShift: number,
): GroupShifts {
  const shift = new Float64Array(deviation.length);
  const chance = new Float64Array(deviation.length).fill(1);
  const squares = new Map<string, number[]>();
  const lookAt = (kind: GroupKind, members: readonly number[], groupCount: number): void => {
    const known = members.filter((i) => !Number.isNaN(deviation[i]!));
    if (known.length < fewestMembers) return;
    const [left, variances] = [new Float64Array(known.length), new Float64Array(known.length)];
    known.forEach((i, k) => {
      left[k] = deviation[i]! - shift[i]!;
      variances[k] = variance[i]!;
    });
    const [median, typical] = [medianOf(left), medianOf(variances)];
    const { meanSquare = 0, fileCount = 0 } = memory[kind] ?? {};
    const prior = typical * (0.5 + 1 / known.length);
    const expected = Math.max(
      (Math.PI / 2) * (typical / known.length),
      (priorFiles * prior + fileCount * meanSquare) / (priorFiles + fileCount),
    );
    const p = chanceBeyond(median, {
      uncertainty: Math.sqrt(expected),
      degreesOfFreedom: priorFiles + fileCount * Math.min(fewestMembers, groupCount),
    });
    const isCommon =
      left.filter((each) => each / median > 0.5 && each / median < 2).length >=
      commonFraction * known.length;
    if (Math.abs(median) >= leastShift && p < maxChance && isCommon) {
      for (const i of known) {
        shift[i]! += median;
        chance[i] = p;
      }
      return;
    }
    const ofKind = squares.get(kind) ?? [];
    squares.set(kind, [...ofKind, Math.min(median ** 2, 9 * expected)]);
  };
  for (const kind of kinds)
    for (const { members } of byKind[kind]) lookAt(kind, members, byKind[kind].length);
  return { shift, chance, squares };
}

/** Remembers how the groups without a common shift moved in a file. */
export function rememberGroups(
  { groups }: LevelMemory,
  { squares }: GroupShifts,
  mostFiles: number,
): void {
  for (const [kind, ofKind] of squares) {
    const square =
      ofKind.length < fewestMembers
        ? ofKind.reduce((sum, each) => sum + each, 0) / ofKind.length
        : medianOf(ofKind) / medianOfSquare;
    const known = (groups[kind] ??= { meanSquare: 0, fileCount: 0 });
    known.fileCount = Math.min(mostFiles, known.fileCount + 1);
    known.meanSquare += (square - known.meanSquare) / known.fileCount;
  }
}
