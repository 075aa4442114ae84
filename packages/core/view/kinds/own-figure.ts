import type { Axis, FigurePayload } from "@light-dqm/core/figures";
import { axesOf } from "../plot/axes.js";
import type { TickStyle } from "../plot/zoomed-ticks.js";

/** Ticks that are not numbers are its maker's words. */
export function ownTicks(
  { figure: { layout } }: FigurePayload,
  axis: "x" | "y",
  panel: number,
): TickStyle {
  const own = axesOf(layout, panel)?.[axis];
  return own && own.type === "linear" && !isNumbers(own) ? "words" : "number";
}

function isNumbers({ tickvals, ticktext }: Axis): boolean {
  return tickvals.every((value, i) => Number(ticktext[i]?.replace("−", "-")) === value);
}

export function hasMatchingAxes({ figure: { layout } }: FigurePayload): boolean {
  return Object.values(layout).some((part) => (part as Partial<Axis> | undefined)?.matches);
}
