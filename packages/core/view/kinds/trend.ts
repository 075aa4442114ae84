import type { Trace, TrendPayload } from "@light-dqm/core/figures";
import type { TickStyle } from "../plot/zoomed-ticks.js";

export function isTrendGrid({ series }: TrendPayload): boolean {
  return new Set(series.map(({ panel = "" }) => panel)).size > 1;
}

export function trendNames({ series }: TrendPayload): string[] {
  return series.map(({ label, panel = "" }) => `${panel}, ${label}`);
}

/** `ADC 4, EPCB 1`: what is said of a point on hover ends with it and its value. */
export function nameOfTrend(_: TrendPayload, { hovertext }: Trace): string {
  return hovertext?.[0]?.split("\n").at(-1)?.split(":")[0] ?? "";
}

/** Times, or the numbers of files. */
export function trendTicks({ timeMs, timeZone }: TrendPayload, axis: "x" | "y"): TickStyle {
  if (axis === "y") return "number";
  return timeMs ? { zone: timeZone } : "whole";
}
