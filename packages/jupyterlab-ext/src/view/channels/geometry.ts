/** Between px of a drawn figure and its channels. Pure; layouts are as plotly holds them, zoomed or not. */
import type { Axis, Figure, Payload } from "@light-dqm/core/figures";
import type { ChannelRef } from "../../selection.js";
import { hasChannels } from "./groups.js";

type Layout = Figure["layout"];

/** px from the top left corner of the figure. */
export interface PxBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

function axesOf(layout: Layout, panel: number): { x: Axis; y: Axis } | null {
  const suffix = panel === 0 ? "" : `${panel + 1}`;
  const x = layout[`xaxis${suffix}` as "xaxis"];
  const y = layout[`yaxis${suffix}` as "yaxis"];
  return x && y ? { x, y } : null;
}

/** Where a panel lies. */
export function panelBox(layout: Layout, panel: number): PxBox | null {
  const axes = axesOf(layout, panel);
  if (!axes) return null;
  const { margin, width, height } = layout;
  const plotWidth = width - margin.l - margin.r;
  const plotHeight = height - margin.t - margin.b;
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  return {
    left: margin.l + x0 * plotWidth,
    top: margin.t + (1 - y1) * plotHeight,
    width: (x1 - x0) * plotWidth,
    height: (y1 - y0) * plotHeight,
  };
}

/** The panel at a point, and the point in its data values (logarithms on log axes). */
export function pointAt(
  layout: Layout,
  panelCount: number,
  leftPx: number,
  topPx: number,
): { panel: number; x: number; y: number } | null {
  for (let panel = 0; panel < panelCount; panel++) {
    const box = panelBox(layout, panel);
    const axes = axesOf(layout, panel);
    if (!box || !axes) continue;
    const right = (leftPx - box.left) / box.width;
    const down = (topPx - box.top) / box.height;
    if (right < 0 || right > 1 || down < 0 || down > 1) continue;
    const [x0, x1] = axes.x.range;
    const [y0, y1] = axes.y.range;
    return { panel, x: x0 + right * (x1 - x0), y: y1 + down * (y0 - y1) };
  }
  return null;
}

function panelCountOf(payload: Payload): number {
  if (payload.kind === "channel-mask") return 1;
  if (hasChannels(payload)) return payload.detector.adcCount;
  return "panels" in payload ? payload.panels.length : 0;
}

/** A channel at a point; panels that show a group give one of its channels. */
export function channelAtPx(
  payload: Payload,
  layout: Layout,
  leftPx: number,
  topPx: number,
): { ref: ChannelRef; grouping?: "epcb" | "adc" } | null {
  const at = pointAt(layout, panelCountOf(payload), leftPx, topPx);
  if (!at) return null;
  if (payload.kind === "channel-mask") return { ref: { adc: whole(at.y), channel: whole(at.x) } };
  if (hasChannels(payload)) return { ref: { adc: at.panel, channel: whole(at.x) } };
  if (payload.kind === "waveforms") {
    const { adc, channels } = payload.panels[at.panel]!;
    return channels[0] === undefined
      ? null
      : { ref: { adc, channel: channels[0] }, grouping: "epcb" };
  }
  return null;
}

/** Nearest whole number, never −0. */
function whole(value: number): number {
  return Math.round(value) + 0;
}

/** Where a channel is drawn; null where it is zoomed out of sight. */
export function boxOfChannel(payload: Payload, layout: Layout, ref: ChannelRef): PxBox | null {
  if (!hasChannels(payload)) return null;
  const isMask = payload.kind === "channel-mask";
  const panel = isMask ? 0 : ref.adc;
  const box = panelBox(layout, panel);
  const axes = axesOf(layout, panel);
  if (!box || !axes) return null;
  const [x0, x1] = axes.x.range;
  const pitch = box.width / (x1 - x0);
  const left = box.left + (ref.channel - 0.5 - x0) * pitch;
  if (left < box.left - 1 || left + pitch > box.left + box.width + 1) return null;
  if (!isMask) return { left, top: box.top, width: pitch, height: box.height };
  const [y0, y1] = axes.y.range;
  const rowPx = box.height / (y1 - y0);
  const top = box.top + (y1 - ref.adc - 0.5) * rowPx;
  if (top < box.top - 1 || top + rowPx > box.top + box.height + 1) return null;
  return { left, top, width: pitch, height: rowPx };
}
