import type { Figure, Payload, Trace } from "@light-dqm/core/figures";
import { placesOf } from "../kinds/figure-kinds.js";
import { panelOf } from "../plot/axes.js";
import { keyOf } from "../selection.js";

/**
 * What the figure says of each channel on hover, by `keyOf`; the same words for every reader. Empty
 * for kinds that draw no single channels.
 */
export function channelTexts(payload: Payload, { data }: Figure): Map<string, string> {
  const texts = new Map<string, string>();
  const places = placesOf(payload);
  if (!places) return texts;
  for (const trace of data)
    trace.hovertext?.forEach((text, i) => {
      const ref = places.channelAt(panelOf(trace.xaxis), trace.x[i]!, heightOf(trace, i));
      if (!ref) return;
      const before = texts.get(keyOf(ref));
      // The first line names the channel, which another panel has done.
      texts.set(keyOf(ref), before ? [before, ...text.split("\n").slice(1)].join("\n") : text);
    });
  return texts;
}

/** Where a point stands along y; of a bar, its middle. */
function heightOf(trace: Trace, i: number): number {
  const y = trace.y[i] ?? 0;
  return trace.type === "bar" ? (trace.base[i] ?? 0) + y / 2 : y;
}
