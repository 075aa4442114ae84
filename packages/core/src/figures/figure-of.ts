/** From a payload to its figure: a row of a table a kind. */

import type { Figure } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import { channelMaskFigure } from "./forms/channel-mask.js";
import { channelQuantilesFigure } from "./forms/channel-quantiles.js";
import { fractionPanelsFigure } from "./forms/fraction-panels.js";
import { spectraFigure } from "./forms/spectra.js";
import { trendFigure } from "./forms/trend.js";
import { unavailableFigure } from "./forms/unavailable.js";
import { waveformsFigure } from "./forms/waveforms.js";
import { sourceText } from "./page.js";
import type { Payload, PayloadKind } from "./payload.js";
import { plainText } from "./style/text.js";

const figureOfKind: {
  [Kind in PayloadKind]: (
    payload: Extract<Payload, { kind: Kind }>,
    options: FigureOptions,
  ) => Figure;
} = {
  "channel-mask": channelMaskFigure,
  "fraction-panels": fractionPanelsFigure,
  "channel-quantiles": channelQuantilesFigure,
  spectra: spectraFigure,
  waveforms: waveformsFigure,
  trend: trendFigure,
  unavailable: unavailableFigure,
};

/**
 * The figure of a payload. Pure; the same in Node and in a browser. Every text in it is plain:
 * whatever plotly would interpret is disarmed. Lines of `hovertext` are divided by line feeds.
 */
export function figureOf(payload: Payload, options: FigureOptions): Figure {
  const build = figureOfKind[payload.kind] as (payload: Payload, options: FigureOptions) => Figure;
  return withPlainText(build(payload, options));
}

/** What a figure says, for those who cannot see it: question, answer and source. */
export function altText(payload: Payload): string {
  const { title, answer, source } = payload;
  return [title, answer, sourceText(source)].map((text) => plainText(text)).join(" ");
}

function withPlainText({ data, layout }: Figure): Figure {
  return {
    data: data.map((trace) => ({
      ...trace,
      name: plainText(trace.name),
      ...(trace.legendgroup === undefined ? {} : { legendgroup: plainText(trace.legendgroup) }),
      ...(trace.hovertext
        ? { hovertext: trace.hovertext.map((text) => plainText(text, true)) }
        : {}),
    })),
    layout: {
      ...layout,
      annotations: layout.annotations.map((each) => ({ ...each, text: plainText(each.text) })),
    },
  };
}
