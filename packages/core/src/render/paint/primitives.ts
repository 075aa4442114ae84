/**
 * What a figure is painted with: a list of paths, circles and texts in px, in drawing order.
 * Every backend draws these and nothing else. y grows downwards.
 */

/** In px; `left`, `top` is the corner nearest to the origin. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Stroke {
  color: string;
  widthPx: number;
  /** Lengths of dash and gap in px; empty: solid. */
  dashPx: readonly number[];
}

/** The fonts that ship with the package, by their private names. */
export type FontName = "LightDqmSans" | "LightDqmSansBold" | "LightDqmMono";

interface Painted {
  /** 0…1 */
  opacity: number;
  /** Nothing is drawn outside this box; null: the whole figure. */
  clip: Box | null;
}

/** One run of straight segments: x and y in turn. */
export interface Subpath {
  xy: readonly number[];
  closed: boolean;
}

export interface PathPrimitive extends Painted {
  kind: "path";
  subpaths: readonly Subpath[];
  fill: string | null;
  stroke: Stroke | null;
}

/** Circles of one radius: x and y of the centres in turn. */
export interface CirclesPrimitive extends Painted {
  kind: "circles";
  centres: readonly number[];
  radiusPx: number;
  fill: string | null;
  stroke: Stroke | null;
}

/** One line of text. */
export interface TextPrimitive extends Painted {
  kind: "text";
  text: string;
  /** Point on the base line that the text is anchored at. */
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  font: FontName;
  sizePx: number;
  color: string;
  /** Clockwise about (x, y). */
  angleDegrees: 0 | -90;
}

export type Primitive = PathPrimitive | CirclesPrimitive | TextPrimitive;

/** A painted figure, ready for a backend. */
export interface Painting {
  widthPx: number;
  heightPx: number;
  primitives: Primitive[];
}

/** The path around a box. */
export function boxPath({ left, top, width, height }: Box): Subpath {
  const right = left + width;
  const bottom = top + height;
  return { xy: [left, top, right, top, right, bottom, left, bottom], closed: true };
}
