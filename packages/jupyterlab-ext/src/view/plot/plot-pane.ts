/** The place where plotly draws: sized, queued, latest wins, purged at the end. */
import type { Figure } from "@light-dqm/core/figures";
import { button, element } from "../page/elements.js";
import { errorPane } from "../page/error-pane.js";
import { onNearViewport } from "../page/near-viewport.js";
import { cancelPaint, enqueuePaint } from "./paint-queue.js";
import type { LoadPlotly, Plotly, PlotlyElement } from "./plotly.js";
import { forPlotly, loadPlotly, plotlyConfig } from "./plotly.js";

/** A figure and what lies on top of it, beyond the subset of print. */
export interface Drawing {
  figure: Figure;
  shapes: object[];
  traces: object[];
  /** Zoom is kept from one drawing to the next while this stays the same. */
  revision: string;
}

export interface PlotPane {
  readonly node: HTMLElement;
  /** The layout as drawn, zoom included; null before the first painting. */
  layout(): Figure["layout"] | null;
  /** Repaints, now or when the pane comes into view with a size. */
  changed(): void;
  resized(): void;
  image(format: "png" | "svg"): Promise<string>;
  dispose(): void;
}

const narrowestPx = 340;

export function plotPane(
  build: (widthPx: number) => Drawing,
  painted: () => void,
  load: LoadPlotly = loadPlotly,
): PlotPane {
  const target = element("div", { class: "ldqm-Target" }) as PlotlyElement;
  const node = element("div", { class: "ldqm-Plot" }, [target]);
  let plotly: Plotly | undefined;
  let disposed = false;
  let isNear = false;
  let stale = true;
  let drawn: { widthPx: number; ranges: Map<string, readonly number[]> } | undefined;
  const zoomed = new Set<"x" | "y">();

  const stopWatching = onNearViewport(node, (near) => {
    isNear = near;
    paintIfDue();
  });
  const observer =
    typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(() => resized());
  observer?.observe(node);

  function paintIfDue(): void {
    if (!disposed && stale && isNear && node.clientWidth > 0) enqueuePaint(paint);
  }

  async function paint(): Promise<void> {
    const availablePx = node.clientWidth;
    if (disposed || availablePx === 0) return;
    stale = false;
    try {
      plotly = await load();
      if (disposed) return;
      const widthPx = Math.max(narrowestPx, Math.floor(availablePx));
      const { figure, shapes, traces, revision } = build(widthPx);
      const { data, layout } = forPlotly(withFreeTicks(figure, zoomed));
      drawn = { widthPx, ranges: rangesOf(figure.layout) };
      await plotly.react(
        target,
        [...data, ...traces],
        { ...layout, shapes: [...figure.layout.shapes, ...shapes], uirevision: revision },
        plotlyConfig,
      );
      if (disposed) return;
      target.removeAllListeners?.("plotly_relayout");
      target.on?.("plotly_relayout", relayouted);
      node.dataset.painted = String(Number(node.dataset.painted ?? 0) + 1);
      painted();
    } catch (error) {
      if (!disposed) failed(error);
    }
  }

  /** The figure's own ticks are made for its own range: a zoomed axis gets plotly's. */
  function relayouted(): void {
    const layout = layoutNow();
    if (!layout || !drawn) return;
    const before = [...zoomed].join();
    zoomed.clear();
    for (const [name, range] of rangesOf(layout)) {
      const first = drawn.ranges.get(name);
      const span = first ? Math.abs(first[1]! - first[0]!) : 0;
      if (first?.some((end, i) => Math.abs(end - range[i]!) > 1e-6 * span))
        zoomed.add(name[0] as "x" | "y");
    }
    painted();
    if ([...zoomed].join() !== before) changed();
  }

  function failed(error: unknown): void {
    const pane = errorPane(error);
    const again = (): void => {
      pane.remove();
      changed();
    };
    pane.append(button("Try again", again));
    node.querySelector(".ldqm-Error")?.remove();
    node.append(pane);
  }

  function layoutNow(): Figure["layout"] | null {
    return (target as unknown as { layout?: Figure["layout"] }).layout ?? null;
  }

  function changed(): void {
    stale = true;
    paintIfDue();
  }

  function resized(): void {
    if (disposed || node.clientWidth === 0) return;
    const widthPx = Math.max(narrowestPx, Math.floor(node.clientWidth));
    if (drawn && drawn.widthPx !== widthPx) stale = true;
    paintIfDue();
  }

  return {
    node,
    layout: layoutNow,
    changed,
    resized,
    async image(format) {
      const { width, height } = layoutNow() ?? { width: 800, height: 400 };
      plotly = await load();
      return plotly.toImage(target, { format, width, height, scale: format === "png" ? 2 : 1 });
    },
    dispose() {
      disposed = true;
      cancelPaint(paint);
      stopWatching();
      observer?.disconnect();
      plotly?.purge(target);
    },
  };
}

function rangesOf(layout: Figure["layout"]): Map<string, readonly number[]> {
  const entries = Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name));
  return new Map(
    entries.map(([name, axis]) => [name, [...((axis as { range?: number[] }).range ?? [])]]),
  );
}

function withFreeTicks(figure: Figure, zoomed: ReadonlySet<"x" | "y">): Figure {
  if (zoomed.size === 0) return figure;
  const axes = Object.entries(figure.layout).flatMap(([name, axis]) => {
    const letter = name[0] as "x" | "y";
    if (!/^[xy]axis\d*$/.test(name) || !zoomed.has(letter)) return [];
    const { tickvals: _values, ticktext: _text, ...rest } = axis as Record<string, unknown>;
    return [[name, { ...rest, tickmode: "auto", nticks: letter === "x" ? 16 : 5 }]];
  });
  return { ...figure, layout: { ...figure.layout, ...Object.fromEntries(axes) } };
}
