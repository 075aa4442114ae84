/** What the extension needs to know of a kind of figure. */
import type { ChannelState, Figure, FractionPanelsPayload, Payload } from "@light-dqm/core/figures";
import type { ChannelRef, ChosenChannel, Grouping } from "../../selection.js";
import type { Curve } from "../card/sparkline.js";
import type { ChannelPlaces } from "../channels/channel-places.js";

export type State = ChannelState["state"];

/** What the user has chosen to see of a figure; kept when the payload is replaced. */
export interface Choices {
  grouping: Grouping;
  yScale: "linear" | "log";
  denominator: FractionPanelsPayload["denominator"] | null;
  /** Parts of a mask that are shown; empty: all. */
  parts: Set<string>;
}

/** A line that shows a channel or its group. */
export interface ChannelLine extends Curve {
  panel: number;
  /** Its number within the panel. */
  line: number;
}

/** A row of the table of kinds. Figures of a kind do not have what its row omits. */
export interface FigureKind<Shown extends Payload> {
  /** Height on a screen in px for a width in px; without it the figure's own. */
  heightPx?(widthPx: number): number;
  /** What distinguishes it from other figures of its file, for file names; without it its kind. */
  subject?(payload: Shown): string;
  /** One line in words above a figure that does not say its answer itself. */
  summary?(payload: Shown): string;
  /** Where its channels are drawn, one point each, if it draws any; such a payload holds its detector. */
  places?(payload: Shown): ChannelPlaces | null;
  /** For panels that show a group of channels: one of them, and the group. */
  groupOfPanel?(payload: Shown, panel: number): { ref: ChannelRef; grouping: Grouping } | null;
  /** The line of a channel; null where none shows it. */
  lineOf?(payload: Shown, channel: ChosenChannel): ChannelLine | null;
  /** The state of a channel; undefined where the payload has none. */
  stateOf?(payload: Shown, channel: ChannelRef): State | undefined;
  /** Tools to change the choices; `changed` is called after each change. */
  tools?(payload: Shown, choices: Choices, changed: () => void): HTMLElement[];
  /** The payload as chosen. */
  chosen?(payload: Shown, choices: Choices): Shown;
  /** The figure of the chosen payload with only what is chosen. */
  reduced?(figure: Figure, payload: Shown, choices: Choices): Figure;
}
