/** Between px of a drawn figure and its channels. Pure; layouts are as plotly holds them, zoomed or not. */
import type { Figure, Payload } from "@light-dqm/core/figures";
import type { ChannelRef } from "../selection.js";

type Layout = Figure["layout"];
/** px from the top left corner of the figure. */
export interface PxBox {
  left: number;
  top: number;
  width: number;
  height: number;
}
/** Where a panel lies. */
export declare function panelBox(layout: Layout, panel: number): PxBox | null;
/** The panel at a point, and the point in its data values (logarithms on log axes). */
export declare function pointAt(
  layout: Layout,
  panelCount: number,
  leftPx: number,
  topPx: number,
): {
  panel: number;
  x: number;
  y: number;
} | null;
/** A channel at a point; panels that show a group give one of its channels. */
export declare function channelAtPx(
  payload: Payload,
  layout: Layout,
  leftPx: number,
  topPx: number,
): {
  ref: ChannelRef;
  grouping?: "epcb" | "adc";
} | null;
/** Where a channel is drawn; null where it is zoomed out of sight. */
export declare function boxOfChannel(
  payload: Payload,
  layout: Layout,
  ref: ChannelRef,
): PxBox | null;
