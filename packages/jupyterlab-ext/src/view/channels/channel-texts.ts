import type { Figure, Payload } from "@light-dqm/core/figures";
import { keyOf } from "../../selection.js";
import { kindOf } from "../kinds/figure-kinds.js";
import { panelOf } from "../plot/axes.js";

/**
 * What the figure says of each channel on hover, by `keyOf`; the same words for every reader. Empty
 * for kinds that draw no single channels.
 */
export function channelTexts(payload: Payload, { data }: Figure): Map<string, string> {
  const texts = new Map<string, string>();
  const places = kindOf(payload).places?.(payload);
  if (!places) return texts;
  for (const { hovertext, xaxis, x, y } of data)
    hovertext?.forEach((text, i) => {
      const ref = places.channelAt(panelOf(xaxis), x[i]!, y[i] ?? 0);
      if (ref) texts.set(keyOf(ref), text);
    });
  return texts;
}
