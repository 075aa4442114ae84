import { figureOf, type Payload } from "@light-dqm/core/figures";
import { kindOf } from "../kinds/figure-kinds.js";

const known = new WeakMap<Payload, Map<number, number>>();

/** Height in px of a payload's figure at a width in px, without drawing it. */
export function figureHeightPx(payload: Payload, widthPx: number): number {
  const fixed = kindOf(payload).heightPx?.(widthPx);
  if (fixed !== undefined) return fixed;
  const byWidth = known.get(payload) ?? new Map<number, number>();
  known.set(payload, byWidth);
  const before = byWidth.get(widthPx);
  if (before !== undefined) return before;
  const { height } = figureOf(payload, { theme: "light", marks: "plain", widthPx }).layout;
  byWidth.set(widthPx, height);
  return height;
}
