import type { WaveformsPanel, WaveformsPayload } from "@light-dqm/core/figures";
import type { ChannelRef } from "../../selection.js";
import type { ChannelLine } from "./figure-kind.js";

/** The waveform of a channel; null where the event has no valid one. */
export function waveformLine(
  { panels, event, unit, unitPerCount, sampleCount, sampleNs }: WaveformsPayload,
  { adc, channel }: ChannelRef,
): ChannelLine | null {
  const panel = panels.findIndex((each) => each.adc === adc && each.channels.includes(channel));
  const line = panels[panel]?.channels.indexOf(channel) ?? -1;
  const counts = panels[panel]?.counts[line];
  if (!counts) return null;
  const endUs = (sampleCount * sampleNs) / 1000;
  return {
    ...{ panel, line, unit, scale: "linear" },
    title: titleOf(panels[panel]!, event),
    xLabel: `0 to ${Number(endUs.toPrecision(3))} µs`,
    y: counts.map((count) => count * unitPerCount),
  };
}

/** The note of a panel of several channels may be on another one. */
function titleOf({ event, note, channels }: WaveformsPanel, ofAll: number | null): string {
  const title = `Waveform of event ${ofAll ?? event}`;
  return note && channels.length === 1 ? `${title}, ${note}` : title;
}

/** The EPCB that a panel shows, by its first channel; null without a valid waveform. */
export function epcbOfPanel(
  { panels }: WaveformsPayload,
  panel: number,
): { ref: ChannelRef; grouping: "epcb" } | null {
  const { adc, channels: [channel] = [] } = panels[panel] ?? {};
  return adc === undefined || channel === undefined
    ? null
    : { ref: { adc, channel }, grouping: "epcb" };
}
