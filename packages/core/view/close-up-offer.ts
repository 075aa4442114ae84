/**
 * The close up of a chosen channel, as the application offers it. Cards ask here, so that what draws
 * outputs works without the plugin that fills cells.
 */
import type { Scope } from "./selection.js";

/** @returns what fills the cell with the channel of a scope; null where no kernel runs that could */
export type CloseUpOffer = (scope: Scope) => (() => void) | null;

let offer: CloseUpOffer | null = null;

export function offerCloseUp(next: CloseUpOffer | null): void {
  offer = next;
}

/** Null where it cannot be done now; undefined where nobody offers it. */
export function closeUpOf(scope: Scope): (() => void) | null | undefined {
  return offer?.(scope);
}
