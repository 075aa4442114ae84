import { detectorGroups, type PlotPayload, type Trace } from "@light-dqm/core/figures";
import { placesInGrids } from "../channels/channel-places.js";
import { namesAny } from "../channels/named-places.js";
import type { TickStyle } from "../plot/zoomed-ticks.js";
import type { ChannelRef } from "../selection.js";
import type { State } from "./figure-kind.js";

/** The state of a channel in the first mask of a plot; undefined where it has none. */
export function stateInGrid(
  { detector, panels }: PlotPayload,
  { adc, channel }: ChannelRef,
): State | undefined {
  const masks = panels.flatMap(({ layers }) =>
    layers.flatMap((layer) => (layer.as === "channel-states" ? [layer.state] : [])),
  );
  if (!detector || !masks[0]) return undefined;
  const { active, indexOf } = detectorGroups(detector);
  return masks[0][active.indexOf(indexOf(adc, channel))];
}

type Panel = PlotPayload["panels"][number];

/** Whether the points of a panel's series are at the numbers of channels. */
const drawsChannels = ({ x }: Panel): boolean => /^channel(s| number)?$/i.test(x.label);

/** Panel and series. Empty where the series' own label names nobody, or its points are channels. */
function seriesName({ others }: PlotPayload, panel: Panel, series: string): string {
  const isOfSomebody = series === "" || (namesAny(series) && series !== others);
  return isOfSomebody && !drawsChannels(panel) ? `${panel.label}, ${series}` : "";
}

export function seriesNames(payload: PlotPayload): string[] {
  return payload.panels.flatMap((panel) =>
    panel.layers.flatMap((layer) =>
      "label" in layer ? [seriesName(payload, panel, layer.label)] : [],
    ),
  );
}

/** Panel and series; own labels may name a channel or a group. Bands and marked values are nobody's. */
export function nameOfSeries(
  payload: PlotPayload,
  { name, hovertext }: Trace,
  panel: number,
): string {
  const of = payload.panels[panel];
  return of && hovertext ? seriesName(payload, of, name) : "";
}

/** `ADC 0, , channel 7`: where the panel, or the figure, or the series names the ADC. */
function pointName({ title }: PlotPayload, panel: Panel, series: string, x: number): string {
  if (!drawsChannels(panel) || !Number.isInteger(x)) return "";
  return `${panel.label || title}, ${series}, channel ${x}`;
}

export function pointNames(payload: PlotPayload): string[] {
  return payload.panels.flatMap((panel) =>
    panel.layers.flatMap((layer) =>
      layer.as === "line" || layer.as === "points"
        ? layer.x.map((x) => pointName(payload, panel, layer.label, x))
        : [],
    ),
  );
}

export function nameOfPoint(
  payload: PlotPayload,
  { type, name, hovertext, x }: Trace,
  panel: number,
  point: number,
): string {
  const of = payload.panels[panel];
  return of && type === "scatter" && hovertext ? pointName(payload, of, name, x[point]!) : "";
}

/** Channels and ADCs of a grid are whole. */
export function plotTicks(payload: PlotPayload, _: "x" | "y", panel: number): TickStyle {
  return placesInGrids(payload)?.isIn(panel) ? "whole" : "number";
}
