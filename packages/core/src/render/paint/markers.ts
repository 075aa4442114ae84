/** Marker symbols, in the sizes that plotly gives them. */
import type { Marker } from "../../figures/figure.js";
import type { Box, Primitive, Stroke, Subpath } from "./primitives.js";

/** The outline of a symbol about (0, 0), r the radius; circles are primitives of their own. */
const outlines: Readonly<Record<string, (r: number) => Subpath[]>> = {
  square: (r) => [{ xy: [-r, -r, r, -r, r, r, -r, r], closed: true }],
  diamond: (r) => [{ xy: [1.3 * r, 0, 0, 1.3 * r, -1.3 * r, 0, 0, -1.3 * r], closed: true }],
  "triangle-up": (r) => {
    const half = (2 * r) / Math.sqrt(3);
    return [{ xy: [-half, r / 2, half, r / 2, 0, -r], closed: true }];
  },
  "triangle-down": (r) => {
    const half = (2 * r) / Math.sqrt(3);
    return [{ xy: [-half, -r / 2, half, -r / 2, 0, r], closed: true }];
  },
  "x-thin": (r) => [
    { xy: [r, r, -r, -r], closed: false },
    { xy: [r, -r, -r, r], closed: false },
  ],
  "cross-thin": (r) => [
    { xy: [0, 1.4 * r, 0, -1.4 * r], closed: false },
    { xy: [1.4 * r, 0, -1.4 * r, 0], closed: false },
  ],
  "line-ew": (r) => [{ xy: [1.4 * r, 0, -1.4 * r, 0], closed: false }],
};

/**
 * All markers of a trace. An open symbol is stroked in the marker's colour, at least 1 px wide; a
 * thin one in the colour and width of the outline.
 * @param centres x and y in turn, px
 */
export function paintMarkers(
  { symbol, size, color, line }: Marker,
  centres: readonly number[],
  opacity: number,
  clip: Box | null,
): Primitive[] {
  if (centres.length === 0 || size === 0) return [];
  const open = symbol.endsWith("-open");
  const shape = symbol.replace("-open", "");
  const thin = shape.endsWith("-thin") || shape === "line-ew";
  const fill = open || thin ? null : color;
  const stroke: Stroke | null = open
    ? { color, widthPx: line?.width || 1, dashPx: [] }
    : line && line.width > 0
      ? { color: line.color, widthPx: line.width, dashPx: [] }
      : null;
  const radiusPx = size / 2;
  if (shape === "circle")
    return [{ kind: "circles", centres, radiusPx, fill, stroke, opacity, clip }];
  const outline = outlines[shape]!(radiusPx);
  const subpaths: Subpath[] = [];
  for (let i = 0; i < centres.length; i += 2) {
    for (const { xy, closed } of outline)
      subpaths.push({
        xy: xy.map((each, k) => each + centres[i + (k % 2)]!),
        closed,
      });
  }
  return [{ kind: "path", subpaths, fill, stroke, opacity, clip }];
}
