/** Where figures draw their channels, in data values of their axes. */
import {
  channelRows,
  type DetectorMapPayload,
  type DetectorProfile,
  detectorGroups,
  mapGrid,
  type PlotPanel,
  type PlotPayload,
} from "@light-dqm/core/figures";
import type { ChannelRef } from "../selection.js";

interface WithDetector {
  detector: DetectorProfile;
}

type Span = readonly [low: number, high: number];

/** An arrangement of channels on a page. */
export interface ChannelPlaces {
  /** Where a channel stands among the others, for the arrow keys: y grows upwards. */
  spotOf(ref: ChannelRef): Spot;
  /** Whether channels stand in columns; else in rows. */
  readonly inColumns: boolean;
  /** The channel of a point; null in panels that show no channels. */
  channelAt(panel: number, x: number, y: number): ChannelRef | null;
  /** What a channel takes up; `y` null: the height of its panel; null where it is not drawn. */
  cellOf(ref: ChannelRef): { panel: number; x: Span; y: Span | null } | null;
}

export interface Spot {
  x: number;
  y: number;
}

/** One panel with channels along x and a row an ADC, or a module, along y. */
export function placesInRows({ detector }: WithDetector): ChannelPlaces {
  const rows = channelRows(detector);
  return {
    inColumns: false,
    spotOf: (ref) => ({ x: rows.xOf(ref), y: rows.rowOf(ref) }),
    channelAt: (panel, x, y) => (panel === 0 ? rows.at(whole(y), whole(x)) : null),
    cellOf: (ref) => ({ panel: 0, x: around(rows.xOf(ref)), y: around(rows.rowOf(ref)) }),
  };
}

/** The panels of a plot that are grids of ADCs and channels; null where it has none. */
export function placesInGrids({
  detector,
  panels,
}: PlotPayload): (ChannelPlaces & { isIn(panel: number): boolean }) | null {
  const isByChannel = ({ as }: PlotPanel["layers"][number]): boolean =>
    as === "channel-numbers" || as === "channel-states";
  const grids = panels.flatMap(({ layers }, panel) => (layers.some(isByChannel) ? [panel] : []));
  const [first] = grids;
  if (!detector || first === undefined) return null;
  const places = placesInRows({ detector });
  return {
    ...places,
    isIn: (panel) => grids.includes(panel),
    channelAt: (panel, x, y) => (grids.includes(panel) ? places.channelAt(0, x, y) : null),
    cellOf: (ref) => {
      const cell = places.cellOf(ref);
      return cell && { ...cell, panel: first };
    },
  };
}

/** A panel an ADC, or a module, with channels along x. */
export function placesInPanels({ detector }: WithDetector): ChannelPlaces {
  const rows = channelRows(detector);
  return {
    inColumns: false,
    spotOf: (ref) => ({ x: rows.xOf(ref), y: -rows.rowOf(ref) }),
    channelAt: (panel, x) => rows.at(panel, whole(x)),
    cellOf: (ref) => ({ panel: rows.rowOf(ref), x: around(rows.xOf(ref)), y: null }),
  };
}

/** One panel with a column a wall of a TPC, and heights along y. */
export function placesOnMap({ detector, modules }: DetectorMapPayload): ChannelPlaces {
  const grid = mapGrid(detector, modules);
  const { heightCm, indexOf, placeOf } = detectorGroups(detector);
  const drawn = new Set(grid.channels);
  return {
    inColumns: true,
    spotOf: ({ adc, channel }) => {
      const channelIndex = indexOf(adc, channel);
      return { x: grid.xOf(channelIndex), y: heightCm[channelIndex]! };
    },
    channelAt: (panel, x, y) => {
      const channelIndex = panel === 0 ? grid.channelAt(x, y) : null;
      return channelIndex === null ? null : placeOf(channelIndex);
    },
    cellOf: ({ adc, channel }) => {
      const channelIndex = indexOf(adc, channel);
      if (!drawn.has(channelIndex)) return null;
      const [x, y] = [grid.xOf(channelIndex), heightCm[channelIndex]!];
      const half = Math.min(grid.pitchCm, grid.yRange[1] - grid.yRange[0]) / 2;
      return { panel: 0, x: [x - 0.35, x + 0.35], y: [y - half, y + half] };
    },
  };
}

/** Nearest whole number, never −0. */
function whole(value: number): number {
  return Math.round(value) + 0;
}

function around(value: number): Span {
  return [value - 0.5, value + 0.5];
}
