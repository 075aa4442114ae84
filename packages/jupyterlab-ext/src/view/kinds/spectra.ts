import type { SpectraPayload } from "@light-dqm/core/figures";
import type { ChosenChannel } from "../../selection.js";
import type { ChannelLine } from "./figure-kind.js";

/**
 * The spectrum of a channel or of its EPCB, found by the labels; without the bin at 0 MHz and what
 * a log axis lacks. Null where the page does not show it.
 */
export function spectrumLine(
  { per, panels, scale, stepMHz }: SpectraPayload,
  { adc, channel, epcb }: ChosenChannel,
): ChannelLine | null {
  const panelLabel = per === "epcb" ? `ADC ${adc}` : `ADC ${adc}, EPCB ${epcb}`;
  const lineLabel = per === "epcb" ? `EPCB ${epcb}` : `channel ${channel}`;
  const panel = panels.findIndex(({ label }) => label === panelLabel);
  const line = panels[panel]?.lines.findIndex(({ label }) => label === lineLabel) ?? -1;
  const power = panels[panel]?.lines[line]?.power.slice(1);
  if (!power) return null;
  const whose = per === "epcb" ? `EPCB ${epcb}, mean of its channels` : "channel";
  return {
    ...{ panel, line, scale: "log", title: `Spectrum of the ${whose}` },
    xLabel: `0 to ${Number((power.length * stepMHz).toPrecision(3))} MHz`,
    unit: scale === "power" ? "V²" : "V²/Hz",
    y: power.map((value) => (value !== null && value > 0 ? value : null)),
  };
}
