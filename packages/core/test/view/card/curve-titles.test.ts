import type { Payload, SpectraPayload } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { toldApart } from "../../../view/card/curve-titles.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const spectra = examplePayloads()["spectra per EPCB"] as SpectraPayload;

function figureOf(of: { cut?: string; file?: string; title?: string }): Payload {
  const { title = spectra.title, ...source } = of;
  return { ...spectra, title, source: { ...spectra.source!, ...source } };
}

const titlesOf = (payloads: readonly Payload[], title = "Spectrum of EPCB 2"): string[] =>
  toldApart(
    payloads.map((payload) => ({
      ...{ payload, curve: { title, y: [1], xLabel: "", unit: "V²", scale: "log" as const } },
    })),
  ).map((curve) => curve.title);

describe("the curves of a card", () => {
  it("keep their titles where one figure holds each", () => {
    expect(titlesOf([figureOf({ cut: "beam triggers" })])).toEqual(["Spectrum of EPCB 2"]);
    expect(titlesOf([])).toEqual([]);
  });

  it("say which events they are of, where figures differ in that", () => {
    expect(titlesOf([figureOf({}), figureOf({ cut: "beam triggers" })])).toEqual([
      "Spectrum of EPCB 2 (without a cut)",
      "Spectrum of EPCB 2 (beam triggers)",
    ]);
  });

  it("say their file, and both where one alone does not tell them apart", () => {
    const [a, b] = [figureOf({ file: "a.hdf5" }), figureOf({ file: "b.hdf5" })];
    expect(titlesOf([a, b])).toEqual([
      "Spectrum of EPCB 2 (a.hdf5)",
      "Spectrum of EPCB 2 (b.hdf5)",
    ]);
    const cut = figureOf({ file: "a.hdf5", cut: "beam triggers" });
    expect(titlesOf([a, b, cut])).toEqual([
      "Spectrum of EPCB 2 (a.hdf5, without a cut)",
      "Spectrum of EPCB 2 (b.hdf5, without a cut)",
      "Spectrum of EPCB 2 (a.hdf5, beam triggers)",
    ]);
  });

  it("say the titles of their figures, where nothing else differs", () => {
    expect(titlesOf([figureOf({ title: "Now" }), figureOf({ title: "Before" })])).toEqual([
      "Spectrum of EPCB 2 (Now)",
      "Spectrum of EPCB 2 (Before)",
    ]);
    expect(titlesOf([figureOf({}), figureOf({})])).toEqual([
      "Spectrum of EPCB 2",
      "Spectrum of EPCB 2",
    ]);
  });
});
