/** What the extension needs to know of a kind of figure. */
import type {
  ChannelState,
  Figure,
  FractionPanelsPayload,
  Payload,
  Trace,
} from "@light-dqm/core/figures";
import type { Curve } from "../card/sparkline.js";
import type { ChannelPlaces } from "../channels/channel-places.js";
import type { TickStyle } from "../plot/zoomed-ticks.js";
import type { ChannelRef, ChosenChannel, Grouping } from "../selection.js";

export type State = ChannelState["state"];

/** What the user has chosen to see of a figure; kept when the payload is replaced. */
export interface Choices {
  grouping: Grouping;
  yScale: "linear" | "log";
  denominator: FractionPanelsPayload["denominator"] | null;
  /** Parts of a mask that are shown; empty: all. */
  parts: Set<string>;
  /** Whether a click adds to what is chosen. */
  isAdding: boolean;
  /** Whether only the chosen lines are drawn, and the others as a band. */
  onlySelected: boolean;
  /** Whether panels zoom together. */
  zoomsAll: boolean;
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
  /** What names its lines, and series of points, without drawing them; of channels, groups or anything. */
  lineNames?(payload: Shown): readonly string[];
  /** Names the channel, or the group, that a line or a series of points shows; empty where it is neither. */
  nameOfLine?(payload: Shown, trace: Trace, panel: number): string;
  /** What names single points, in series that draw channels, without drawing them. */
  pointNames?(payload: Shown): readonly string[];
  /** Names the channel that a single point shows; empty where it shows none. */
  nameOfPoint?(payload: Shown, trace: Trace, panel: number, point: number): string;
  /** What is said of a point of a line whose trace says nothing of it. */
  textOfPoint?(payload: Shown, trace: Trace, panel: number, point: number): string;
  /** Whether its panels have axes of one range, that can zoom together. */
  linksPanels?(payload: Shown): boolean;
  /** How the ticks of an axis are written when it is zoomed; without it as numbers. */
  ticks?(payload: Shown, axis: "x" | "y", panel: number): TickStyle;
  /** The curve of a channel, for its card; null where none shows it. */
  lineOf?(payload: Shown, channel: ChosenChannel): Curve | null;
  /** The state of a channel; undefined where the payload has none. */
  stateOf?(payload: Shown, channel: ChannelRef): State | undefined;
  /** Tools to change the choices; `changed` is called after each change. */
  tools?(payload: Shown, choices: Choices, changed: () => void): HTMLElement[];
  /** The payload as chosen. */
  chosen?(payload: Shown, choices: Choices): Shown;
  /** The figure of the chosen payload with only what is chosen. */
  reduced?(figure: Figure, payload: Shown, choices: Choices): Figure;
}
