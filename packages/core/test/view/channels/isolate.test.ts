import { figureOf, type Payload, type ScatterTrace } from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { selectionAt } from "../../../view/channels/groups.js";
import { highlightOf } from "../../../view/channels/highlight.js";
import { hasOwnedLines, isolated } from "../../../view/channels/isolate.js";
import { withAnother } from "../../../view/selection.js";
import { dune2x2 } from "../../detectors.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();
const look = { theme: "light", detector: dune2x2 } as const;
const channel = (number: number) => selectionAt(dune2x2, { adc: 4, channel: number }, "channel");
const both = withAnother(channel(5), channel(8))!;

describe("only what is selected", () => {
  const payload = payloads["spectra per channel"]!;
  const whole = figureOf(payload, { theme: "light", marks: "plain" });
  const { data } = isolated(payload, whole, both, look);
  const band = data.find(({ name }) => name.startsWith("the others"))! as ScatterTrace;

  it("is drawn against the band of the others of its panel", () => {
    const ofPanel = whole.data.slice(0, 6);
    const others = [0, 2, 3, 5].map((line) => ofPanel[line]!);
    const at = (x: number): number[] => others.flatMap((line) => line.y[line.x.indexOf(x)] ?? []);
    const ends = new Map<number, number[]>();
    for (const [i, x] of band.x.entries()) ends.set(x, [...(ends.get(x) ?? []), band.y[i]!]);
    expect(ends.size).toBe(ofPanel[0]!.x.length);
    for (const [x, found] of ends) expect(found).toEqual([Math.min(...at(x)), Math.max(...at(x))]);
  });

  it("has a line a choice in a colour of its own, with its number in the legend", () => {
    const { traces } = highlightOf(payload, { ...whole, data }, both, { ...look, inLegend: true });
    const named = traces as { name: string; showlegend: boolean; line: { color: string } }[];
    expect(named.map(({ name, showlegend }) => [name, showlegend])).toEqual([
      ["ADC 4, channel 5", true],
      ["ADC 4, channel 8", true],
    ]);
    expect(new Set(named.map(({ line }) => line.color)).size).toBe(2);
    const legend = data.filter(({ showlegend }) => showlegend).map(({ name }) => name);
    expect(legend).toEqual(["the others, lowest to highest", "Watched frequency"]);
  });

  it("is everything where a figure shows nothing of it", () => {
    const elsewhere = selectionAt(dune2x2, { adc: 1, channel: 5 }, "channel");
    expect(isolated(payload, whole, elsewhere, look)).toBe(whole);
  });
});

it.each<[string, boolean]>([
  ["spectra per EPCB", true],
  ["spectra per channel", true],
  ["waveforms", true],
  ["trend of the EPCBs", true],
  ["eight panels", true],
  ["own lines", false],
  ["mask of baselines", false],
  ["unavailable", false],
])("figures with lines of channels or groups can be reduced to them: %s %s", (name, expected) => {
  expect(hasOwnedLines(payloads[name]!)).toBe(expected);
});
