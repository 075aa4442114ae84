import type { SpectraPayload } from "@light-dqm/core/figures";
import type { ChosenChannel } from "../../selection.js";
import type { ChannelLine } from "./figure-kind.js";

/**
 * The spectrum of a channel, of its EPCB or of its ADC, found by the labels; without the bin at 0 MHz and what
 * a log axis lacks. Null where the page does not show it.
 */
export function spectrumLine(
  { per, panels, scale, stepMHz }: SpectraPayload,
  { adc, channel, epcb }: ChosenChannel,
): ChannelLine | null {
  // Of a module's ADCs, each is named by its number in the detector.
  const { panelLabel, lineLabel, whose } = {
    epcb: {
      panelLabel: `ADC ${adc}`,
      lineLabel: `EPCB ${epcb}`,
      whose: `EPCB ${epcb}, mean of its channels`,
    },
    channel: {
      panelLabel: `ADC ${adc}, EPCB ${epcb}`,
      lineLabel: `channel ${channel}`,
      whose: "the channel",
    },
    alarm: {
      panelLabel: `ADC ${adc}, EPCB ${epcb}`,
      lineLabel: `channel ${channel}`,
      whose: "the channel",
    },
    adc: { panelLabel: null, lineLabel: `ADC ${adc}`, whose: `ADC ${adc}, mean of its channels` },
  }[per];
  const lineIn = ({ lines }: SpectraPayload["panels"][number]): number =>
    lines.findIndex(({ label }) => label === lineLabel);
  const panel = panels.findIndex((each) =>
    panelLabel === null ? lineIn(each) >= 0 : each.label === panelLabel,
  );
  const line = panels[panel] ? lineIn(panels[panel]) : -1;
  const power = panels[panel]?.lines[line]?.power.slice(1);
  if (!power) return null;
  return {
    ...{ panel, line, scale: "log", title: `Spectrum of ${whose}` },
    xLabel: `0 to ${Number((power.length * stepMHz).toPrecision(3))} MHz`,
    unit: scale === "power" ? "V²" : "V²/Hz",
    y: power.map((value) => (value !== null && value > 0 ? value : null)),
  };
}
