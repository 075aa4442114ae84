/** plotly.js, loaded with the first plot, and the part of it that is used. */
import type { Figure } from "@light-dqm/core/figures";
import { type Lazy, lazily } from "../lazily.js";
import { isAxisName } from "./axes.js";
import { plainTexts } from "./plain-text.js";

export interface PlotlyElement extends HTMLElement {
  on?(event: string, listener: () => void): void;
  removeAllListeners?(event: string): void;
}

export interface Plotly {
  react(node: HTMLElement, data: unknown[], layout: object, config: object): Promise<unknown>;
  purge(node: HTMLElement): void;
  toImage(
    node: HTMLElement,
    options: { format: "png" | "svg"; width: number; height: number; scale: number },
  ): Promise<string>;
}

export type LoadPlotly = Lazy<Plotly>;

export const loadPlotly: LoadPlotly = lazily(async () => {
  const module = await import(/* webpackChunkName: "plotly" */ "plotly.js-cartesian-dist-min");
  return module.default as Plotly;
});

/**
 * No buttons of plotly's own: they are not in the theme and cannot be reached by keyboard. Its double click is
 * not ours: it would go back to a zoom.
 */
export const plotlyConfig = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  doubleClick: false,
  showTips: false,
  scrollZoom: false,
  typesetMath: false,
};

/**
 * A figure as plotly wants it: texts are no markup, and ranges are its own to change. What is pointed at is found, and said,
 * without plotly.
 */
export function forPlotly(figure: Figure): { data: unknown[]; layout: object } {
  const { data, layout } = plainTexts(figure);
  const parts = Object.entries(layout).map(([name, part]) =>
    isAxisName(name) ? [name, { ...part, range: [...part.range] }] : [name, part],
  );
  return { data, layout: { ...Object.fromEntries(parts), dragmode: "zoom", hovermode: false } };
}
