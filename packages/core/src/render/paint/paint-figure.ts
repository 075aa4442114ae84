/** A figure as primitives: the one painter behind PNG, SVG and PDF. */
import type { Figure, XAxisId, YAxisId } from "../../figures/figure.js";
import { requireSubset } from "../../figures/subset/subset.js";
import { registerFonts } from "../fonts.js";
import { filledBox, paintAnnotation, paintShape, paintTitle } from "./annotations.js";
import { paintAxis, paintGrid } from "./axes.js";
import { paintLegend } from "./legend.js";
import { panelBox, type Scale, scalesOf } from "./panel.js";
import type { Painting, Primitive } from "./primitives.js";
import { paintBars, paintScatter } from "./traces.js";

/**
 * Paints in plotly's order: background, panels, shapes below, grid, bars, scatter traces one after
 * another, axes, shapes above, title, legend, annotations.
 * @throws LightDqmError `output`, naming the key, for anything outside of the subset
 */
export function paintFigure(figure: Figure): Painting {
  requireSubset(figure);
  registerFonts();
  const { data, layout } = figure;
  const scales = scalesOf(layout);
  const panels = panelsOf(figure, scales);
  const primitives: Primitive[] = [
    filledBox(
      { left: 0, top: 0, width: layout.width, height: layout.height },
      layout.paper_bgcolor,
    ),
  ];
  const add = (more: Primitive[]): void => {
    for (const each of more) primitives.push(each);
  };
  if (layout.plot_bgcolor !== layout.paper_bgcolor)
    for (const [x, y] of panels) primitives.push(filledBox(panelBox(x, y), layout.plot_bgcolor));
  const shapes = (layer: "below" | "above"): void => {
    for (const [i, shape] of layout.shapes.entries())
      if (shape.layer === layer) add(paintShape(shape, `layout.shapes[${i}]`, layout, scales));
  };
  shapes("below");
  for (const [x, y] of panels) add(paintGrid(x, y));
  for (const trace of data)
    if (trace.type === "bar")
      add(paintBars(trace, scales.get(trace.xaxis)!, scales.get(trace.yaxis)!));
  for (const trace of data)
    if (trace.type === "scatter")
      add(paintScatter(trace, scales.get(trace.xaxis)!, scales.get(trace.yaxis)!));
  for (const id of scales.keys()) add(paintAxis(id, scales));
  shapes("above");
  add(paintTitle(layout));
  add(paintLegend(layout, data));
  for (const each of layout.annotations) add(paintAnnotation(each, layout, scales));
  return { widthPx: layout.width, heightPx: layout.height, primitives };
}

/** The pairs of axes that span a panel: those anchored to each other and those with a trace. */
function panelsOf(
  { data }: Figure,
  scales: ReadonlyMap<XAxisId | YAxisId, Scale>,
): [Scale, Scale][] {
  const pairs = new Map<string, [Scale, Scale]>();
  const add = (xId: XAxisId | YAxisId, yId: XAxisId | YAxisId): void => {
    pairs.set(`${xId} ${yId}`, [scales.get(xId)!, scales.get(yId)!]);
  };
  for (const [id, { axis }] of scales) {
    if (id.startsWith("x")) add(id, axis.anchor);
    else add(axis.anchor, id);
  }
  for (const { xaxis, yaxis } of data) add(xaxis, yaxis);
  return [...pairs.values()];
}
