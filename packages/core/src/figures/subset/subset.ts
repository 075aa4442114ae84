/**
 * The subset of plotly JSON that is drawn, key by key: figures/figure.ts at run time. Anything
 * outside is refused, so that no figure is drawn incompletely.
 */
import type { Axis, Figure, Layout, XAxisId, YAxisId } from "../figure.js";
import * as is from "./check.js";

/** One of the fonts that ship with the package stands in the list. */
const family = is.matching(
  /(^|,)\s*LightDqm(Sans|SansBold|Mono)\s*(,|$)/,
  "a list of fonts with one of LightDqmSans, LightDqmSansBold, LightDqmMono",
);
const font = is.record({ family, size: is.positive, color: is.color });
const dash = is.oneOf("solid", "dash", "dot");
const xAxisId = is.matching(/^x([2-9]|[1-9]\d+)?$/, "an x axis: x, x2, …");
const yAxisId = is.matching(/^y([2-9]|[1-9]\d+)?$/, "a y axis: y, y2, …");
const xRef = is.anyOf('"paper" or an x axis', is.oneOf("paper"), xAxisId);
const yRef = is.anyOf('"paper" or a y axis', is.oneOf("paper"), yAxisId);
const xAnchor = is.oneOf("left", "center", "right");
const yAnchor = is.oneOf("top", "middle", "bottom");
const texts = is.listOf(is.text);

const anyTrace = {
  xaxis: xAxisId,
  yaxis: yAxisId,
  name: is.text,
  showlegend: is.flag,
  legendgroup: is.optional(is.text),
  opacity: is.optional(is.share),
  hovertext: is.optional(texts),
  hoverinfo: is.oneOf("text", "skip"),
  x: is.numbers(false),
  y: is.numbers(true),
};

const scatter = is.record({
  ...anyTrace,
  type: is.oneOf("scatter"),
  mode: is.oneOf("lines", "markers", "lines+markers", "text"),
  line: is.optional(
    is.record({
      color: is.color,
      width: is.notNegative,
      dash: is.optional(dash),
      shape: is.optional(is.oneOf("linear", "hv")),
    }),
  ),
  marker: is.optional(
    is.record({
      symbol: is.oneOf(
        ...["circle", "square", "diamond", "triangle-up"].flatMap((each) => [each, `${each}-open`]),
        "triangle-down",
        ...["x-thin", "cross-thin", "line-ew"],
      ),
      size: is.notNegative,
      color: is.color,
      line: is.optional(is.record({ color: is.color, width: is.notNegative })),
    }),
  ),
  error_y: is.optional(
    is.record({
      type: is.oneOf("data"),
      symmetric: is.oneOf(false),
      array: is.numbers(true),
      arrayminus: is.numbers(true),
      color: is.color,
      thickness: is.notNegative,
      width: is.notNegative,
    }),
  ),
  fill: is.optional(is.oneOf("toself")),
  fillcolor: is.optional(is.color),
  text: is.optional(texts),
  textfont: is.optional(font),
});

const bar = is.record({
  ...anyTrace,
  type: is.oneOf("bar"),
  base: is.numbers(true),
  width: is.positive,
  marker: is.record({ color: is.color }),
});

const trace: is.Check = (value, where) => {
  const type = (value as { type?: unknown } | null)?.type;
  is.oneOf("scatter", "bar")(type, `${where}.type`);
  (type === "bar" ? bar : scatter)(value, where);
};

const axis = is.record({
  domain: is.pair,
  anchor: is.anyOf("an axis", xAxisId, yAxisId),
  type: is.oneOf("linear", "log"),
  range: is.pair,
  tickmode: is.oneOf("array"),
  tickvals: is.listOf(is.finite),
  ticktext: texts,
  tickfont: font,
  ticks: is.oneOf("outside", ""),
  showticklabels: is.flag,
  showgrid: is.flag,
  gridcolor: is.color,
  zeroline: is.oneOf(false),
  showline: is.flag,
  linecolor: is.color,
  mirror: is.flag,
  title: is.optional(is.record({ text: is.text, font, standoff: is.notNegative })),
  matches: is.optional(is.anyOf("an axis", xAxisId, yAxisId)),
  fixedrange: is.optional(is.flag),
});

const annotation = is.record({
  text: is.text,
  x: is.finite,
  y: is.finite,
  xref: xRef,
  yref: yRef,
  xanchor: xAnchor,
  yanchor: yAnchor,
  xshift: is.optional(is.finite),
  yshift: is.optional(is.finite),
  showarrow: is.oneOf(false),
  font,
  textangle: is.optional(is.oneOf(0, -90)),
  align: is.optional(xAnchor),
  bgcolor: is.optional(is.color),
});

const shape = is.record({
  type: is.oneOf("rect", "line"),
  xref: xRef,
  yref: yRef,
  x0: is.finite,
  x1: is.finite,
  y0: is.finite,
  y1: is.finite,
  line: is.record({ color: is.color, width: is.notNegative, dash: is.optional(dash) }),
  fillcolor: is.optional(is.color),
  layer: is.oneOf("below", "above"),
});

const layout = is.record(
  {
    width: is.positive,
    height: is.positive,
    margin: is.record({ l: is.finite, r: is.finite, t: is.finite, b: is.finite }),
    paper_bgcolor: is.color,
    plot_bgcolor: is.color,
    font,
    title: is.optional(
      is.record({
        text: is.text,
        font,
        x: is.finite,
        y: is.finite,
        xanchor: xAnchor,
        yanchor: yAnchor,
      }),
    ),
    showlegend: is.flag,
    legend: is.optional(
      is.record({
        orientation: is.oneOf("h"),
        x: is.finite,
        y: is.finite,
        xanchor: xAnchor,
        yanchor: yAnchor,
        font,
      }),
    ),
    barmode: is.oneOf("overlay"),
    hovermode: is.oneOf("closest", false),
    annotations: is.listOf(annotation),
    shapes: is.listOf(shape),
    xaxis: axis,
    yaxis: axis,
  },
  (key) => (/^[xy]axis([2-9]|[1-9]\d+)$/.test(key) ? axis : undefined),
);

const figureShape = is.record({ data: is.listOf(trace), layout });

/** The axis of a layout by its id, or undefined. */
export function axisOf(layout: Layout, id: XAxisId | YAxisId): Axis | undefined {
  return (layout as unknown as Record<string, Axis | undefined>)[
    `${id.slice(0, 1)}axis${id.slice(1)}`
  ];
}

/**
 * @throws LightDqmError `output` that names the key: one that is unknown or absent, a value of
 *   another type, lists of different lengths, an axis that the layout does not have
 */
export function requireSubset(figure: Figure): void {
  figureShape(figure, "");
  const { layout, data } = figure;
  for (const key of Object.keys(layout).filter((each) => /^[xy]axis\d*$/.test(each)))
    requireAxis(layout, key);
  for (const part of ["shapes", "annotations"] as const) {
    for (const [i, { xref, yref }] of layout[part].entries()) {
      if (xref !== "paper") requireAxisOf(layout, xref, `layout.${part}[${i}].xref`);
      if (yref !== "paper") requireAxisOf(layout, yref, `layout.${part}[${i}].yref`);
    }
  }
  for (const [i, each] of data.entries()) {
    const where = `data[${i}]`;
    requireAxisOf(layout, each.xaxis, `${where}.xaxis`);
    requireAxisOf(layout, each.yaxis, `${where}.yaxis`);
    const sameLength = (list: readonly unknown[] | undefined, key: string): void => {
      if (list && list.length !== each.x.length)
        is.refuse(`${where}.${key}`, `${each.x.length} values, as many as x`, list);
    };
    sameLength(each.y, "y");
    sameLength(each.hovertext, "hovertext");
    if (each.type === "bar") {
      sameLength(each.base, "base");
      continue;
    }
    sameLength(each.error_y?.array, "error_y.array");
    sameLength(each.error_y?.arrayminus, "error_y.arrayminus");
    sameLength(each.text, "text");
    const needs = (key: "line" | "fillcolor" | "marker" | "text" | "textfont"): void => {
      if (!each[key])
        is.refuse(
          `${where}.${key}`,
          `a value for ${key === "fillcolor" ? "a filled line" : `mode "${each.mode}"`}`,
          undefined,
        );
    };
    if (each.mode.includes("lines")) needs("line");
    if (each.fill) needs("fillcolor");
    if (each.mode.includes("markers")) needs("marker");
    if (each.mode === "text") {
      needs("text");
      needs("textfont");
    }
    if (each.marker && /thin$|^line/.test(each.marker.symbol) && !each.marker.line)
      is.refuse(`${where}.marker.line`, `a value for symbol "${each.marker.symbol}"`, undefined);
  }
}

function requireAxisOf(layout: Layout, id: XAxisId | YAxisId, where: string): void {
  if (!axisOf(layout, id)) is.refuse(where, "an axis of the layout", id);
}

function requireAxis(layout: Layout, key: string): void {
  const where = `layout.${key}`;
  const axis = layout[key as "xaxis"];
  const { anchor, domain, range, tickvals, ticktext } = axis;
  if (anchor.startsWith(key.slice(0, 1)))
    is.refuse(`${where}.anchor`, "an axis of the other direction", anchor);
  requireAxisOf(layout, anchor, `${where}.anchor`);
  if (!(domain[0] >= 0 && domain[0] < domain[1] && domain[1] <= 1))
    is.refuse(`${where}.domain`, "two increasing numbers from 0 to 1", domain.join(" to "));
  if (range[0] === range[1]) is.refuse(`${where}.range`, "two different ends", range.join(" to "));
  if (tickvals.length !== ticktext.length)
    is.refuse(`${where}.ticktext`, `${tickvals.length} texts, as many as tickvals`, ticktext);
}
