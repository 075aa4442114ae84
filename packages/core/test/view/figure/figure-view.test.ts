// @vitest-environment happy-dom
import { figureOf, type Payload } from "@light-dqm/core/figures";
import { afterEach, describe, expect, it } from "vitest";
import { figureHeightPx } from "../../../view/figure/figure-height.js";
import { type FigureView, figureView } from "../../../view/figure/figure-view.js";
import { kindOf } from "../../../view/kinds/figure-kinds.js";
import { choose, type Scope, scopeOf } from "../../../view/selection.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const payloads: Record<string, Payload> = examplePayloads();
const views: FigureView[] = [];

/** Figures that share a scope, in the page. */
function shown(...names: string[]): { scope: Scope; nodes: HTMLElement[] } {
  const scope = scopeOf({});
  const nodes = names.map((name) => {
    const view = figureView(payloads[name]!);
    views.push(view);
    document.body.append(view.node);
    view.joined(scope);
    return view.node;
  });
  return { scope, nodes };
}

/** happy-dom sees no viewport: everything is near. */
Object.assign(globalThis, { IntersectionObserver: undefined });

afterEach(() => {
  for (const view of views.splice(0)) view.dispose();
  document.body.replaceChildren();
});

function pick(node: HTMLElement, label: string, value: string): void {
  const select = node.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
  expect([...select.options].map((option) => option.value)).toContain(value);
  select.value = value;
  select.dispatchEvent(new Event("change"));
}

const optionsOf = (node: HTMLElement, label: string): (string | null)[] =>
  [...node.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!.options].map(
    ({ textContent }) => textContent,
  );

const button = (node: HTMLElement, words: string): HTMLButtonElement =>
  [...node.querySelectorAll("button")].find(({ textContent }) => textContent === words)!;
const chosenWords = (node: HTMLElement) => node.querySelector(".ldqm-Chosen")?.textContent;

describe("picking by number", () => {
  it("selects a channel in the scope, as a click does", () => {
    const { scope, nodes } = shown("mask of baselines", "spectra per channel");
    pick(nodes[0]!, "ADC", "4");
    pick(nodes[0]!, "Channel", "42");
    expect(scope.selection?.channels).toEqual([{ adc: 4, channel: 42, epcb: 5 }]);
    for (const node of nodes) expect(chosenWords(node)).toBe("Selected: ADC 4, channel 42");
    expect(nodes[0]!.querySelector(".ldqm-CardTitle")?.textContent).toContain("ADC 4, channel 42");
  });

  it.each([
    ["epcb", "ADC", "4", "EPCB", "5", "EPCB 5 of ADC 4"],
    ["half-adc", "ADC", "3", "TPC", "3", "ADC 3 in TPC 3"],
    ["trap", "TPC", "3", "Light trap", "13", "trap 13 of TPC 3"],
    ["adc", null, "", "ADC", "6", "ADC 6"],
    ["tpc", null, "", "TPC", "2", "TPC 2"],
    ["module", null, "", "Module", "1", "module 1"],
  ])("selects a group: %s", (kind, outer, outerNumber, inner, number, label) => {
    const { scope, nodes } = shown("map of baselines");
    pick(nodes[0]!, "Select", kind);
    if (outer) pick(nodes[0]!, outer, outerNumber);
    pick(nodes[0]!, inner, number);
    expect(scope.selection?.label).toBe(label);
  });

  it.each([
    ["trap", ["TPC", "Light trap"]],
    ["half-adc", ["ADC", "TPC"]],
    ["tpc", ["TPC"]],
  ])("offers numbers in their order: %s", (kind, labels) => {
    const { nodes } = shown("map of baselines");
    pick(nodes[0]!, "Select", kind);
    for (const label of labels) {
      const numbers = optionsOf(nodes[0]!, label)
        .filter((each) => each !== "–")
        .map(Number);
      expect(numbers.length).toBeGreaterThan(1);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });

  it("offers the whole detector in words, as there is one", () => {
    const { scope, nodes } = shown("map of baselines");
    pick(nodes[0]!, "Select", "detector");
    expect(optionsOf(nodes[0]!, "Whole detector")).toEqual(["–", "all channels"]);
    pick(nodes[0]!, "Whole detector", "0");
    expect(scope.selection?.channels).toHaveLength(384);
  });

  it.each(["spectra per EPCB", "waveforms with most light", "trend of the EPCBs"])(
    "chooses among the lines of %s that stand alone",
    (name) => {
      const { scope, nodes } = shown(name);
      pick(nodes[0]!, "ADC", "4");
      pick(nodes[0]!, "Channel", "42");
      expect(scope.selection?.channels).toEqual([{ adc: 4, channel: 42, epcb: 5 }]);
    },
  );

  it("shows the number of what was chosen elsewhere, and inactive channels are not offered", () => {
    const { nodes } = shown("mask of baselines", "map of baselines");
    pick(nodes[1]!, "ADC", "4");
    pick(nodes[1]!, "Channel", "42");
    const values = [...nodes[0]!.querySelectorAll("select")].map(({ value }) => value);
    expect(values).toEqual(["channel", "4", "42"]);
    const channels = nodes[0]!.querySelector<HTMLSelectElement>('select[aria-label="Channel"]')!;
    expect([...channels.options].map(({ value }) => value)).not.toContain("0");
  });

  it("shows no number where several channels are chosen that are no group", () => {
    const { scope, nodes } = shown("mask of baselines");
    const channels = [4, 5].map((channel) => ({ adc: 4, channel, epcb: 0 }));
    choose(scope, { label: "Noise high", grouping: "channel", channels }, null);
    const [, , channel] = [...nodes[0]!.querySelectorAll("select")];
    expect(channel!.value).toBe("–");
  });

  it("adds to what is selected where that is wanted", () => {
    const { scope, nodes } = shown("mask of baselines");
    pick(nodes[0]!, "Channel", "4");
    button(nodes[0]!, "Add").click();
    pick(nodes[0]!, "Channel", "6");
    expect(chosenWords(nodes[0]!)).toBe("Selected: ADC 0, channel 4ADC 0, channel 6");
    expect(scope.selection?.parts).toHaveLength(2);
  });
});

describe("the tools of a figure", () => {
  const tools = (name: string): (string | null)[] =>
    [...shown(name).nodes[0]!.querySelectorAll(".ldqm-Toolbar button")].map(
      ({ textContent }) => textContent,
    );

  it.each([
    ["map of the noise", ["Add", "Reset zoom", "PNG", "SVG"]],
    ["spectra per EPCB", ["Add", "Only selected", "Zoom all panels", "Reset zoom", "PNG", "SVG"]],
    ["own lines", ["Reset zoom", "PNG", "SVG"]],
  ])("are those that it has a use for: %s", (name, expected) => {
    expect(tools(name)).toEqual(expected);
  });

  it("all have names, and so has the figure", () => {
    for (const name of Object.keys(payloads)) {
      const [node] = shown(name).nodes as [HTMLElement];
      const plot = node.querySelector(".ldqm-Plot")!;
      expect([plot.getAttribute("role"), plot.getAttribute("aria-label")]).toEqual([
        "group",
        expect.stringMatching(/\w{3}/),
      ]);
      for (const each of node.querySelectorAll("button, select"))
        expect(each.getAttribute("aria-label") ?? each.textContent).toMatch(/\w{2}/);
    }
  });
});

describe("the height of a figure", () => {
  it.each(Object.keys(payloads))("is known before it is drawn, at every width: %s", (name) => {
    const payload = payloads[name]!;
    for (const widthPx of [340, 701, 1480]) {
      const heightPx = kindOf(payload).heightPx?.(widthPx);
      const look = { theme: "dark", marks: "emoji" } as const;
      const { layout } = figureOf(payload, { ...look, widthPx, heightPx });
      expect(figureHeightPx(payload, widthPx)).toBe(layout.height);
    }
  });
});

describe("the card", () => {
  it("keeps its room when the choice is made in a figure below, until nothing is selected", () => {
    const { scope, nodes } = shown("mask of baselines", "map of baselines");
    const cards = nodes.map((node) => node.querySelector<HTMLElement>(".ldqm-Card")!);
    pick(nodes[0]!, "Channel", "4");
    expect(cards.map(({ hidden }) => hidden)).toEqual([false, true]);
    pick(nodes[1]!, "Channel", "6");
    expect(cards.map(({ hidden }) => hidden)).toEqual([false, false]);
    expect(cards[0]!.textContent).toContain("Its card is below the figure");
    expect(cards[1]!.querySelector(".ldqm-CardTitle")?.textContent).toContain("channel 6");
    // Above, nothing would move that is pointed at below.
    pick(nodes[0]!, "Channel", "7");
    expect(cards.map(({ hidden }) => hidden)).toEqual([false, true]);
    choose(scope, null, null);
    expect(cards.map(({ hidden }) => hidden)).toEqual([true, true]);
  });
});
