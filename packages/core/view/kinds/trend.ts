import type { Trace, TrendPayload } from "@light-dqm/core/figures";
import type { Curve } from "../card/sparkline.js";
import type { TickStyle } from "../plot/zoomed-ticks.js";
import type { ChosenChannel } from "../selection.js";

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

/** The trend of a channel, or of its EPCB, by file; null where the figure has neither. */
export function trendLine(
  { series, scale, quantity, files }: TrendPayload,
  { adc, channel, epcb }: ChosenChannel,
): Curve | null {
  const lineOf = (panel: string, label: string) =>
    series.find((each) => each.panel === panel && each.label === label);
  const own = lineOf(`ADC ${adc}, EPCB ${epcb}`, `channel ${channel}`);
  const line = own ?? lineOf(`ADC ${adc}`, `EPCB ${epcb}`);
  if (!line) return null;
  const [, name = quantity, unit = ""] = /^(.*) \((.*)\)$/.exec(quantity) ?? [];
  const whose = own ? `ADC ${adc}, channel ${channel}` : `EPCB ${epcb} of ADC ${adc}`;
  return {
    ...{ title: `${name} of ${whose}, file by file`, unit, scale, y: line.value },
    xLabel: `${files.length} ${files.length === 1 ? "file" : "files"}, oldest first`,
  };
}

/** Times, or the numbers of files. */
export function trendTicks({ timeMs, timeZone }: TrendPayload, axis: "x" | "y"): TickStyle {
  if (axis === "y") return "number";
  return timeMs ? { zone: timeZone } : "whole";
}
