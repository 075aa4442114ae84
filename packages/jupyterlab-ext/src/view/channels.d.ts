/** Channels of a payload: where they are drawn, what is said of them, which group they are in. */
import type { Figure, Payload } from "@light-dqm/core/figures";
import type { ChannelRef, ChosenChannel, Grouping, Selection } from "../selection.js";
export type ChannelPayload = Extract<
  Payload,
  {
    kind: "channel-mask" | "fraction-panels" | "channel-quantiles";
  }
>;
export type DetectorProfile = ChannelPayload["detector"];
/** Kinds with one point a channel. */
export declare function hasChannels(payload: Payload): payload is ChannelPayload;
/** The detector of a payload; null for kinds that do not know theirs. */
export declare function detectorOf(payload: Payload): DetectorProfile | null;
/** `"x3"` → 2: the panel that an axis belongs to. */
export declare function panelOf(axis: string): number;
export declare function keyOf({ adc, channel }: ChannelRef): string;
/** The channel of a drawn point: masks have ADCs along y, pages of panels one ADC a panel. */
export declare function channelAt(
  payload: Payload,
  axis: string,
  x: number,
  y: number,
): ChannelRef | null;
/** What the figure says of each channel on hover, by `keyOf`; the same words for every reader. */
export declare function channelTexts(payload: Payload, figure: Figure): Map<string, string>;
/** A channel with its EPCB and TPC. */
export declare function inGroups(
  detector: DetectorProfile,
  { adc, channel }: ChannelRef,
): ChosenChannel;
/** The channel, or all active channels of its EPCB, TPC or ADC. */
export declare function selectionAt(
  detector: DetectorProfile,
  ref: ChannelRef,
  wanted: Grouping,
): Selection;
