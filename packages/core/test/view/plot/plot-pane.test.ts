// @vitest-environment happy-dom
import { figureOf, type Payload } from "@light-dqm/core/figures";
import { afterEach, describe, expect, it } from "vitest";
import { figureView } from "../../../view/figure/figure-view.js";
import { type Painter, type PlotPane, plotPane } from "../../../view/plot/plot-pane.js";
import type { LoadPlotly, Plotly } from "../../../view/plot/plotly.js";
import { setPreferences } from "../../../view/preferences.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const mask = examplePayloads()["mask of baselines"] as Payload;
const painter: Painter = {
  heightPx: () => 400,
  build: (widthPx) => ({
    figure: figureOf(mask, { theme: "light", marks: "plain", widthPx }),
    ...{ shapes: [], traces: [], revision: "", isLinked: false, ticks: () => "number" },
  }),
  painted() {},
  zoomed() {},
};

/** A plotly that only remembers. */
function plotlyRecorder(): { calls: string[]; plotly: Plotly } {
  const calls: string[] = [];
  const plotly = {
    async react(_node: HTMLElement, _data: unknown[], layout: object) {
      calls.push(`react ${(layout as { width: number }).width}`);
    },
    purge: () => calls.push("purge"),
    toImage: async () => "",
  } as unknown as Plotly;
  return { calls, plotly };
}

/** A pane whose plotly is there at once and only remembers. */
function recordedPane(): { calls: string[]; pane: PlotPane } {
  const { calls, plotly } = plotlyRecorder();
  return {
    calls,
    pane: plotPane(painter, async () => plotly),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

function withWidth(node: HTMLElement, widthPx: number): void {
  Object.defineProperty(node, "clientWidth", { value: widthPx, configurable: true });
}

/** happy-dom sees no viewport: everything is near. */
Object.assign(globalThis, { IntersectionObserver: undefined });

afterEach(() => {
  document.body.replaceChildren();
  document.body.removeAttribute("data-jp-theme-light");
  setPreferences({});
});

describe("a plot", () => {
  it("waits while it has no width, then paints at the width it gets", async () => {
    const { calls, pane } = recordedPane();
    pane.changed();
    await settled();
    expect(calls).toEqual([]);
    withWidth(pane.node, 900);
    pane.resized();
    await settled();
    expect(calls).toEqual(["react 900"]);
  });

  it("ignores a size of nothing, and paints once for many changes", async () => {
    const { calls, pane } = recordedPane();
    withWidth(pane.node, 900);
    for (let i = 0; i < 5; i++) pane.changed();
    await settled();
    expect(calls).toEqual(["react 900"]);
    withWidth(pane.node, 0);
    pane.resized();
    await settled();
    expect(calls).toEqual(["react 900"]);
  });

  it("has the height of its figure before it is painted", async () => {
    const { calls, pane } = recordedPane();
    withWidth(pane.node, 900);
    pane.resized();
    expect([...calls, pane.node.style.height]).toEqual(["400px"]);
    pane.dispose();
  });

  it("is purged at the end, and never painted after it", async () => {
    const { calls, pane } = recordedPane();
    withWidth(pane.node, 900);
    pane.resized();
    await settled();
    pane.changed();
    pane.dispose();
    await settled();
    expect(calls).toEqual(["react 900", "purge"]);
  });

  it("does not paint when it is disposed while plotly loads", async () => {
    const { calls, plotly } = plotlyRecorder();
    let arrive: (value: Plotly) => void = () => {};
    const load: LoadPlotly = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const pane = plotPane(painter, load);
    withWidth(pane.node, 900);
    pane.resized();
    await settled();
    pane.dispose();
    arrive(plotly);
    await settled();
    expect(calls).toEqual([]);
  });

  it("says in place that plotly did not come, and tries again on request", async () => {
    const { calls, plotly } = plotlyRecorder();
    let attempts = 0;
    const pane = plotPane(painter, async () => {
      if (++attempts === 1) throw new Error("no chunk");
      return plotly;
    });
    withWidth(pane.node, 900);
    pane.resized();
    await settled();
    expect(pane.node.textContent).toContain("no chunk");
    pane.node.querySelector("button")?.click();
    await settled();
    expect(calls).toEqual(["react 900"]);
    expect(pane.node.querySelector(".ldqm-Error")).toBeNull();
  });
});

describe("a figure's words", () => {
  it("show times in the zone of the settings", () => {
    const view = figureView(mask);
    const label = () => view.node.querySelector(".ldqm-Plot")?.getAttribute("aria-label");
    expect(label()).toContain("(America/Chicago)");
    setPreferences({ timeZone: "UTC" });
    expect(label()).toContain("(UTC)");
    setPreferences({ timeZone: "Nowhere/Land" });
    expect(label()).toContain("(America/Chicago)");
    view.dispose();
  });
});
