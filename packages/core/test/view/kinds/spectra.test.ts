import type { SpectraPayload } from "@light-dqm/core/figures";
import { expect, it } from "vitest";
import { spectrumLine } from "../../../view/kinds/spectra.js";

const spectraPer = (
  per: SpectraPayload["per"],
  panels: SpectraPayload["panels"],
): SpectraPayload => ({
  ...{ kind: "spectra", version: 1, title: "", answer: "", per, panels },
  ...{ scale: "power", stepMHz: 0.1, watchedMHz: [], spectrumEvents: 1 },
  source: {
    ...{ file: "f", run: null, subRun: null, timeText: null },
    ...{ selectedEvents: 1, fileEvents: 1 },
  },
});
const line = (label: string, power: number) => ({ label, power: [0, power] });
const chosen = { adc: 5, channel: 9, epcb: 1 };

it("a card shows the spectrum of the channel's EPCB, where a page has one an EPCB", () => {
  const panels = [4, 5].map((adc) => ({
    label: `ADC ${adc}`,
    lines: [line("EPCB 0", 1), line("EPCB 1", adc)],
  }));
  expect(spectrumLine(spectraPer("epcb", panels), chosen)).toMatchObject({
    ...{ y: [5], title: "Spectrum of EPCB 1, mean of its channels" },
  });
});

it("that of its ADC, where a large detector has a panel a module", () => {
  const panels = [
    { label: "Module 0", lines: [line("ADC 0", 1)] },
    { label: "Module 1", lines: [line("ADC 4", 2), line("ADC 5", 3)] },
  ];
  expect(spectrumLine(spectraPer("adc", panels), chosen)).toMatchObject({
    ...{ y: [3], title: "Spectrum of ADC 5, mean of its channels" },
  });
  expect(spectrumLine(spectraPer("adc", panels), { ...chosen, adc: 9 })).toBeNull();
});
