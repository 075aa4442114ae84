import type { SpectraPayload, Trace } from "@light-dqm/core/figures";
import type { Curve } from "../card/sparkline.js";
import type { ChosenChannel } from "../selection.js";

export function spectraNames({ panels }: SpectraPayload): string[] {
  return panels.flatMap(({ label, lines }) => lines.map((line) => `${label}, ${line.label}`));
}

/** `ADC 1, EPCB 3, channel 28`: what is said of a line on hover begins so. A mean over others names nobody. */
export function nameOfSpectrum(_: SpectraPayload, { hovertext }: Trace): string {
  const [name = ""] = hovertext?.[0]?.split("\n") ?? [];
  return name.includes("mean of the others") ? "" : name;
}

/**
 * The spectrum of a channel, of its EPCB or of its ADC, found by the labels; without the bin at 0 MHz and what
 * a log axis lacks. Null where the page does not show it.
 */
export function spectrumLine(
  { per, panels, scale, stepMHz }: SpectraPayload,
  { adc, channel, epcb }: ChosenChannel,
): Curve | null {
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
      whose: `ADC ${adc}, channel ${channel}`,
    },
    alarm: {
      panelLabel: `ADC ${adc}, EPCB ${epcb}`,
      lineLabel: `channel ${channel}`,
      whose: `ADC ${adc}, channel ${channel}`,
    },
    adc: { panelLabel: null, lineLabel: `ADC ${adc}`, whose: `ADC ${adc}, mean of its channels` },
  }[per];
  const lineIn = ({ lines }: SpectraPayload["panels"][number]): number =>
    lines.findIndex(({ label }) => label === lineLabel);
  const panel = panels.find((each) =>
    panelLabel === null ? lineIn(each) >= 0 : each.label === panelLabel,
  );
  const power = panel?.lines[lineIn(panel)]?.power.slice(1);
  if (!power) return null;
  return {
    ...{ scale: "log", title: `Spectrum of ${whose}` },
    xLabel: `0 to ${Number((power.length * stepMHz).toPrecision(3))} MHz`,
    unit: scale === "power" ? "V²" : "V²/Hz",
    y: power.map((value) => (value !== null && value > 0 ? value : null)),
  };
}
