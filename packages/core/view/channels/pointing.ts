/** What of a figure is under the pointer: a channel, a line, a bar, a point. Pure. */
import type { Figure, Payload, Trace } from "@light-dqm/core/figures";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { axisId } from "../plot/axes.js";
import { type ChannelRef, type Grouping, keyOf } from "../selection.js";
import { boxOfChannel, channelAtPx, type PxBox, pointAt, pxOfPoints } from "./geometry.js";
import { type LineOwner, ownerOf, ownerOfPoint } from "./line-owners.js";

/** What a pointer points at. */
export interface Pointed {
  /** What is said of it, its lines separated by line feeds; empty where nothing is. */
  text: string;
  /** Where it is, for what is said of it not to cover. */
  box: PxBox;
  /** The channel that stands there, or one of the group that a panel shows. */
  channel?: { ref: ChannelRef; grouping?: Grouping };
  /** Whom the line, or the point, there shows. */
  owner?: LineOwner;
}

/** What is drawn, and what it says of each channel, by `keyOf`. */
export interface Drawn {
  payload: Payload;
  figure: Figure;
  texts: ReadonlyMap<string, string>;
}

/** Lines and points are pointed at from this far, px. */
const reachPx = 12;

/** Half of what the text of a point must not cover, px. */
const pointPx = 7;

export function pointedAt(
  { payload, figure, texts }: Drawn,
  leftPx: number,
  topPx: number,
): Pointed | null {
  const { layout } = figure;
  const at = pointAt(layout, leftPx, topPx);
  if (!at) return null;
  const channel = channelAtPx(payload, layout, leftPx, topPx);
  const pointer = {
    left: leftPx - pointPx,
    top: topPx - pointPx,
    width: 2 * pointPx,
    height: 2 * pointPx,
  };
  if (channel && placesOf(payload)) {
    const text = texts.get(keyOf(channel.ref));
    const box = boxOfChannel(payload, layout, channel.ref) ?? pointer;
    return text === undefined ? null : { text, box: near(box, pointer), channel };
  }
  const found = nearest(figure, at.panel, leftPx, topPx);
  if (found) {
    const { trace, point, left, top } = found;
    const owner =
      ownerOf(payload, trace, at.panel) ?? ownerOfPoint(payload, trace, at.panel, point);
    const text =
      trace.hovertext?.[point] ??
      kindOf(payload).textOfPoint?.(payload, trace, at.panel, point) ??
      "";
    const box = { ...pointer, left: left - pointPx, top: top - pointPx };
    if (text !== "" || owner) return { text, box, ...(owner ? { owner } : {}) };
  }
  return channel ? { text: "", box: pointer, channel } : null;
}

/** Of a box that is as high as its panel, the part about the pointer. */
function near(box: PxBox, pointer: PxBox): PxBox {
  return box.height <= 4 * pointer.height
    ? box
    : { ...box, top: pointer.top, height: pointer.height };
}

interface Found {
  trace: Trace;
  /** Its number in the trace. */
  point: number;
  left: number;
  top: number;
}

/** The nearest point, or line, of a panel within reach; a bar is pointed at within it. */
function nearest({ data, layout }: Figure, panel: number, left: number, top: number): Found | null {
  const pxOf = pxOfPoints(layout, panel);
  if (!pxOf) return null;
  const id = axisId("x", panel);
  let [best, bestPx]: [Found | null, number] = [null, reachPx];
  const consider = (found: Found, distancePx: number): void => {
    if (distancePx < bestPx) [best, bestPx] = [found, distancePx];
  };
  for (const trace of data) {
    if (trace.xaxis !== id || (trace.type === "scatter" && trace.fill && !trace.hovertext))
      continue;
    if (trace.type === "bar") {
      if (!trace.hovertext) continue;
      trace.x.forEach((x, i) => {
        const base = trace.base[i] ?? 0;
        const from = pxOf(x - trace.width / 2, base);
        const to = pxOf(x + trace.width / 2, base + (trace.y[i] ?? 0));
        const isInside = between(left, from.left, to.left) && between(top, from.top, to.top);
        // Of a point on a bar the point is meant.
        if (isInside) consider({ trace, point: i, left, top }, reachPx - 1e-3);
      });
      continue;
    }
    const isLine = trace.mode.includes("lines");
    let before: { left: number; top: number } | null = null;
    trace.x.forEach((x, i) => {
      const y = trace.y[i] ?? null;
      const here = y === null ? null : pxOf(x, y);
      if (here && isLine && before && Math.min(here.left, before.left) <= left + reachPx) {
        const [px, share] = distanceToLine({ left, top }, before, here);
        const point = share < 0.5 ? i - 1 : i;
        consider({ trace, point, ...(share < 0.5 ? before : here) }, px);
      } else if (here)
        consider({ trace, point: i, ...here }, Math.hypot(here.left - left, here.top - top));
      before = here;
    });
  }
  return best;
}

const between = (value: number, a: number, b: number): boolean =>
  value >= Math.min(a, b) && value <= Math.max(a, b);

type Px = { left: number; top: number };

/** The distance to the way between two points, and how far along it is nearest, 0…1. */
function distanceToLine(at: Px, from: Px, to: Px): [px: number, share: number] {
  const [across, down] = [to.left - from.left, to.top - from.top];
  const length2 = across ** 2 + down ** 2;
  const along = (at.left - from.left) * across + (at.top - from.top) * down;
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, along / length2));
  return [
    Math.hypot(at.left - from.left - share * across, at.top - from.top - share * down),
    share,
  ];
}
