/** Where the SiPMs of a detector lie on its map. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile, TrapKind } from "../../../detector/profile.js";

/** One wall of a TPC: a column of the map. */
export interface MapColumn {
  module: number;
  tpc: number;
  /** 0 at −z, 1 at +z. */
  side: 0 | 1;
  /** Its middle. */
  x: number;
}

/** A light trap on its column. */
export interface MapTrap {
  kind: TrapKind;
  x: number;
  lowCm: number;
  highCm: number;
}

/** A map in data units: columns are 1 wide, heights in cm. */
export interface MapGrid {
  /** By module, TPC and side. */
  columns: readonly MapColumn[];
  traps: readonly MapTrap[];
  /** Channel indices that are drawn, ascending. */
  channels: readonly number[];
  /** Middle of the column of a channel that is drawn. */
  xOf(channelIndex: number): number;
  /** The drawn channel that is nearest to a point of a column; null beside the columns. */
  channelAt(x: number, heightCm: number): number | null;
  xRange: readonly [number, number];
  /** From below the lowest trap to above the highest. */
  yRange: readonly [number, number];
  /** Smallest distance between two SiPMs of a column. */
  pitchCm: number;
  /** So many columns that each is only a few px wide. */
  isDense: boolean;
}

/** More columns than this are dense. */
const mostRoomyColumns = 40;

/** Between the columns of neighbouring TPCs, and of neighbouring modules. */
const tpcGap = 0.12;
const moduleGap = 0.6;

const kept = new WeakMap<DetectorProfile, Map<string, MapGrid>>();

/**
 * The map of some modules of a detector, all with null; made once for each. Channels whose SiPM has
 * no known place are not on it.
 */
export function mapGrid(detector: DetectorProfile, modules: readonly number[] | null): MapGrid {
  const ofDetector = kept.get(detector) ?? new Map<string, MapGrid>();
  kept.set(detector, ofDetector);
  const key = modules === null ? "all" : modules.join();
  const known = ofDetector.get(key) ?? makeGrid(detector, modules);
  ofDetector.set(key, known);
  return known;
}

/** Active channels of some modules, all with null, as channel indices: those of a map's columns. */
export function mapChannels(
  detector: DetectorProfile,
  modules: readonly number[] | null,
): readonly number[] {
  const { active, moduleOf } = detectorGroups(detector);
  return modules === null ? active : active.filter((i) => modules.includes(moduleOf[i]!));
}

function makeGrid(detector: DetectorProfile, modules: readonly number[] | null): MapGrid {
  const { heightCm, traps, trapAt } = detectorGroups(detector);
  const drawn = traps.flatMap(({ kind, side, edgesCm, ...trap }) =>
    kind !== null && side !== null && edgesCm && (modules?.includes(trap.module) ?? true)
      ? [{ ...trap, kind, side, edgesCm }]
      : [],
  );
  const columns = columnsOf(drawn);
  const columnOf = new Map(columns.map((column) => [keyOf(column), column]));
  const xOfChannel = new Map<number, number>();
  for (const channelIndex of mapChannels(detector, modules)) {
    const { side, tpc } = trapAt(channelIndex)!;
    const column = side === null ? undefined : columnOf.get(keyOf({ side, tpc }));
    if (column && !Number.isNaN(heightCm[channelIndex])) xOfChannel.set(channelIndex, column.x);
  }
  const channels = [...xOfChannel.keys()];
  const inColumn = new Map(
    columns.map(({ x }) => [x, channels.filter((each) => xOfChannel.get(each) === x)]),
  );
  const low = Math.min(...drawn.map(({ edgesCm }) => edgesCm[0]));
  const high = Math.max(...drawn.map(({ edgesCm }) => edgesCm[1]));
  const margin = 0.015 * (high - low);
  return {
    columns,
    traps: drawn.map(({ kind, side, tpc, edgesCm: [lowCm, highCm] }) => ({
      ...{ kind, lowCm, highCm, x: columnOf.get(keyOf({ side, tpc }))!.x },
    })),
    channels,
    xOf: (channelIndex) => xOfChannel.get(channelIndex)!,
    channelAt: (x, height) => {
      const column = columns.find((each) => Math.abs(each.x - x) <= 0.5);
      const away = (each: number): number => Math.abs(heightCm[each]! - height);
      const ofColumn = column ? inColumn.get(column.x)! : [];
      return ofColumn.reduce<number | null>(
        (best, each) => (best === null || away(each) < away(best) ? each : best),
        null,
      );
    },
    xRange: [-0.5 - tpcGap, (columns.at(-1)?.x ?? 0) + 0.5 + tpcGap],
    yRange: [low - margin, high + margin],
    pitchCm: Math.min(...[...inColumn.values()].map((each) => pitchOf(each, heightCm))),
    isDense: columns.length > mostRoomyColumns,
  };
}

const keyOf = ({ tpc, side }: Pick<MapColumn, "tpc" | "side">): number => 2 * tpc + side;

function columnsOf(traps: readonly Omit<MapColumn, "x">[]): MapColumn[] {
  const walls = [...new Map(traps.map((trap) => [keyOf(trap), trap])).values()].sort(
    (a, b) => a.module - b.module || keyOf(a) - keyOf(b),
  );
  let x = 0;
  return walls.map(({ module, tpc, side }, i) => {
    const before = walls[i - 1];
    if (before) x += 1;
    if (before && before.tpc !== tpc) x += before.module === module ? tpcGap : moduleGap;
    return { module, tpc, side, x: Number(x.toFixed(6)) };
  });
}

/** Smallest distance between the heights of channels; infinite for one alone. */
function pitchOf(channels: readonly number[], heightCm: ArrayLike<number>): number {
  const heights = channels.map((each) => heightCm[each]!).sort((a, b) => a - b);
  const steps = heights.slice(1).map((height, i) => height - heights[i]!);
  return Math.min(...steps.filter((step) => step > 0));
}
