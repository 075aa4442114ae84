/** plotly.js, loaded with the first plot, and the part of it that is used. */
import type { Figure } from "@light-dqm/core/figures";
import { lazily } from "../../lazily.js";

export interface PlotlyElement extends HTMLElement {
  on?(event: string, listener: (event: PlotlyEvent) => void): void;
  removeAllListeners?(event: string): void;
}

export interface PlotlyEvent {
  points?: { x: number; y: number; data: { xaxis: string; hoverinfo?: string } }[];
  [change: string]: unknown;
}

export interface Plotly {
  react(node: HTMLElement, data: unknown[], layout: object, config: object): Promise<unknown>;
  relayout(node: HTMLElement, change: object): Promise<unknown>;
  purge(node: HTMLElement): void;
  toImage(
    node: HTMLElement,
    options: { format: "png" | "svg"; width: number; height: number; scale: number },
  ): Promise<string>;
}

export type LoadPlotly = () => Promise<Plotly>;

export const loadPlotly: LoadPlotly = lazily(async () => {
  const module = await import(/* webpackChunkName: "plotly" */ "plotly.js-cartesian-dist-min");
  return module.default as Plotly;
});

/** No buttons of plotly's own: they are not in the theme and cannot be reached by keyboard. */
export const plotlyConfig = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  doubleClick: "reset",
  showTips: false,
  scrollZoom: false,
};

/** A figure as plotly wants it: lines of hover texts are broken by its own tag. */
export function forPlotly({ data, layout }: Figure): { data: unknown[]; layout: object } {
  const { paper_bgcolor, font } = layout;
  return {
    data: data.map((trace) =>
      trace.hovertext
        ? { ...trace, hovertext: trace.hovertext.map((text) => text.replace(/\n/g, "<br>")) }
        : trace,
    ),
    layout: {
      ...layout,
      dragmode: "zoom",
      hoverlabel: {
        bgcolor: paper_bgcolor,
        bordercolor: font.color,
        font: { family: font.family, size: 12, color: font.color },
        align: "left",
      },
    },
  };
}
