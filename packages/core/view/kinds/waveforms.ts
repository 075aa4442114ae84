import type { Trace, WaveformsPanel, WaveformsPayload } from "@light-dqm/core/figures";
import type { Curve } from "../card/sparkline.js";
import type { ChannelRef } from "../selection.js";

/** The waveform of a channel; null where the event has no valid one. */
export function waveformLine(
  { panels, event, unit, unitPerCount, sampleCount, sampleNs }: WaveformsPayload,
  { adc, channel }: ChannelRef,
): Curve | null {
  const panel = panels.find((each) => each.adc === adc && each.channels.includes(channel));
  const counts = panel?.counts[panel.channels.indexOf(channel)];
  if (!counts) return null;
  const endUs = (sampleCount * sampleNs) / 1000;
  return {
    ...{ unit, scale: "linear" },
    title: titleOf(panel, event),
    xLabel: `0 to ${Number(endUs.toPrecision(3))} µs`,
    y: counts.map((count) => count * unitPerCount),
  };
}

export function waveformNames({ panels }: WaveformsPayload): string[] {
  return panels.flatMap(({ adc, channels }) => channels.map((each) => `ADC ${adc}, ch ${each}`));
}

/** `ADC 1, ch 28`; empty for lines that are of no single channel. */
export function nameOfWaveform(
  { panels }: WaveformsPayload,
  { name }: Trace,
  panel: number,
): string {
  return /^ch(?:annel)? \d+$/.test(name) ? `ADC ${panels[panel]?.adc}, ${name}` : "";
}

/** Channel, time and value of a point. */
export function textOfSample(
  { panels, unit }: WaveformsPayload,
  { name, x, y }: Trace,
  panel: number,
  point: number,
): string {
  const { adc, epcb } = panels[panel]!;
  const what = name.replace(/^ch /, "channel ");
  const value = `${short(y[point] ?? 0)} ${unit === "V" ? "V" : `${unit} counts`}`.replace(
    "-",
    "−",
  );
  return `ADC ${adc}, EPCB ${epcb}: ${what}\n${short(x[point]!)} µs: ${value}`;
}

const short = (value: number): number => Number(value.toPrecision(4));

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
