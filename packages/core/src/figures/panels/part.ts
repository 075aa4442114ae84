/** Some of the panels of a figure, for a page that does not hold all. */
import type { Annotation, Shape, Trace, XAxisId, YAxisId } from "../figure.js";
import type { Box } from "../page.js";
import { type AxisChoice, axisIds } from "../style/axes.js";

/** Part `index` of so many, which are as even as can be. */
export interface Part {
  index: number;
  count: number;
}

/** What is divided: all that belongs to single panels. */
interface Divided {
  count: number;
  traces: readonly Trace[];
  shapes?: Shape[];
  notes?: readonly string[];
  x: AxisChoice | readonly AxisChoice[];
  y: AxisChoice | readonly AxisChoice[];
  label(panel: number, box: Box): Annotation[];
}

/** The panels of a part, with what is drawn in them. */
export function partOf<Panels extends Divided>(panels: Panels, { index, count }: Part): Panels {
  const from = Math.round((index * panels.count) / count);
  const to = Math.round(((index + 1) * panels.count) / count);
  const { x, y, label, notes = [] } = panels;
  return {
    ...panels,
    count: to - from,
    traces: panels.traces.flatMap((trace) => {
      const panel = panelOf(trace.xaxis) - from;
      const { x: xaxis, y: yaxis } = axisIds(panel);
      return panel >= 0 && panel < to - from ? [{ ...trace, xaxis, yaxis }] : [];
    }),
    shapes: (panels.shapes ?? []).flatMap((shape) => shapeIn(shape, from, to)),
    x: Array.isArray(x) ? x.slice(from, to) : x,
    y: Array.isArray(y) ? y.slice(from, to) : y,
    notes: [...notes, `Page ${index + 1} of ${count}.`],
    label: (panel: number, box: Box) => label(panel + from, box),
  };
}

function shapeIn(shape: Shape, from: number, to: number): Shape[] {
  if (shape.xref === "paper") return [shape];
  const panel = panelOf(shape.xref);
  const { x: xref, y: yref } = axisIds(panel - from);
  return panel >= from && panel < to ? [{ ...shape, xref, yref }] : [];
}

/** The panel of an axis: 0 of `x`, 1 of `x2`. */
function panelOf(id: XAxisId | YAxisId): number {
  return Number(id.slice(1) || 1) - 1;
}
