/** Any figure of the plotly subset, drawn as it is; colours of the palettes follow the theme. */
import { LightDqmError } from "../../errors.js";
import { countText } from "../../words/phrases.js";
import type { Axis, Figure, Trace } from "../figure.js";
import type { FigureOptions } from "../figure-options.js";
import type { Form } from "../form.js";
import {
  ownPayloadSchema,
  type PayloadOf,
  payloadVersion,
  type Source,
} from "../payload-schema.js";
import type { Reader } from "../schema.js";
import { axisIds } from "../style/axes.js";
import { numberText } from "../style/rounding.js";
import { themed } from "../style/themed.js";
import { axisOf, requireSubset } from "../subset/subset.js";

const subset: Reader<Figure> = (value, where) => {
  try {
    requireSubset(value as Figure);
  } catch (cause) {
    if (!(cause instanceof LightDqmError)) throw cause;
    const { where: key, expected, got } = cause.parts;
    const what = "not a figure of the plotly subset";
    throw new LightDqmError(
      "bad-input",
      { what, where: `${where}.${key}`, expected, got },
      { cause },
    );
  }
  return value as Figure;
};

const schema = ownPayloadSchema("figure", () => ({ figure: subset }));
/** A figure of the plotly subset. */
export type FigurePayload = PayloadOf<typeof schema>;

export const figure: Form<FigurePayload> = {
  ...schema,
  draw,
  words: wordsOf,
  paper: "a4-landscape",
  printPx: 575,
  halfPrintPx: 280,
};

/** What a figure of the subset is said to show. */
export interface FigureWords {
  /** By default its title, or else its largest text. */
  title?: string | undefined;
  answer?: string | undefined;
  source?: Source | null | undefined;
}

/**
 * A figure of the plotly subset as a payload.
 * @throws LightDqmError `bad-input` that names the key outside of the subset
 */
export function figurePayload(
  drawn: Figure,
  { title = titleOf(drawn), answer = "", source = null }: FigureWords = {},
): FigurePayload {
  return {
    ...{ kind: "figure", version: payloadVersion, title, answer, source },
    figure: subset(drawn, "figure"),
  };
}

function titleOf({ layout }: Figure): string {
  if (layout?.title) return layout.title.text;
  const texts = [...(layout?.annotations ?? [])].sort((a, b) => b.font.size - a.font.size);
  return texts[0]?.text ?? "Figure";
}

/** The figure in its own size, or narrower and lower where there is less room. */
function draw(payload: FigurePayload, options: FigureOptions): Figure {
  const { data, layout } = themed(payload.figure, options.theme);
  const width = Math.min(layout.width, options.widthPx ?? layout.width);
  const height = Math.min(layout.height, options.heightPx ?? layout.height);
  return { data, layout: { ...layout, width, height } };
}

/** More traces than these are only counted. */
const mostNames = 8;

function wordsOf({ figure: { data, layout } }: FigurePayload): string {
  const panels = Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key)).length;
  const sentences = Array.from({ length: panels }, (_, panel) => {
    const { x, y } = axisIds(panel);
    const traces = data.filter((trace) => trace.xaxis === x);
    const axes = [axisOf(layout, y), axisOf(layout, x)].flatMap((axis) => axis ?? []);
    return traces.length === 0
      ? []
      : [`${tracesText(traces)}, ${axes.map(axisText).join(" against ")}.`];
  });
  return sentences.flat().join(" ");
}

function tracesText(traces: readonly Trace[]): string {
  const names = [...new Set(traces.map(({ name }) => name))].filter((name) => name !== "");
  const listed = names.slice(0, mostNames).join(", ");
  const more = names.length > mostNames ? ", …" : "";
  return `${countText(traces.length, "series", "series")}${listed === "" ? "" : ` (${listed}${more})`}`;
}

function axisText({ title, type, range }: Axis): string {
  const [low, high] = range.map((end) => numberText(type === "log" ? 10 ** end : end));
  return `${title?.text || "an axis"} from ${low} to ${high}${type === "log" ? " (log)" : ""}`;
}
