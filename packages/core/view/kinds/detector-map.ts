/** A map of states is read like the mask that it was made from; one of numbers has no parts. */
import { type DetectorMapPayload, type Figure, maskOfMap } from "@light-dqm/core/figures";
import { placesOnMap } from "../channels/channel-places.js";
import type { ChannelRef } from "../selection.js";
import type { Choices, State } from "./figure-kind.js";
import { channelsIn, maskSummary, maskTools, onlyMarks, stateOfCell } from "./mask.js";

export function mapSubject({ shown, modules }: DetectorMapPayload): string {
  const what = shown.of === "states" ? shown.check : shown.subject;
  return ["map", what, ...(modules ? ["module", ...modules] : [])].join("-");
}

export function mapSummary(payload: DetectorMapPayload): string {
  const mask = maskOfMap(payload);
  return mask ? maskSummary(mask) : "";
}

export function stateOnMap(payload: DetectorMapPayload, ref: ChannelRef): State | undefined {
  const mask = maskOfMap(payload);
  return mask ? stateOfCell(mask, ref) : undefined;
}

export function mapTools(
  payload: DetectorMapPayload,
  choices: Choices,
  changed: () => void,
): HTMLElement[] {
  const mask = maskOfMap(payload);
  return mask ? maskTools(mask, choices, changed) : [];
}

/** The figure with the marks of some parts only; all where none is named. */
export function onlyPartsOfMap(
  figure: Figure,
  payload: DetectorMapPayload,
  wanted: ReadonlySet<string>,
): Figure {
  const mask = maskOfMap(payload);
  if (!mask || wanted.size === 0) return figure;
  return onlyMarks(figure, placesOnMap(payload), channelsIn(mask, wanted));
}
