/**
 * A figure of one's own as data: panels with lines, points, histograms, maps of numbers, and numbers
 * or states by channel.
 */
import { states } from "../../../judge/states/verdict.js";
import { activeCount, detector, ownPayloadSchema, type PayloadOf } from "../../payload-schema.js";
import {
  arrayOf,
  column,
  countColumn,
  flag,
  index,
  nullOr,
  number,
  object,
  oneOf,
  optional,
  pair,
  type Reader,
  text,
} from "../../schema.js";

const scale = oneOf(["linear", "log"]);

const axis = object({
  label: text,
  /** Empty: none. */
  unit: text,
  scale,
  /** Ends in data values; null: from what is drawn. */
  range: nullOr(pair),
  /** Values that are marked across the panel, such as a threshold. */
  marks: arrayOf(object({ at: number, label: text })),
});
/** An axis of a panel. */
export type PlotAxis = ReturnType<typeof axis>;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** The fields of an object, unchecked. */
const fieldsOf = (value: unknown, where: string): Record<string, unknown> =>
  object({})(value, where) as Record<string, unknown>;

const band = (count: number) => object({ label: text, low: column(count), high: column(count) });

/** Lines; null in y breaks one. */
const line = (value: unknown, where: string) => {
  const count = lengthOf(fieldsOf(value, where).x);
  return object({
    as: oneOf(["line"]),
    label: text,
    x: countColumn(count),
    y: column(count),
    /** An area behind the line. */
    band: nullOr(band(count)),
  })(value, where);
};
export type PlotLine = ReturnType<typeof line>;

/** Points; null in y omits one. */
const points = (value: unknown, where: string) => {
  const count = lengthOf(fieldsOf(value, where).x);
  return object({
    as: oneOf(["points"]),
    label: text,
    x: countColumn(count),
    y: column(count),
    /** Ends of the bars; null: none. */
    low: nullOr(column(count)),
    high: nullOr(column(count)),
    /** An interval behind each point. */
    band: nullOr(band(count)),
  })(value, where);
};
export type PlotPoints = ReturnType<typeof points>;

/** A histogram. */
const bins = (value: unknown, where: string) => {
  const { edges } = fieldsOf(value, where);
  return object({
    as: oneOf(["bins"]),
    label: text,
    /** Ascending, one more than counts. */
    edges: countColumn(),
    counts: countColumn(Math.max(0, lengthOf(edges) - 1)),
    /** Values below and above all bins. */
    below: number,
    above: number,
  })(value, where);
};
export type PlotBins = ReturnType<typeof bins>;

const colored = {
  label: text,
  unit: text,
  scale,
};

/** A number by column and row, shown by colour; null where unknown. */
const cells = (value: unknown, where: string) => {
  const { xEdges, yEdges } = fieldsOf(value, where);
  const count = Math.max(0, (lengthOf(xEdges) - 1) * (lengthOf(yEdges) - 1));
  return object({
    as: oneOf(["cells"]),
    ...colored,
    /** Evenly spaced. */
    xEdges: countColumn(),
    yEdges: countColumn(),
    /** Row by row, from `yEdges[0]` up. */
    value: column(count),
  })(value, where);
};
export type PlotCells = ReturnType<typeof cells>;

/** A number by channel, shown by colour in the grid of ADCs and channels. */
const channelNumbers = (count: number) =>
  object({ as: oneOf(["channel-numbers"]), ...colored, value: column(count) });
export type PlotChannelNumbers = ReturnType<ReturnType<typeof channelNumbers>>;

/** A state by channel, shown by a mark in the grid of ADCs and channels. */
const channelStates = (count: number) =>
  object({
    as: oneOf(["channel-states"]),
    state: arrayOf(oneOf(states), count),
    /** What states mean, for the legend; its own name for a state that has none. */
    meanings: object({
      ok: optional(text),
      warn: optional(text),
      bad: optional(text),
      unknown: optional(text),
      masked: optional(text),
    }),
  });
export type PlotChannelStates = ReturnType<ReturnType<typeof channelStates>>;

/** What is drawn in a panel. */
export type PlotLayer =
  | PlotLine
  | PlotPoints
  | PlotBins
  | PlotCells
  | PlotChannelNumbers
  | PlotChannelStates;

const layerOf = (channelCount: number): Reader<PlotLayer> => {
  const readers: { [As in PlotLayer["as"]]: Reader<PlotLayer> } = {
    line,
    points,
    bins,
    cells,
    "channel-numbers": channelNumbers(channelCount),
    "channel-states": channelStates(channelCount),
  };
  const names = Object.keys(readers) as PlotLayer["as"][];
  return (value, where) => readers[object({ as: oneOf(names) })(value, where).as](value, where);
};

/** More panels than this cannot be read on a page. */
export const mostPanels = 64;

export const schema = ownPayloadSchema("plot", (payload, where) => {
  const count = payload.detector === null ? 0 : activeCount(payload, where);
  index(1, mostPanels)(lengthOf(payload.panels), `${where}.panels: number of panels`);
  return {
    /** Of layers by channel, whose columns hold its active channels; null without any. */
    detector: nullOr(detector),
    panels: arrayOf(
      object({
        /** Above the panel; empty: none. */
        label: text,
        x: axis,
        y: axis,
        layers: arrayOf(layerOf(count)),
      }),
    ),
    /** The label of a series that stands for others, such as those of a channel's EPCB: grey in all panels. */
    others: optional(text),
    /** Panels side by side, where the figure is wide enough. */
    columns: index(1, mostPanels),
    /** Whether all panels have one range. */
    shared: object({ x: flag, y: flag }),
  };
});
/** A figure of one's own, as `lines`, `points`, `histogram`, `heatMap`, `gridMask` and `panels` make it. */
export type PlotPayload = PayloadOf<typeof schema>;
/** A panel of such a figure. */
export type PlotPanel = PlotPayload["panels"][number];
