/** Figures of one's own whose points are channels, as README.md makes them. */
import {
  figureOf,
  linesPayload,
  type Payload,
  panelsPayload,
  pointsPayload,
} from "@light-dqm/core/figures";
import { describe, expect, it } from "vitest";
import { pxOfPoints } from "../../../view/channels/geometry.js";
import { selectionAt } from "../../../view/channels/groups.js";
import { highlightOf } from "../../../view/channels/highlight.js";
import { hasOwnedLines, hasOwnedPoints, isolated } from "../../../view/channels/isolate.js";
import { ownerOf, selectionOf } from "../../../view/channels/line-owners.js";
import { pointedAt } from "../../../view/channels/pointing.js";
import { panelOf } from "../../../view/plot/axes.js";
import { dune2x2 } from "../../detectors.js";

const noise = { label: "Noise", unit: "ADC16", marks: [{ at: 100, label: "My limit" }] };
const y = Array.from({ length: 64 }, (_, i) => (i < 4 ? null : 50 + 2 * i));
const pointsOf = (title: string, x: string) =>
  pointsPayload({ y }, { title, x: { label: x }, y: noise });
const channels = panelsPayload(
  [pointsOf("ADC 0", "Channel"), pointsOf("All channels", "Channel")],
  { title: "How noisy are the channels?" },
);
const lines = panelsPayload(
  ["ADC 0", "ADC 1"].map((title) =>
    linesPayload(
      [
        { label: "EPCB 2", y },
        { label: "mean", y },
      ],
      { title, x: { label: "Time" }, y: noise },
    ),
  ),
  { title: "How does the noise change?" },
);

function drawn(payload: Payload) {
  const figure = figureOf(payload, { theme: "light", marks: "plain", widthPx: 1200 });
  return { payload, figure, texts: new Map<string, string>() };
}

function ownersIn(payload: Payload): [name: string, owner: string | undefined][] {
  return drawn(payload).figure.data.map((trace) => [
    trace.name,
    ownerOf(payload, trace, panelOf(trace.xaxis))?.label,
  ]);
}

/** What is pointed at on the point of a channel. */
function pointedIn(payload: Payload, panel: number, channel: number) {
  const shown = drawn(payload);
  const { left, top } = pxOfPoints(shown.figure.layout, panel)!(channel, y[channel]!);
  return pointedAt(shown, left, top)!;
}

describe("points that are channels", () => {
  it("choose the channel that they show, of the ADC that their panel names", () => {
    const { owner, text } = pointedIn(channels, 0, 28);
    expect(owner?.label).toBe("ADC 0, channel 28");
    expect(selectionOf(owner!, "channel", dune2x2)?.channels).toMatchObject([
      { adc: 0, channel: 28 },
    ]);
    expect(text).toContain("Channel: 28");
  });

  it("choose nobody where nothing names their ADC, or they stand between channels", () => {
    expect(pointedIn(channels, 1, 28).owner).toBeUndefined();
    const between = pointsPayload(
      { x: [27.5, 28.5], y: [50, 60] },
      { title: "ADC 0", x: { label: "Channel" }, y: noise },
    );
    const shown = drawn(between);
    const { left, top } = pxOfPoints(shown.figure.layout, 0)!(27.5, 50);
    expect(pointedAt(shown, left, top)!.owner).toBeUndefined();
  });

  it("are of the ADC that the figure names, where it has no panels", () => {
    const { owner } = pointedIn(pointsOf("How noisy is ADC 3?", "Channel"), 0, 28);
    expect(owner?.label).toBe("ADC 3, channel 28");
  });

  it("are marked alone where their channel is chosen", () => {
    const { figure } = drawn(channels);
    const selection = selectionAt(dune2x2, { adc: 0, channel: 28 }, "channel");
    const look = { theme: "light", detector: dune2x2, inLegend: false } as const;
    const { traces } = highlightOf(channels, figure, selection, look);
    expect(traces).toMatchObject([{ x: [28], y: [y[28]], xaxis: "x", mode: "markers" }]);
    const epcb = selectionAt(dune2x2, { adc: 0, channel: 28 }, "epcb");
    const [marks] = highlightOf(channels, figure, epcb, look).traces;
    expect(marks!.x).toEqual(epcb.channels.map(({ channel }) => channel));
  });

  it("can be chosen, but are no lines to be shown alone", () => {
    expect([hasOwnedPoints(channels), hasOwnedLines(channels)]).toEqual([true, false]);
    expect([hasOwnedPoints(lines), hasOwnedLines(lines)]).toEqual([false, true]);
  });
});

describe("lines of panels that name somebody", () => {
  it("are somebody's only where their own label names one, or they have none", () => {
    expect(ownersIn(lines)).toEqual(
      [0, 1].flatMap((adc) => [
        ["EPCB 2", `EPCB 2 of ADC ${adc}`],
        ["mean", undefined],
        ["My limit", undefined],
      ]),
    );
    const alone = linesPayload({ y }, { title: "ADC 5", x: { label: "Time" }, y: noise });
    const panels = panelsPayload([alone, alone], { title: "Alone" });
    expect(ownersIn(panels)).toEqual(
      [0, 1].flatMap(() => [
        ["", "ADC 5"],
        ["My limit", undefined],
      ]),
    );
  });

  it("leave the limits where they are when only what is selected is shown", () => {
    const { figure } = drawn(lines);
    const selection = selectionAt(dune2x2, { adc: 0, channel: 20 }, "epcb");
    const { data } = isolated(lines, figure, selection, { theme: "light", detector: dune2x2 });
    const limits = figure.data.filter(({ name }) => name === "My limit");
    expect(data.filter(({ name }) => name === "My limit")).toEqual(limits);
  });

  it("are nobody's where they stand for others", () => {
    const both = [
      { label: "ADC 0, channel 7", y },
      { label: "Mean of the others of EPCB 1", y },
    ];
    const close = panelsPayload(
      [linesPayload(both, { title: "ADC 0, channel 7", x: { label: "Time" }, y: noise })],
      { title: "Close up", others: "Mean of the others of EPCB 1" },
    );
    expect(ownersIn(close).map(([, owner]) => owner)).toEqual([
      "ADC 0, channel 7",
      undefined,
      undefined,
    ]);
  });
});
