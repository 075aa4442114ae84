import type { Axis, Figure } from "./figure.js";
import type { FigureOptions } from "./figure-options.js";
import { sourceText } from "./page.js";
import { formOf, type Payload } from "./payload.js";
import { plainText } from "./style/text.js";

/**
 * The figure of a payload. Pure; the same in Node and in a browser. Every text in it is plain:
 * whatever plotly would interpret is replaced. Lines of `hovertext` are separated by line feeds.
 */
export function figureOf(payload: Payload, options: FigureOptions): Figure {
  const figure = formOf(payload).draw(payload, options);
  return withPlainText(options.isPrinted ? withoutHover(figure) : figure);
}

/** Alternative text of a figure: question, answer, what is drawn where the answer leaves that open, and source. */
export function altText(payload: Payload): string {
  const { title, answer, source } = payload;
  const words = formOf(payload).words?.(payload) ?? "";
  return [title, answer, words, source ? sourceText(source) : ""]
    .filter((text) => text !== "")
    .map((text) => plainText(text))
    .join(" ");
}

const withoutHover = ({ data, layout }: Figure): Figure => ({
  data: data.map(({ hovertext: _, ...trace }) => ({ ...trace, hoverinfo: "skip" })),
  layout,
});

function withPlainText({ data, layout }: Figure): Figure {
  const axes = Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key));
  return {
    data: data.map((trace) => ({
      ...trace,
      name: plainText(trace.name),
      ...(trace.legendgroup === undefined ? {} : { legendgroup: plainText(trace.legendgroup) }),
      ...("text" in trace && trace.text ? { text: trace.text.map((text) => plainText(text)) } : {}),
      ...(trace.hovertext
        ? { hovertext: trace.hovertext.map((text) => plainText(text, true)) }
        : {}),
    })),
    layout: {
      ...layout,
      ...Object.fromEntries(axes.map(([key, axis]) => [key, withPlainTitles(axis)])),
      ...(layout.title ? { title: { ...layout.title, text: plainText(layout.title.text) } } : {}),
      annotations: layout.annotations.map((each) => ({ ...each, text: plainText(each.text) })),
    },
  };
}

function withPlainTitles(axis: Axis): Axis {
  const { title, ticktext } = axis;
  return {
    ...axis,
    ticktext: ticktext.map((text) => plainText(text)),
    ...(title ? { title: { ...title, text: plainText(title.text) } } : {}),
  };
}
