/** The legend: one sample and one name per entry, in rows. */
import type { Layout, Trace } from "../../figures/figure.js";
import { drawableText, fontNameOf, textWidth } from "../fonts.js";
import { filledBox } from "./annotations.js";
import { paintMarkers } from "./markers.js";
import { plotArea } from "./panel.js";
import { type Box, boxPath, type Primitive } from "./primitives.js";
import { strokeOf } from "./traces.js";

const samplePx = 30;
const gapPx = 5;
/** From the left end of an entry to its name. */
const nameAtPx = samplePx + 2 * gapPx;
const swatchPx = 12;

/** Traces that have an entry: each that asks for it, a name only once in its group. */
export function legendEntries(traces: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return traces.filter(({ showlegend, legendgroup, name }) => {
    if (!showlegend) return false;
    if (legendgroup === undefined) return true;
    const key = JSON.stringify([legendgroup, name]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Where the entries stand: in one row with the width of each where they fit, else in columns of one
 * width, as many as fit.
 * @returns left and top of each entry in the legend, px, and the size of the whole
 */
export function legendPlaces(
  widths: readonly number[],
  rowPx: number,
  mostPx: number,
): { places: { left: number; top: number }[]; width: number; height: number } {
  const oneRow = widths.reduce((sum, width) => sum + width + gapPx, -gapPx);
  if (oneRow <= mostPx) {
    let left = 0;
    const places = widths.map((width) => {
      const place = { left, top: 0 };
      left += width + gapPx;
      return place;
    });
    return { places, width: oneRow, height: rowPx };
  }
  const column = Math.max(...widths) + gapPx;
  const columns = Math.max(1, Math.floor((mostPx + gapPx) / column));
  const places = widths.map((_, i) => ({
    left: (i % columns) * column,
    top: Math.floor(i / columns) * rowPx,
  }));
  const rows = Math.ceil(widths.length / columns);
  const width = Math.max(...places.map(({ left }, i) => left + widths[i]!));
  return { places, width, height: rows * rowPx };
}

export function paintLegend(layout: Layout, traces: readonly Trace[]): Primitive[] {
  const { legend } = layout;
  const entries = legendEntries(traces);
  if (!layout.showlegend || !legend || entries.length === 0) return [];
  const { family, size, color } = legend.font;
  const font = fontNameOf(family, "layout.legend.font.family");
  const names = entries.map(({ name }) => drawableText(name, font));
  const rowPx = Math.max(1.3 * size, 16) + 3;
  const { places, width, height } = legendPlaces(
    names.map((name) => nameAtPx + textWidth(name, font, size)),
    rowPx,
    plotArea(layout).width,
  );
  const area = plotArea(layout);
  const box: Box = {
    left:
      area.left +
      legend.x * area.width -
      { left: 0, center: 0.5, right: 1 }[legend.xanchor] * width,
    top:
      area.top +
      (1 - legend.y) * area.height -
      { top: 0, middle: 0.5, bottom: 1 }[legend.yanchor] * height,
    width,
    height,
  };
  const painted: Primitive[] = [filledBox(box, layout.paper_bgcolor)];
  for (const [i, trace] of entries.entries()) {
    const left = box.left + places[i]!.left;
    const middle = box.top + places[i]!.top + rowPx / 2;
    painted.push(...paintSample(trace, left + gapPx, middle), {
      kind: "text",
      text: names[i]!,
      x: left + nameAtPx,
      y: middle + 0.35 * size,
      anchor: "start",
      font,
      sizePx: size,
      color,
      angleDegrees: 0,
      opacity: 1,
      clip: null,
    });
  }
  return painted;
}

/** @param left of the sample; its middle in height */
function paintSample(trace: Trace, left: number, middle: number): Primitive[] {
  const opacity = trace.opacity ?? 1;
  const centre = left + samplePx / 2;
  const fill = trace.type === "bar" ? trace.marker.color : trace.fillcolor;
  if (fill && (trace.type === "bar" || trace.line?.width === 0)) {
    const box = { left: centre - 6, top: middle - 6, width: swatchPx, height: swatchPx };
    return [{ kind: "path", subpaths: [boxPath(box)], fill, stroke: null, opacity, clip: null }];
  }
  if (trace.type === "bar") return [];
  const painted: Primitive[] = [];
  const { line, marker, mode } = trace;
  if (mode.includes("lines") && line && line.width > 0)
    painted.push({
      kind: "path",
      subpaths: [{ xy: [left, middle, left + samplePx, middle], closed: false }],
      fill: null,
      stroke: strokeOf(line.color, Math.min(line.width, 10), line.dash),
      opacity,
      clip: null,
    });
  if (mode.includes("markers") && marker) {
    const size = Math.min(Math.max(marker.size, 2), 16);
    painted.push(...paintMarkers({ ...marker, size }, [centre, middle], opacity, null));
  }
  return painted;
}
