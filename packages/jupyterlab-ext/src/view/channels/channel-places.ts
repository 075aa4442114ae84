/** Where figures draw their channels, in data values of their axes. */
import type { ChannelRef } from "../../selection.js";

type Span = readonly [low: number, high: number];

/** An arrangement of channels on a page. */
export interface ChannelPlaces {
  /** Whether ADC numbers grow upwards or down the page. */
  readonly upwards: boolean;
  /** The channel of a point; null in panels that show no channels. */
  channelAt(panel: number, x: number, y: number): ChannelRef | null;
  /** What a channel takes up; `y` null: the height of its panel. */
  cellOf(ref: ChannelRef): { panel: number; x: Span; y: Span | null };
}

/** One panel with channels along x and ADCs along y. */
export const gridOfAdcs: ChannelPlaces = {
  upwards: true,
  channelAt: (panel, x, y) => (panel === 0 ? { adc: whole(y), channel: whole(x) } : null),
  cellOf: ({ adc, channel }) => ({ panel: 0, x: around(channel), y: around(adc) }),
};

/** A panel per ADC with channels along x. */
export const panelPerAdc: ChannelPlaces = {
  upwards: false,
  channelAt: (panel, x) => ({ adc: panel, channel: whole(x) }),
  cellOf: ({ adc, channel }) => ({ panel: adc, x: around(channel), y: null }),
};

/** Nearest whole number, never −0. */
function whole(value: number): number {
  return Math.round(value) + 0;
}

function around(value: number): Span {
  return [value - 0.5, value + 0.5];
}
