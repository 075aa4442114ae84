/** A file compared with the levels of earlier ones, and remembered. */
import type { DetectorGroups } from "../../detector/groups.js";
import { chanceBeyond } from "../../numerics/chances.js";
import { medianOfKnown } from "../../numerics/median.js";
import {
  type DetectorScatter,
  detectorScatter,
  ownFreedom,
  ownMemoryFiles,
} from "./detector-scatter.js";
import { type GroupShifts, groupShifts, rememberGroups } from "./group-shifts.js";
import type { LevelMemory } from "./level-memory.js";
import type { LevelRow, Measured } from "./level-row.js";

/** How the values of a file lie to the levels of earlier ones. [channelIndex · perChannel + part] */
export interface ComparedLevels {
  perChannel: number;
  value: Float64Array;
  /** Where each was expected; NaN without an earlier file. */
  level: Float64Array;
  /** Files that the level rests on. */
  fileCount: Float64Array;
  /** Value − level; NaN where one is unknown. */
  deviation: Float64Array;
  /** One standard uncertainty of it, and its degrees of freedom. */
  uncertainty: Float64Array;
  freedom: Float64Array;
  /** What its groups shift by together; see `GroupShifts`. Zeros where groups are not looked at. */
  groupShift: Float64Array;
  groupChance: Float64Array;
  /**
   * Mean of this value and the two before it − the level before all three, which these do not move, and
   * its uncertainty; NaN before the fourth. Like what is said of drifts, only where a channel has one
   * number.
   */
  recent: Float64Array;
  recentUncertainty: Float64Array;
  recentFreedom: Float64Array;
  /** 1 where the channel was alarmed above its level when last known, −1 below; 0 where it was not. */
  held: Float64Array;
  /** Slow change: where the values are now, less where they were at the beginning of the epoch. */
  drift: Float64Array;
  driftUncertainty: Float64Array;
  driftFreedom: Float64Array;
  /** Index of the file in which the slow change began. */
  driftSince: Float64Array;
}

/** A comparison with what `addLevels` needs of it. */
export interface LevelComparison {
  compared: ComparedLevels;
  scatter: DetectorScatter;
  groups: GroupShifts | null;
  /** Square of the standard error of each value, and the variance of single waveforms that it is of. */
  errorVariance: Float64Array;
  eventVariance: Float64Array;
}

/** Waveforms that the remembered variance of single waveforms is worth. */
const rememberedWaveforms = 20;
/** Weight of the latest value in the smoothed ones. */
const smoothing = 0.2;
/** Files that the long level is the mean of. */
const longFiles = 20;
const fewestLongFiles = 5;
const freedomPerWaveform = 2;

/** @param mostFiles that a level rests on; Infinity for all */
export function compareLevels(
  row: LevelRow,
  memory: LevelMemory,
  measured: Measured,
  detector: DetectorGroups,
  mostFiles: number,
): LevelComparison {
  const { values } = memory;
  const value = row.isOfTpc ? valuesInTpc(measured, memory, detector) : measured.value;
  const count = value.length;
  const numbers = (): Float64Array => new Float64Array(count);
  const eventVariance = eventVariances(memory, measured);
  const [errorVariance, deviation] = [numbers(), numbers()];
  for (let at = 0; at < count; at++) {
    errorVariance[at] = ((Math.PI / 2) * eventVariance[at]!) / measured.count[at]!;
    deviation[at] = value[at]! - values.level[at]!;
  }
  const typicalError = medianOfKnown(values.errorVariance) || medianOfKnown(errorVariance) || 0;
  const scatter = detectorScatter(memory, deviation, typicalError, row.leastScatter);
  const { driftVariance, walkVariance } = scatter;
  /** Of a level that rests on so many files. */
  const levelVariance = (at: number, files: number): number => {
    const follow = followOf(files + 1, scatter, mostFiles);
    return (driftVariance + values.errorVariance[at]!) * (follow / (1 - follow));
  };
  /** Own scatter in units of what is expected, moderated by that of the detector. */
  const [moderated, variance, uncertainty] = [numbers(), numbers(), numbers()];
  for (let at = 0; at < count; at++) {
    const fileCount = values.fileCount[at]!;
    moderated[at] = moderatedRatio(scatter, fileCount, values.ratio[at]!);
    const ofLevel = levelVariance(at, fileCount);
    const expected = driftVariance + errorVariance[at]! + ofLevel + walkVariance * values.age[at]!;
    variance[at] = expected * moderated[at]!;
    uncertainty[at] = Math.sqrt(variance[at]!);
  }
  const freedomOver = (files: number): Float64Array =>
    freedomOfMean(files, scatter, memory, measured);
  // Of lines neither groups nor means and drifts are asked for, and there are eleven times as many.
  const isSingle = row.perChannel === 1;
  const groups = isSingle
    ? groupShifts(memory, detector, deviation, variance, row.leastGroupShift)
    : null;
  return {
    compared: {
      perChannel: row.perChannel,
      value,
      level: values.level.slice(),
      fileCount: values.fileCount.slice(),
      deviation,
      uncertainty,
      freedom: freedomOver(1),
      groupShift: groups?.shift ?? numbers(),
      groupChance: groups?.chance ?? numbers().fill(1),
      ...(isSingle
        ? overFiles(memory, value, { scatter, moderated, errorVariance, levelVariance })
        : nothingOverFiles),
      recentFreedom: isSingle ? freedomOver(3) : none,
      held: values.held.slice(),
      driftFreedom: isSingle ? freedomOver(longFiles) : none,
      driftSince: values.nearFile.slice(),
    },
    ...{ scatter, groups, errorVariance, eventVariance },
  };
}

/** Fewer channels do not tell what is common to a TPC. */
const fewestInTpc = 6;

/** The values less the median deviation of the channels of their TPC. */
function valuesInTpc(
  { value }: Measured,
  { values: { level } }: LevelMemory,
  { tpcMembers }: DetectorGroups,
): Float64Array {
  const relative = value.slice();
  for (const members of tpcMembers) {
    const known = members.filter((i) => !Number.isNaN(value[i]! - level[i]!));
    if (known.length < fewestInTpc) continue;
    const common = medianOfKnown(known.map((i) => value[i]! - level[i]!));
    for (const i of members) relative[i]! -= common;
  }
  return relative;
}

/** The median of few waveforms has wider tails than a normal value, the mean over files hardly. */
function freedomOfMean(
  files: number,
  { sharedFreedom }: DetectorScatter,
  { values }: LevelMemory,
  { count }: Measured,
): Float64Array {
  const freedom = new Float64Array(count.length);
  for (let at = 0; at < freedom.length; at++)
    freedom[at] = Math.min(
      sharedFreedom + ownFreedom(values.fileCount[at]!),
      freedomPerWaveform * files * count[at]!,
    );
  return freedom;
}

/** What is told of several files together. */
type OverFiles = Pick<
  ComparedLevels,
  "recent" | "recentUncertainty" | "drift" | "driftUncertainty"
>;

const none = new Float64Array();
const nothingOverFiles: OverFiles = {
  ...{ recent: none, recentUncertainty: none, drift: none, driftUncertainty: none },
};

interface Expected {
  scatter: DetectorScatter;
  /** By value: see `moderatedRatio`. */
  moderated: Float64Array;
  errorVariance: Float64Array;
  /** Of a value's level where it rests on so many files. */
  levelVariance(at: number, files: number): number;
}

function overFiles(
  memory: LevelMemory,
  value: Float64Array,
  { scatter: { driftVariance, walkVariance }, moderated, errorVariance, levelVariance }: Expected,
): OverFiles {
  const { values } = memory;
  const numbers = (): Float64Array => new Float64Array(value.length);
  const [recent, recentUncertainty] = [numbers(), numbers()];
  const [drift, driftUncertainty] = [numbers(), numbers()];
  for (let at = 0; at < value.length; at++) {
    recent[at] =
      (value[at]! + values.latest[at]! + values.secondLatest[at]!) / 3 -
      values.secondLatestFrom[at]!;
    // What scatters from file to file averages out, errors of the level do not.
    const ofFile = driftVariance + Math.max(errorVariance[at]!, values.errorVariance[at]!);
    const ofLevel = levelVariance(at, values.fileCount[at]! - 2);
    const ofWalk = walkVariance * (values.age[at]! + 2);
    recentUncertainty[at] = Math.sqrt((ofFile / 3 + ofLevel + ofWalk) * moderated[at]!);
    const files = values.longCount[at]!;
    const ofMeans = smoothing / (2 - smoothing) + 1 / files;
    drift[at] = smoothedWith(memory, at, value[at]!) - values.longLevel[at]!;
    driftUncertainty[at] =
      files < fewestLongFiles
        ? Number.NaN
        : Math.sqrt(moderated[at]! * (driftVariance + values.errorVariance[at]!) * ofMeans);
  }
  return { recent, recentUncertainty, drift, driftUncertainty };
}

/** p-value of a deviation this far from its level; 1 where it is unknown. */
export function levelChance(
  { uncertainty, freedom }: ComparedLevels,
  at: number,
  deviation: number,
): number {
  if (Number.isNaN(deviation)) return 1;
  return chanceBeyond(deviation, {
    uncertainty: uncertainty[at]!,
    degreesOfFreedom: freedom[at]!,
  });
}

function smoothedWith({ values }: LevelMemory, at: number, value: number): number {
  const before = values.smoothed[at]!;
  return Number.isNaN(before) ? value : before + smoothing * (value - before);
}

/** How much a level follows its n-th value: the mean of all, of the latest `mostFiles`, or as the walk asks for. */
function followOf(n: number, { follow }: DetectorScatter, mostFiles: number): number {
  return Math.min(maxFollow, Math.max(1 / n, 1 / (mostFiles + 1), follow));
}
const maxFollow = 0.95;

/**
 * The variance of single waveforms' values. Of few waveforms the quantiles say little, so that what
 * is remembered of the channel is worth 20 more, or what other channels show where nothing is.
 */
function eventVariances({ values }: LevelMemory, { eventSpread, count }: Measured): Float64Array {
  const variance = new Float64Array(eventSpread.length);
  for (let at = 0; at < variance.length; at++) variance[at] = eventSpread[at]! ** 2;
  const typical = medianOfKnown(variance) || 0;
  for (let at = 0; at < variance.length; at++) {
    const before = values.eventVariance[at]!;
    const known = Number.isNaN(before) ? typical : before;
    const n = Number.isNaN(eventSpread[at]!) ? 0 : count[at]!;
    const own = n === 0 ? 0 : n * variance[at]!;
    variance[at] = (rememberedWaveforms * known + own) / (rememberedWaveforms + n);
  }
  return variance;
}

/**
 * Remembers a file. Values of channels that are left out move nothing but their age.
 * @param leftOut 1 by channel index: alarmed, or bad on absolute limits
 * @param fileIndex of this file
 */
export function addLevels(
  memory: LevelMemory,
  { compared, scatter, groups, errorVariance, eventVariance }: LevelComparison,
  leftOut: Uint8Array,
  mostFiles: number,
  fileIndex: number,
): void {
  const v = memory.values;
  const { value, perChannel, deviation, uncertainty } = compared;
  for (let at = 0; at < value.length; at++) {
    v.age[at]!++;
    const x = value[at]!;
    if (Number.isNaN(x) || leftOut[Math.floor(at / perChannel)]) continue;
    const n = ++v.fileCount[at]!;
    v.age[at] = 0;
    if (n === 1) {
      v.level[at] = x;
      v.ratio[at] = 1;
    } else {
      const e = deviation[at]!;
      v.level[at]! += followOf(n, scatter, mostFiles) * e;
      const weight = 1 / Math.min(ownMemoryFiles, n - 1);
      // The uncertainty holds the ratio so far.
      const ratio =
        Math.min(9, (e / uncertainty[at]!) ** 2) * moderatedRatio(scatter, n - 1, v.ratio[at]!);
      v.ratio[at]! += weight * (ratio - v.ratio[at]!);
      const step = x - v.latest[at]!;
      forget(v.stepSquares, v.stepWeight, at, step ** 2);
      if (!Number.isNaN(v.step[at]!))
        forget(v.stepProducts, v.productWeight, at, step * v.step[at]!);
      v.step[at] = step;
    }
    v.secondLatest[at] = v.latest[at]!;
    v.latest[at] = x;
    v.secondLatestFrom[at] = v.latestFrom[at]!;
    v.latestFrom[at] = compared.level[at]!;
    v.eventVariance[at] = eventVariance[at]!;
    const known = v.errorVariance[at]!;
    v.errorVariance[at] = Number.isNaN(known)
      ? errorVariance[at]!
      : known + (errorVariance[at]! - known) / Math.min(ownMemoryFiles, n);
    if (v.longCount[at]! < longFiles) {
      const long = ++v.longCount[at]!;
      v.longLevel[at] = long === 1 ? x : v.longLevel[at]! + (x - v.longLevel[at]!) / long;
    }
    v.smoothed[at] = smoothedWith(memory, at, x);
    const drift = Math.abs(v.smoothed[at]! - v.longLevel[at]!);
    if (!(drift > compared.driftUncertainty[at]!)) v.nearFile[at] = fileIndex;
  }
  if (groups) rememberGroups(memory, groups, Math.min(mostFiles, ownMemoryFiles));
}

const remember = 1 - 1 / 50;

function forget(sums: Float64Array, weights: Float64Array, at: number, value: number): void {
  sums[at] = remember * sums[at]! + value;
  weights[at] = remember * weights[at]! + 1;
}

/** Own scatter in units of what is expected, moderated by that of the detector. */
function moderatedRatio(
  { sharedFreedom }: DetectorScatter,
  fileCount: number,
  ratio: number,
): number {
  const own = ownFreedom(fileCount);
  return (sharedFreedom + own * ratio) / (sharedFreedom + own);
}
