/** Channels of a payload: where they are drawn, what is said of them, which group they are in. */
import type { Figure, Payload } from "@light-dqm/core/figures";
import type { ChannelRef, ChosenChannel, Grouping, Selection } from "../../selection.js";

export type ChannelPayload = Extract<
  Payload,
  { kind: "channel-mask" | "fraction-panels" | "channel-quantiles" }
>;

export type DetectorProfile = ChannelPayload["detector"];

/** Kinds with one point a channel. */
export function hasChannels(payload: Payload): payload is ChannelPayload {
  return (
    payload.kind === "channel-mask" ||
    payload.kind === "fraction-panels" ||
    payload.kind === "channel-quantiles"
  );
}

/** The detector of a payload; null for kinds that do not know theirs. */
export function detectorOf(payload: Payload): DetectorProfile | null {
  return "detector" in payload ? payload.detector : null;
}

/** `"x3"` → 2: the panel that an axis belongs to. */
export function panelOf(axis: string): number {
  return axis.length > 1 ? Number(axis.slice(1)) - 1 : 0;
}

export function keyOf({ adc, channel }: ChannelRef): string {
  return `${adc}/${channel}`;
}

/** The channel of a drawn point: masks have ADCs along y, pages of panels one ADC a panel. */
export function channelAt(payload: Payload, axis: string, x: number, y: number): ChannelRef | null {
  if (!hasChannels(payload)) return null;
  const panel = panelOf(axis);
  if (payload.kind !== "channel-mask") return { adc: panel, channel: Math.round(x) };
  return panel === 0 ? { adc: Math.round(y), channel: Math.round(x) } : null;
}

/** What the figure says of each channel on hover, by `keyOf`; the same words for every reader. */
export function channelTexts(payload: Payload, figure: Figure): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { hovertext, xaxis, x, y } of figure.data)
    hovertext?.forEach((text, i) => {
      const ref = channelAt(payload, xaxis, x[i]!, y[i] ?? 0);
      if (ref) texts.set(keyOf(ref), text);
    });
  return texts;
}

/** A channel with its EPCB and TPC. */
export function inGroups(detector: DetectorProfile, { adc, channel }: ChannelRef): ChosenChannel {
  const position = detector.activeChannels.indexOf(channel);
  const tpcsPerAdc = Math.ceil(detector.channelCount / detector.channelsPerTpc);
  return {
    adc,
    channel,
    epcb: position < 0 ? -1 : Math.floor(position / detector.channelsPerEpcb),
    tpc:
      Math.floor(adc / detector.adcsPerTpc) * tpcsPerAdc +
      Math.floor(channel / detector.channelsPerTpc),
  };
}

/** The channel, or all active channels of its EPCB, TPC or ADC. */
export function selectionAt(
  detector: DetectorProfile,
  ref: ChannelRef,
  wanted: Grouping,
): Selection {
  const chosen = inGroups(detector, ref);
  const { adc, channel, epcb, tpc } = chosen;
  const grouping = epcb < 0 ? "channel" : wanted;
  const active = Array.from({ length: detector.adcCount }, (_, each) =>
    detector.activeChannels.map((number) => inGroups(detector, { adc: each, channel: number })),
  ).flat();
  switch (grouping) {
    case "epcb":
      return {
        grouping,
        label: `EPCB ${epcb} of ADC ${adc}`,
        channels: active.filter((each) => each.adc === adc && each.epcb === epcb),
      };
    case "tpc":
      return { grouping, label: `TPC ${tpc}`, channels: active.filter((each) => each.tpc === tpc) };
    case "adc":
      return { grouping, label: `ADC ${adc}`, channels: active.filter((each) => each.adc === adc) };
    case "channel": {
      const groups = epcb < 0 ? "inactive" : `EPCB ${epcb}, TPC ${tpc}`;
      return { grouping, label: `ADC ${adc}, channel ${channel} (${groups})`, channels: [chosen] };
    }
  }
}
