/** The place where plotly draws: sized, queued, latest wins, purged at the end. */
import type { Figure } from "@light-dqm/core/figures";
import { button, element } from "../dom/elements.js";
import { errorPane } from "../dom/error-pane.js";
import { onNearViewport } from "../dom/near-viewport.js";
import { cancelPaint, enqueuePaint } from "./paint-queue.js";
import type { LoadPlotly, Plotly, PlotlyElement } from "./plotly.js";
import { forPlotly, loadPlotly, plotlyConfig } from "./plotly.js";
import { isSameZoom, showsData, wholeFigure, type Zoom, zoomedFigure, zoomIn } from "./zoom.js";
import type { TickStyle } from "./zoomed-ticks.js";

/** A figure and what lies on top of it, beyond the subset of print. */
export interface Drawing {
  figure: Figure;
  shapes: object[];
  traces: object[];
  /** Zoom is kept from one drawing to the next while this stays the same. */
  revision: string;
  /** Whether panels of one range zoom together. */
  isLinked: boolean;
  ticks(axis: "x" | "y", panel: number): TickStyle;
}

/** What a pane shows, and whom it tells. */
export interface Painter {
  /** Height of the figure in px at a width, known before it is drawn. */
  heightPx(widthPx: number): number;
  build(widthPx: number): Drawing;
  painted(): void;
  /** After the user has changed what is seen; `refused`: nothing would have been. */
  zoomed(state: { isZoomed: boolean; refused: boolean }): void;
}

export interface PlotPane {
  readonly node: HTMLElement;
  /** The figure as drawn, zoom included; null before the first painting. */
  figure(): Figure | null;
  resetZoom(): void;
  /** Repaints, now or when the pane comes into view with a size. */
  changed(): void;
  resized(): void;
  /** Paints without waiting for its turn or for the pane to come into view. */
  paintNow(): void;
  image(format: "png" | "svg"): Promise<string>;
  dispose(): void;
}

const narrowestPx = 340;

export function plotPane(painter: Painter, load: LoadPlotly = loadPlotly): PlotPane {
  const target = element("div", { class: "ldqm-Target" }) as PlotlyElement;
  const node = element("div", { class: "ldqm-Plot" }, [target]);
  let plotly: Plotly | undefined;
  let disposed = false;
  let isNear = false;
  let stale = true;
  /** The figure before and after its zoom. */
  let drawn: { widthPx: number; whole: Figure; seen: Figure; revision: string } | undefined;
  let zoom: Zoom = wholeFigure;

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

  const widthNow = (): number => Math.max(narrowestPx, Math.floor(node.clientWidth));

  /** The height that the figure will have, so that nothing moves when it is drawn. */
  function reserve(): void {
    if (node.clientWidth > 0) node.style.height = `${painter.heightPx(widthNow())}px`;
  }

  async function paint(): Promise<void> {
    if (disposed || node.clientWidth === 0) return;
    stale = false;
    reserve();
    try {
      // Without a wait where it can be: Firefox prints before it goes on with what waits.
      plotly = load.loaded ?? (await load());
      if (disposed) return;
      const widthPx = widthNow();
      const { figure, shapes, traces, revision, isLinked, ticks } = painter.build(widthPx);
      if (drawn && drawn.revision !== revision) setZoom(wholeFigure, false);
      const seen = zoomedFigure(figure, zoom, isLinked, ticks);
      const { data, layout } = forPlotly(seen);
      drawn = { widthPx, whole: figure, seen, revision };
      await plotly.react(
        target,
        [...data, ...traces],
        { ...layout, shapes: [...figure.layout.shapes, ...shapes] },
        plotlyConfig,
      );
      if (disposed) return;
      target.removeAllListeners?.("plotly_relayout");
      target.on?.("plotly_relayout", relayouted);
      node.dataset.painted = String(Number(node.dataset.painted ?? 0) + 1);
      painter.painted();
    } catch (error) {
      if (!disposed) failed(error);
    }
  }

  /** The user has dragged: takes what is seen now, or goes back where that is nothing. */
  function relayouted(): void {
    const { layout } = target as unknown as { layout?: Figure["layout"] };
    if (!layout || !drawn) return;
    const { whole, seen } = drawn;
    const next = zoomIn(whole.layout, layout);
    const last = zoomIn(whole.layout, seen.layout);
    // plotly also speaks up after a double click, which may have undone a zoom that is still drawn.
    if (next && last && isSameZoom(next, last)) return;
    const refused = next === null || !showsData(whole, next, zoom);
    setZoom(refused ? zoom : next, refused);
    changed();
  }

  function setZoom(next: Zoom, refused: boolean): void {
    zoom = next;
    painter.zoomed({ isZoomed: zoom.size > 0, refused });
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

  function changed(): void {
    stale = true;
    reserve();
    paintIfDue();
  }

  function resized(): void {
    if (disposed || node.clientWidth === 0) return;
    reserve();
    if (drawn && drawn.widthPx !== widthNow()) stale = true;
    paintIfDue();
  }

  return {
    node,
    figure: () => drawn?.seen ?? null,
    resetZoom() {
      if (zoom.size === 0) return;
      setZoom(wholeFigure, false);
      changed();
    },
    changed,
    resized,
    paintNow: () => void paint(),
    async image(format) {
      const { width, height } = drawn?.whole.layout ?? { width: 800, height: 400 };
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
