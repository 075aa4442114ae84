import { figureOf, type Payload } from "@light-dqm/core/figures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectorGroups } from "../../../src/detector/groups.js";
import { ownerNamed, ownerOf, owns, selectionOf } from "../../../view/channels/line-owners.js";
import { panelOf } from "../../../view/plot/axes.js";
import { dune2x2 } from "../../detectors.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();
const groups = detectorGroups(dune2x2);

/** The owners of the lines of an example, by the number of their panel. */
function ownersOf(name: string): [panel: number, owner: string | undefined][] {
  const payload = payloads[name]!;
  const { data } = figureOf(payload, { theme: "light", marks: "plain" });
  return data.map((trace) => {
    const panel = panelOf(trace.xaxis);
    return [panel, ownerOf(payload, trace, panel)?.label];
  });
}

describe("words that name a line", () => {
  it.each([
    ["ADC 4, EPCB 5, channel 42", "ADC 4, channel 42"],
    ["ADC 4, ch 42", "ADC 4, channel 42"],
    ["ADC 0, EPCB 3", "EPCB 3 of ADC 0"],
    ["ADC 3 in TPC 3", "ADC 3 in TPC 3"],
    ["Module 1, ADC 5", "ADC 5"],
    ["Baseline of TPC 2", "TPC 2"],
    ["trap 13 of TPC 3", "trap 13 of TPC 3"],
    ["Module 2", "module 2"],
  ])("name the smallest: %s", (words, label) => {
    expect(ownerNamed(words)?.label).toBe(label);
  });

  it.each([
    "",
    "this run",
    "channel 7",
    "EPCB 3",
    "ADC 1, channel 2 minus channel 3",
    "ADC 1 and ADC 2",
  ])("name nobody where that is not clear: %s", (words) => {
    expect(ownerNamed(words)).toBeNull();
  });

  it("are those of every channel and group of a detector", () => {
    const { active, placeOf, byKind } = groups;
    fc.assert(
      fc.property(fc.constantFrom(...active), (channelIndex) => {
        const { adc, channel } = placeOf(channelIndex);
        const owner = ownerNamed(`ADC ${adc}, channel ${channel}`)!;
        const { channels } = selectionOf(owner, "channel", dune2x2)!;
        expect(channels).toMatchObject([{ adc, channel }]);
      }),
    );
    for (const kind of ["epcb", "half-adc", "adc", "trap", "tpc", "module"] as const)
      for (const { label, members } of byKind[kind]) {
        const owner = ownerNamed(label)!;
        const { channels } = selectionOf(owner, "channel", dune2x2)!;
        expect(channels.map((each) => groups.indexOf(each.adc, each.channel))).toEqual(members);
        expect(channels.every((each) => owns(owner, each, dune2x2))).toBe(true);
        const other = groups.placeOf(active.find((each) => !members.includes(each))!);
        expect(
          owns(
            owner,
            { ...other, epcb: groups.epcbOf[groups.indexOf(other.adc, other.channel)]! },
            dune2x2,
          ),
        ).toBe(false);
      }
  });

  it("give the larger group that is wanted, and never a smaller one", () => {
    const epcb = ownerNamed("ADC 4, EPCB 5")!;
    expect(selectionOf(epcb, "adc", dune2x2)?.label).toBe("ADC 4");
    expect(selectionOf(ownerNamed("ADC 4")!, "epcb", dune2x2)?.label).toBe("ADC 4");
  });

  it("need a detector for a group, and none for a channel", () => {
    expect(selectionOf(ownerNamed("ADC 4, EPCB 5")!, "channel", null)).toBeNull();
    const { channels } = selectionOf(ownerNamed("ADC 4, EPCB 5, channel 42")!, "channel", null)!;
    expect(channels).toEqual([{ adc: 4, channel: 42, epcb: 5 }]);
  });
});

describe("the lines of figures", () => {
  it("of spectra are their EPCB's or channel's; watched frequencies are nobody's", () => {
    const epcbs = ownersOf("spectra per EPCB").filter(([panel]) => panel === 2);
    expect(epcbs.map(([, owner]) => owner)).toEqual([
      ...Array.from({ length: 8 }, (_, epcb) => `EPCB ${epcb} of ADC 2`),
      undefined,
    ]);
    const channels = ownersOf("spectra per channel").filter(([panel]) => panel === 0);
    expect(channels.slice(0, 6).map(([, owner]) => owner)).toEqual(
      [4, 5, 6, 7, 8, 9].map((channel) => `ADC 4, channel ${channel}`),
    );
  });

  it("of waveforms are their channel's", () => {
    const { panels } = payloads.waveforms as Extract<Payload, { kind: "waveforms" }>;
    const expected = panels.flatMap(({ adc, channels }, panel) =>
      channels.map((channel) => [panel, `ADC ${adc}, channel ${channel}`]),
    );
    expect(ownersOf("waveforms").filter(([, owner]) => owner)).toEqual(expected);
  });

  it("of trends are those that their panel and label name", () => {
    expect(ownersOf("trend of the EPCBs").slice(0, 3)).toEqual([
      [0, "EPCB 0 of ADC 0"],
      [0, "EPCB 1 of ADC 0"],
      [1, "EPCB 0 of ADC 1"],
    ]);
  });

  it("of one's own figures are those that their labels name", () => {
    expect(ownersOf("eight panels").map(([, owner]) => owner)).toEqual(
      Array.from({ length: 8 }, (_, adc) => `ADC ${adc}, channel 7`),
    );
    expect(ownersOf("own lines").every(([, owner]) => owner === undefined)).toBe(true);
  });
});
