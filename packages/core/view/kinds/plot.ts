import { detectorGroups, type PlotPayload, type Trace } from "@light-dqm/core/figures";
import { placesInGrids } from "../channels/channel-places.js";
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

const nameOf = (panel: string, series: string): string => `${panel}, ${series}`;

export function seriesNames({ panels }: PlotPayload): string[] {
  return panels.flatMap(({ label, layers }) =>
    layers.flatMap((layer) => ("label" in layer ? [nameOf(label, layer.label)] : [])),
  );
}

/** Panel and series; own labels may name a channel or a group. */
export function nameOfSeries({ panels }: PlotPayload, { name }: Trace, panel: number): string {
  return nameOf(panels[panel]?.label ?? "", name);
}

/** Channels and ADCs of a grid are whole. */
export function plotTicks(payload: PlotPayload, _: "x" | "y", panel: number): TickStyle {
  return placesInGrids(payload)?.isIn(panel) ? "whole" : "number";
}
