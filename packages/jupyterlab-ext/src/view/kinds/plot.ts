import { detectorGroups, type PlotPayload } from "@light-dqm/core/figures";
import type { ChannelRef } from "../../selection.js";
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
